// A case as text. The documents that the library can write come from it; the clusters, which it
// only reads, are written here, from names that need no escaping.

#include <fmt/format.h>
#include <fmt/ranges.h>

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

}  // namespace berth::tests
