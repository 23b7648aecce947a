// What a failing case becomes: smaller, and text.
//
// As text, the documents that the library can write come from it; the clusters, which it only
// reads, are written here, from names that need no escaping. Shrinking leaves out, greedily,
// whatever can be left out of a case without its failure going away: lists lose halves, quarters,
// ... and single elements; amounts become plain. Round after round until nothing more goes.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "berth/json.hpp"
#include "generate_cases/case.hpp"

namespace berth::tests {

namespace {

std::string cluster_document(const Cluster& cluster) {
    std::vector<std::string> items;
    for (const CapacityProviderStrategyItem& item : cluster.default_strategy)
        items.push_back(fmt::format(R"({{"capacityProvider":"{}","base":{},"weight":{}}})",
                                    item.capacity_provider, item.base, item.weight));
    return fmt::format(R"({{"clusters":[{{"clusterName":"{}","clusterArn":"{}",)"
                       R"("defaultCapacityProviderStrategy":[{}]}}]}})",
                       cluster.name, cluster.arn, fmt::join(items, ","));
}

struct Shrinker {
    Case smallest;
    const std::function<bool(const Case&)>& fails;

    // Keeps the change where the case still fails.
    bool attempt(const std::function<void(Case&)>& change) {
        Case candidate = smallest;
        change(candidate);
        if (!fails(candidate)) return false;
        smallest = std::move(candidate);
        return true;
    }
};

// `list_of(case)` gives a reference to the list that is to shrink.
template <typename ListOf>
void shrink_list(Shrinker& shrinker, ListOf list_of) {
    for (std::size_t chunk = list_of(shrinker.smallest).size(); chunk > 0; chunk /= 2) {
        std::size_t at = 0;
        while (at < list_of(shrinker.smallest).size()) {
            const bool is_gone = shrinker.attempt([&](Case& candidate) {
                auto& list = list_of(candidate);
                const std::size_t end = std::min(list.size(), at + chunk);
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(at),
                           list.begin() + static_cast<std::ptrdiff_t>(end));
            });
            if (!is_gone) at += chunk;
        }
    }
}

// Resets a member to what it is in a fresh object, where it differs.
template <typename MemberOf, typename Value>
void shrink_value(Shrinker& shrinker, MemberOf member_of, const Value& plain) {
    if (member_of(shrinker.smallest) == plain) return;
    shrinker.attempt([&](Case& candidate) { member_of(candidate) = plain; });
}

void shrink_count(Shrinker& shrinker, std::size_t request) {
    const auto count = [&](Case& problem) -> std::int64_t& { return problem.burst[request].count; };
    while (count(shrinker.smallest) > 1) {
        if (shrinker.attempt([&](Case& candidate) { count(candidate) /= 2; })) continue;
        if (!shrinker.attempt([&](Case& candidate) { --count(candidate); })) break;
    }
}

void shrink_request(Shrinker& shrinker, std::size_t i) {
    shrink_count(shrinker, i);
    shrink_list(
        shrinker, [i](Case & c) -> auto& { return c.burst[i].constraints; });
    shrink_list(
        shrinker, [i](Case & c) -> auto& { return c.burst[i].subnets; });
    shrink_list(
        shrinker, [i](Case & c) -> auto& { return c.burst[i].capacity_providers; });
    shrink_list(
        shrinker, [i](Case & c) -> auto& { return c.burst[i].overrides.containers; });
    if (shrinker.smallest.burst[i].strategies)
        shrink_list(
            shrinker, [i](Case & c) -> auto& { return *c.burst[i].strategies; });
    shrinker.attempt([i](Case& c) { c.burst[i].overrides = {}; });
}

void shrink_container(Shrinker& shrinker, std::size_t i, std::size_t j) {
    const auto container = [ i, j ](Case & c) -> auto& {
        return c.snapshot.task_definitions[i].containers[j];
    };
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return container(c).port_mappings; });
    shrinker.attempt([&](Case& c) { container(c).gpus = {}; });
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return container(c).cpu_units; }, std::nullopt);
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return container(c).memory_reservation_mib; },
        std::nullopt);
}

