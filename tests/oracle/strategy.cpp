#include "oracle/strategy.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "oracle/random_order.hpp"

namespace berth::tests {

namespace {

// One key per instance of the cluster.
using Keys = std::vector<std::int64_t>;

Keys random_keys(std::size_t instances, std::uint64_t seed, std::uint64_t task_ordinal) {
    Keys keys(instances);
    const std::vector<std::size_t> order = random_order(seed, task_ordinal, instances);
    for (std::size_t position = 0; position < instances; ++position)
        keys[order[position]] = static_cast<std::int64_t>(position);
    return keys;
}

std::optional<std::string> value_of(const InstanceState& state, const std::string& attribute) {
    const std::string* const value = attribute_of(*state.instance, attribute);
    return value == nullptr ? std::nullopt : std::optional(*value);
}

Keys attribute_keys(const ClusterState& cluster, const std::string& attribute,
                    const std::string& group) {
    std::map<std::optional<std::string>, std::int64_t> tasks_by_value;
    for (const InstanceState& state : cluster)
        tasks_by_value[value_of(state, attribute)] += tasks_of(state, group);
    Keys keys;
    for (const InstanceState& state : cluster)
        keys.push_back(tasks_by_value[value_of(state, attribute)]);
    return keys;
}

std::int64_t key_of(const InstanceState& state, const PlacementStrategy& strategy,
                    const std::string& group) {
    if (strategy.type == StrategyType::spread) return tasks_of(state, group);
    return strategy.field == StrategyField::cpu ? state.cpu_units : state.memory_mib;
}

Keys keys_of(const ClusterState& cluster, const PlacementStrategy& strategy, const Demand& demand,
             std::uint64_t seed, std::uint64_t task_ordinal) {
    if (strategy.type == StrategyType::random)
        return random_keys(cluster.size(), seed, task_ordinal);
    if (strategy.field == StrategyField::attribute)
        return attribute_keys(cluster, strategy.attribute_name, demand.group);
    Keys keys;
    for (const InstanceState& state : cluster)
        keys.push_back(key_of(state, strategy, demand.group));
    return keys;
}

std::vector<std::size_t> with_smallest_key(const std::vector<std::size_t>& left, const Keys& keys) {
    std::int64_t smallest = keys[left.front()];
    for (const std::size_t position : left) smallest = std::min(smallest, keys[position]);
    std::vector<std::size_t> kept;
    for (const std::size_t position : left)
        if (keys[position] == smallest) kept.push_back(position);
    return kept;
}

}  // namespace

std::size_t choose(const ClusterState& cluster, const std::vector<std::size_t>& feasible,
                   const Demand& demand, std::uint64_t seed, std::uint64_t task_ordinal) {
    std::vector<std::size_t> left = feasible;
    for (const PlacementStrategy& strategy : demand.strategies)
        left = with_smallest_key(left, keys_of(cluster, strategy, demand, seed, task_ordinal));
    return left.front();
}

}  // namespace berth::tests
