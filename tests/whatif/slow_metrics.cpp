#include "whatif/slow_metrics.hpp"

#include <algorithm>

#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
#include "compile/needs.hpp"

namespace berth::tests {

namespace {

using host::whatif::MeasureBasis;
using host::whatif::ScenarioBatch;

std::size_t request_of(const ScenarioBatch& batch, std::size_t scenario, std::size_t position) {
    const auto& requests = batch.scenarios[scenario].requests;
    return requests ? (*requests)[position].request_index : position;
}

std::set<std::string> removed_arns(const ScenarioBatch& batch, std::size_t scenario) {
    std::set<std::string> arns;
    for (const Ordinal i : batch.scenarios[scenario].removed) {
        arns.insert(batch.problem.instance(i).arn);
    }
    return arns;
}

ContainerInstance& find(Snapshot& snapshot, const std::string& arn) {
    return *std::ranges::find(snapshot.instances, arn, &ContainerInstance::arn);
}

void run_on(ContainerInstance& instance, const host::compile::TaskNeeds& needs, std::size_t gpus) {
    ResourceList& left = instance.remaining;
    left.cpu_units =
        std::max<std::int64_t>(left.cpu_units, 0) - needs[berth::kernels::Resource::cpu];
    left.memory_mib =
        std::max<std::int64_t>(left.memory_mib, 0) - needs[berth::kernels::Resource::memory];
    left.gpu_ids.erase(left.gpu_ids.begin(),
                       left.gpu_ids.begin() + static_cast<std::ptrdiff_t>(gpus));
    left.ports.insert(left.ports.end(), needs.ports.begin(), needs.ports.end());
    std::ranges::sort(left.ports);
    ++instance.running_tasks_count;
}

std::string text_attribute(const ContainerInstance& instance, std::string_view name,
                           const std::string& otherwise) {
    const std::string* const value = instance.attribute(name);
    return value == nullptr || value->empty() ? otherwise : *value;
}

// Tasks of each group by instance and by zone.
struct GroupUse {
    std::uint64_t tasks = 0;
    bool has_new = false;
    std::map<std::string, std::uint64_t> on_instance;
    std::map<std::string, std::uint64_t> in_zone;
};

std::map<std::string, GroupUse> group_use(const Snapshot& after, const ScenarioBatch& batch) {
    std::map<std::string, std::string> zone_of;
    for (const ContainerInstance& instance : after.instances) {
        zone_of[instance.arn] =
            text_attribute(instance, attribute_names::availability_zone, "unknown");
    }
    std::map<std::string, GroupUse> groups;
    for (const Task& task : after.tasks) {
        if (!task.counts() || task.group.empty()) continue;
        const bool is_new = task.arn.starts_with("new/");
        const auto& known = batch.problem.zones();
        const bool has_known_zone = std::ranges::count(known, task.availability_zone) > 0;
        if (task.is_fargate && !is_new && !has_known_zone) continue;
        if (!task.is_fargate && !zone_of.contains(task.container_instance_arn)) continue;
        GroupUse& use = groups[task.group];
        ++use.tasks;
        use.has_new |= is_new;
        const std::string zone = !task.is_fargate ? zone_of[task.container_instance_arn]
                                 : has_known_zone ? task.availability_zone
                                                  : "unknown";
        ++use.in_zone[zone];
        if (!task.is_fargate) ++use.on_instance[task.container_instance_arn];
    }
    return groups;
}

void offer(LargestShare& best, const std::string& group, const GroupUse& use,
           const std::map<std::string, std::uint64_t>& places) {
    for (const auto& [place, count] : places) {
        const double share = static_cast<double>(count) / static_cast<double>(use.tasks);
        if (share > best.share) best = {share, group, place};
    }
}

void add_costs(const Snapshot& after, const std::set<std::string>& busy, const PriceList& prices,
               ScenarioMetrics& metrics) {
    std::map<std::string, std::pair<std::uint64_t, std::uint64_t>> by_type;
    for (const ContainerInstance& instance : after.instances) {
        auto& [all, idle] = by_type[text_attribute(instance, attribute_names::instance_type, "")];
        ++all;
        if (!busy.contains(instance.arn)) ++idle;
    }
    for (const auto& [type, counts] : by_type) {
        const auto price = prices.per_hour.find(type);
        if (price == prices.per_hour.end()) {
            metrics.unpriced_instances += counts.first;
            continue;
        }
        metrics.cost_per_hour += price->second * static_cast<double>(counts.first);
        metrics.idle_cost_per_hour += price->second * static_cast<double>(counts.second);
    }
}

void add_resources(const ContainerInstance& instance, std::int64_t interfaces,
                   ScenarioMetrics& metrics) {
    const auto add = [&](MetricResource which, std::int64_t registered, std::int64_t used) {
        ResourceUse& use = metrics.resources[static_cast<std::size_t>(which)];
        use.registered += registered;
        use.used += used;
    };
    const auto used = [](std::int64_t registered, std::int64_t left) {
        return registered - std::clamp<std::int64_t>(left, 0, registered);
    };
    const ResourceList& has = instance.registered;
    const ResourceList& left = instance.remaining;
    const auto gpus = static_cast<std::int64_t>(has.gpu_ids.size());
    add(MetricResource::cpu, has.cpu_units, used(has.cpu_units, left.cpu_units));
    add(MetricResource::memory, has.memory_mib, used(has.memory_mib, left.memory_mib));
    add(MetricResource::gpu, gpus, used(gpus, static_cast<std::int64_t>(left.gpu_ids.size())));
    const std::int32_t limit = host::compile::eni_limit(instance);
    if (limit != kernels::no_eni_limit) {
        add(MetricResource::eni, limit, interfaces);
    }
}

// By the definition in words: resources before all else, then the most candidates, then the later.
std::optional<std::size_t> binding(const ReasonTally& tally) {
    for (const auto& [first, last] : {std::pair<std::size_t, std::size_t>{1, 6}, {0, 10}}) {
        std::size_t best = first;
        for (std::size_t r = first; r < last; ++r) {
            if (tally[r] >= tally[best]) best = r;
        }
        if (tally[best] > 0) return best;
    }
    return std::nullopt;
}

void add_failures(const ScenarioBatch& batch, std::size_t scenario, const Plan& plan,
                  ScenarioMetrics& metrics) {
    for (const FailedTasks& failure : plan.failures) {
        for (std::uint32_t t = 0; t < failure.count; ++t) {
            ++metrics.failed;
            RequestOutcome& outcome =
                metrics
                    .requests[batch.outcomes[request_of(batch, scenario, failure.request_index)]];
            ++outcome.failed;
            ++outcome.requested;
            const auto reason = binding(failure.reasons);
            ++(reason ? metrics.failed_by_reason[*reason] : metrics.failed_without_candidate);
        }
    }
}

}  // namespace

Snapshot after_burst(const ScenarioBatch& batch, std::size_t scenario,
                     const ScenarioAnswer& answer) {
    Snapshot after = batch.problem.snapshot();
    const std::set<std::string> gone = removed_arns(batch, scenario);
    std::erase_if(after.instances, [&](const auto& i) { return gone.contains(i.arn); });
    std::erase_if(after.tasks,
                  [&](const Task& task) { return gone.contains(task.container_instance_arn); });
    for (const PlacedTask& placed : answer.plan.tasks) {
        const std::size_t request = request_of(batch, scenario, placed.request_index);
        const Request& asked = batch.problem.burst()[request];
        const host::compile::TaskNeeds needs = host::compile::task_needs(
            batch.problem.task_definition(request), asked.overrides, asked.where);
        Task task;
        task.arn = "new/" + std::to_string(after.tasks.size());
        task.group = batch.problem.group(request);
        task.has_network_interface = needs[berth::kernels::Resource::eni] > 0;
        task.is_fargate = placed.instance == no_instance;
        if (!task.is_fargate) {
            task.container_instance_arn = batch.problem.instance(placed.instance).arn;
            run_on(find(after, task.container_instance_arn), needs, placed.gpu_count);
        } else if (placed.zone >= 0) {
            task.availability_zone = batch.problem.zones()[static_cast<std::size_t>(placed.zone)];
        }
        after.tasks.push_back(task);
    }
    return after;
}

ScenarioMetrics slow_metrics(const ScenarioBatch& batch, const MeasureBasis& basis,
                             std::size_t scenario, const ScenarioAnswer& answer) {
    const Snapshot after = after_burst(batch, scenario, answer);
    ScenarioMetrics metrics;
    metrics.requests.resize(batch.outcome_count);
    std::map<std::string, std::uint64_t> new_tasks;
    for (const PlacedTask& placed : answer.plan.tasks) {
        ++metrics.placed;
        RequestOutcome& outcome =
            metrics.requests[batch.outcomes[request_of(batch, scenario, placed.request_index)]];
        ++outcome.placed;
        ++outcome.requested;
        if (placed.instance != no_instance) {
            ++new_tasks[batch.problem.instance(placed.instance).arn];
        } else {
            const auto zone = static_cast<std::size_t>(placed.zone);
            ++metrics.zones[placed.zone < 0 ? "unknown" : batch.problem.zones()[zone]].tasks;
        }
    }
    add_failures(batch, scenario, answer.plan, metrics);
    metrics.requested = metrics.placed + metrics.failed;

    std::set<std::string> busy;
    std::map<std::string, std::int64_t> interfaces;
    for (const Task& task : after.tasks) {
        if (!task.counts()) continue;
        busy.insert(task.container_instance_arn);
        interfaces[task.container_instance_arn] += task.has_network_interface ? 1 : 0;
    }
    for (const ContainerInstance& instance : after.instances) {
        if (instance.running_tasks_count > 0) busy.insert(instance.arn);
        if (instance.status != "ACTIVE") continue;
        ++metrics.instances;
        metrics.instances_used += new_tasks.contains(instance.arn) ? 1U : 0U;
        metrics.instances_idle += busy.contains(instance.arn) ? 0U : 1U;
        ZoneUse& zone =
            metrics.zones[text_attribute(instance, attribute_names::availability_zone, "unknown")];
        ++zone.instances;
        zone.tasks += new_tasks[instance.arn];
        add_resources(instance, interfaces[instance.arn], metrics);
    }
    add_costs(after, busy, basis.prices, metrics);
    for (const auto& [group, use] : group_use(after, batch)) {
        if (!use.has_new || use.tasks < 2) continue;
        offer(metrics.largest_on_instance, group, use, use.on_instance);
        offer(metrics.largest_in_zone, group, use, use.in_zone);
    }
    return metrics;
}

RequestRoom request_room(const Snapshot& snapshot, Request request) {
    constexpr std::int64_t most = 60'000;
    request.count = most;
    // Spread, so that where not all of them fit every instance that takes one gets one.
    request.strategies = {{StrategyType::spread, StrategyField::instance_id, ""}};
    RequestRoom room;
    if (snapshot.instances.empty()) return room;
    const Problem problem = compile(snapshot, {request});
    const Plan plan = solve(problem, {.seed = 0, .backend = "cpu", .progress = {}});
    room.fits = plan.tasks.size();
    room.is_cut_off = plan.failures.empty();
    for (const PlacedTask& task : plan.tasks) {
        room.instances.insert(problem.instance(task.instance).arn);
    }
    return room;
}

}  // namespace berth::tests