void shrink_task_definition(Shrinker& shrinker, std::size_t i) {
    const auto definition = [i](Case & c) -> auto& {
        return c.snapshot.task_definitions[i];
    };
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return definition(c).containers; });
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return definition(c).constraints; });
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return definition(c).required_attributes; });
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return definition(c).network_mode; },
        NetworkMode::bridge);
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return definition(c).cpu_architecture; }, std::string());
    for (std::size_t j = 0; j < definition(shrinker.smallest).containers.size(); ++j)
        shrink_container(shrinker, i, j);
}

void shrink_instance(Shrinker& shrinker, std::size_t i) {
    const auto instance = [i](Case & c) -> auto& {
        return c.snapshot.instances[i];
    };
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return instance(c).attributes; });
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return instance(c).remaining.ports; });
    shrink_list(
        shrinker, [&](Case & c) -> auto& { return instance(c).remaining.gpu_ids; });
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return instance(c).agent_version; }, std::string());
    shrink_value(
        shrinker, [&](Case & c) -> auto& { return instance(c).registered_at; }, std::nullopt);
}

void shrink_once(Shrinker& shrinker) {
    shrink_list(
        shrinker, [](Case & c) -> auto& { return c.burst; });
    shrink_list(
        shrinker, [](Case & c) -> auto& { return c.snapshot.instances; });
    shrink_list(
        shrinker, [](Case & c) -> auto& { return c.snapshot.tasks; });
    shrink_list(
        shrinker, [](Case & c) -> auto& { return c.snapshot.task_definitions; });
    shrink_list(
        shrinker, [](Case & c) -> auto& { return c.snapshot.clusters; });
    shrinker.attempt([](Case& c) { c.snapshot.subnet_zones.clear(); });
    shrink_value(
        shrinker, [](Case & c) -> auto& { return c.seed; }, std::uint64_t{0});
    for (std::size_t i = 0; i < shrinker.smallest.burst.size(); ++i) shrink_request(shrinker, i);
    for (std::size_t i = 0; i < shrinker.smallest.snapshot.task_definitions.size(); ++i)
        shrink_task_definition(shrinker, i);
    for (std::size_t i = 0; i < shrinker.smallest.snapshot.instances.size(); ++i)
        shrink_instance(shrinker, i);
}

// Progress is measured in text, since an attempt may "succeed" where there is nothing to change.
std::size_t size_of(const Case& problem) {
    return reproduction(problem).size();
}

}  // namespace

std::string cluster_json(const Case& problem) {
    const Snapshot& snapshot = problem.snapshot;
    std::vector<std::string> documents = {container_instances_document(snapshot),
                                          task_definitions_document(snapshot),
                                          tasks_document(snapshot)};
    for (const Cluster& cluster : snapshot.clusters) documents.push_back(cluster_document(cluster));
    if (!snapshot.subnet_zones.empty()) documents.push_back(subnets_document(snapshot));
    return fmt::format("{}\n", fmt::join(documents, "\n"));
}

std::string reproduction(const Case& problem) {
    return fmt::format(
        "berth place --cluster cluster.json --burst burst.json --seed {}\n"
        "--- cluster.json\n{}--- burst.json\n{}\n",
        problem.seed, cluster_json(problem), burst_document(problem.burst));
}

Case shrunk(Case failing, const std::function<bool(const Case&)>& fails) {
    Shrinker shrinker{std::move(failing), fails};
    std::size_t before = 0;
    do {
        before = size_of(shrinker.smallest);
        shrink_once(shrinker);
    } while (size_of(shrinker.smallest) < before);
    return shrinker.smallest;
}

}  // namespace berth::tests
