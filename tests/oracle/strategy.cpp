#include "oracle/strategy.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

namespace berth::tests {

namespace {

std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 31;
    return x;
}

std::uint64_t bits(std::uint64_t x) {
    std::uint64_t count = 0;
    for (; x != 0; x /= 2) ++count;
    return count;
}

std::uint64_t one_pass(std::uint64_t x, std::uint64_t key, std::uint64_t half_bits) {
    const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
    std::uint64_t left = x >> half_bits;
    std::uint64_t right = x & mask;
    for (std::uint64_t round = 0; round < 8; ++round) {
        const std::uint64_t next = left ^ (mix(key + (round << 32) + right) & mask);
        left = right;
        right = next;
    }
    return left << half_bits | right;
}

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

std::vector<std::size_t> random_order(std::uint64_t seed, std::uint64_t task_ordinal,
                                      std::size_t instances) {
    const std::uint64_t half_bits = (std::max<std::uint64_t>(1, bits(instances - 1)) + 1) / 2;
    const std::uint64_t key = mix(seed ^ mix(task_ordinal + 1));
    std::vector<std::size_t> order;
    for (std::uint64_t position = 0; position < instances; ++position) {
        std::uint64_t ordinal = one_pass(position, key, half_bits);
        while (ordinal >= instances) ordinal = one_pass(ordinal, key, half_bits);
        order.push_back(ordinal);
    }
    return order;
}

std::size_t choose(const ClusterState& cluster, const std::vector<std::size_t>& feasible,
                   const Demand& demand, std::uint64_t seed, std::uint64_t task_ordinal) {
    std::vector<std::size_t> left = feasible;
    for (const PlacementStrategy& strategy : demand.strategies)
        left = with_smallest_key(left, keys_of(cluster, strategy, demand, seed, task_ordinal));
    return left.front();
}

}  // namespace berth::tests
