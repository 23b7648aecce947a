#include "whatif/request_order.hpp"

#include <algorithm>
#include <array>
#include <limits>
#include <unordered_map>
#include <utility>

#include "compile/provider_draw.hpp"
#include "model/resource.hpp"
#include "solve/random_order.hpp"

namespace berth::host::whatif {

namespace {

using model::Resource;

using Burst = std::vector<RequestShare>;

void append(Burst& burst, RequestId request, std::uint32_t count) {
    if (count == 0) return;
    if (!burst.empty() && burst.back().request == request) {
        burst.back().count += count;
    } else {
        burst.push_back({request, count});
    }
}

// The requests' tasks, with the capacity provider of each drawn.
Burst drawn(const RequestShare& share, RequestPool& requests) {
    const std::vector<CapacityProviderStrategyItem> providers =
        requests.resolved(share.request).providers;
    if (providers.empty()) return {share};
    Burst tasks;
    compile::ProviderDraw draw(providers);
    for (std::uint32_t t = 0; t < share.count; ++t) {
        const std::size_t provider = draw.next_or_fail(requests[share.request].request.where);
        append(tasks, requests.on_provider(share.request, provider), 1);
    }
    return tasks;
}

// DAEMON services, whose tasks are one per instance, go to `daemons`; the others' tasks come back.
Burst single_tasks(const Burst& burst, RequestPool& requests, Burst& daemons) {
    Burst tasks;
    for (const RequestShare& share : burst) {
        if (requests[share.request].request.scheduling == SchedulingStrategy::daemon) {
            daemons.push_back(share);
            continue;
        }
        for (const RequestShare& one : drawn(share, requests)) tasks.push_back(one);
    }
    return tasks;
}

Burst shuffled(const Burst& burst, const OrderContext& context, RequestPool& requests) {
    Burst result;
    const Burst tasks = single_tasks(burst, requests, result);
    std::vector<std::uint64_t> ends;
    std::uint64_t total = 0;
    for (const RequestShare& share : tasks) ends.push_back(total += share.count);
    if (total == 0) return result;
    const solve::RandomOrder order(context.seed, context.trial, total);
    for (std::uint64_t p = 0; p < total; ++p) {
        const auto share = std::ranges::upper_bound(ends, order.at(p)) - ends.begin();
        append(result, tasks[static_cast<std::size_t>(share)].request, 1);
    }
    return result;
}

// One group's tasks, taken from the front.
struct Queue {
    Burst tasks;
    std::size_t next = 0;

    bool is_empty() const { return next == tasks.size(); }
    RequestId take() {
        const RequestId request = tasks[next].request;
        if (--tasks[next].count == 0) ++next;
        return request;
    }
};

Burst round_robin(const Burst& burst, RequestPool& requests) {
    Burst result;
    std::vector<Queue> queues;
    std::unordered_map<std::string, std::size_t> queue_of;
    for (const RequestShare& share : single_tasks(burst, requests, result)) {
        if (share.count == 0) continue;
        const auto [entry, is_new] =
            queue_of.try_emplace(requests.resolved(share.request).group, queues.size());
        if (is_new) queues.emplace_back();
        queues[entry->second].tasks.push_back(share);
    }
    while (!queues.empty()) {
        for (Queue& queue : queues) append(result, queue.take(), 1);
        std::erase_if(queues, [](const Queue& queue) { return queue.is_empty(); });
    }
    return result;
}

// What the ACTIVE instances registered, all together.
struct Registered {
    std::array<std::int64_t, model::resource_count> amounts{};  // of what ECS lists
    std::int64_t instances = 0;
};

Registered registered(const OrderContext& context) {
    Registered sum;
    for (const InstanceId id : context.fleet) {
        const ContainerInstance& instance = context.instances[id].instance;
        if (instance.status != "ACTIVE") continue;
        for (const Resource resource : model::all_resources) {
            sum.amounts[model::index_of(resource)] +=
                model::amount_in(instance.registered, resource);
        }
        ++sum.instances;
    }
    return sum;
}

// The largest part of an average instance that a task asks for; infinite where there is none.
double largest_share(const compile::TaskNeeds& needs, const Registered& sum) {
    const auto share = [&sum](std::int64_t asked, std::int64_t all) {
        if (asked == 0) return 0.0;
        if (all == 0) return std::numeric_limits<double>::infinity();
        return static_cast<double>(asked) * static_cast<double>(sum.instances) /
               static_cast<double>(all);
    };
    double largest = needs.gpus_all > 0 ? 1.0 : 0.0;
    for (const Resource resource : model::all_resources) {
        if (model::words_of(resource).ecs_name.empty()) continue;
        largest = std::max(largest, share(needs[resource], sum.amounts[model::index_of(resource)]));
    }
    return largest;
}

Burst largest_first(const Burst& burst, const OrderContext& context, RequestPool& requests) {
    const Registered sum = registered(context);
    std::vector<std::pair<double, RequestShare>> shares;
    for (const RequestShare& share : burst) {
        shares.emplace_back(largest_share(requests.resolved(share.request).needs, sum), share);
    }
    std::ranges::stable_sort(shares, std::ranges::greater{},
                             [](const auto& share) { return share.first; });
    Burst result;
    for (const auto& [size, share] : shares) result.push_back(share);
    return result;
}

}  // namespace

std::vector<RequestShare> in_order(RequestOrder order, std::vector<RequestShare> burst,
                                   const OrderContext& context, RequestPool& requests) {
    switch (order) {
        case RequestOrder::given:
            break;
        case RequestOrder::shuffled:
            return shuffled(burst, context, requests);
        case RequestOrder::largest_first:
            return largest_first(burst, context, requests);
        case RequestOrder::round_robin:
            return round_robin(burst, requests);
    }
    return burst;
}

}  // namespace berth::host::whatif
