// The strategy chain of a class: each step keeps the instances with the smallest key; of those that
// are left, the first in instance order wins.
//
// One loop for every solver on the host: `reference`, `cpu` where no index helps, simulations.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <vector>

#include "solve/cluster_state.hpp"

namespace berth::host::solve {

/// Calls `visit(key_of)` with the key of one step as a function that the compiler can inline, so
/// the kind is chosen once per pass, not once per instance. `position_of(i)` is the position of an
/// instance in the pseudo-random order of the task.
template <typename PositionOf, typename Visit>
void with_key(const ClusterState& state, const compile::TaskClass& task_class,
              const compile::SortKey& sort_key, const PositionOf& position_of, const Visit& visit) {
    using kernels::KeyKind;
    switch (sort_key.kind) {
        case KeyKind::cpu_left:
            visit([&](std::size_t i) { return state.left(i)[kernels::Resource::cpu]; });
            break;
        case KeyKind::memory_left:
            visit([&](std::size_t i) { return state.left(i)[kernels::Resource::memory]; });
            break;
        case KeyKind::group_on_instance:
            visit([&](std::size_t i) { return state.group_counts.get(task_class.group, i); });
            break;
        case KeyKind::group_in_bucket: {
            const auto& counter = state.problem.counters[sort_key.counter];
            const auto& bucket = state.problem.spread_buckets[counter.buckets].bucket;
            const auto& counts = state.bucket_counts[sort_key.counter];
            visit([&](std::size_t i) { return counts[bucket[i]]; });
            break;
        }
        case KeyKind::random_position:
            visit(position_of);
            break;
    }
}

/// Keeps the instances with the smallest key, in their order.
template <typename KeyOf>
void keep_smallest(std::vector<std::uint32_t>& kept, const KeyOf& key_of) {
    using Key = decltype(key_of(std::size_t{}));
    Key smallest = std::numeric_limits<Key>::max();
    std::size_t size = 0;
    for (const std::uint32_t i : kept) {
        const Key key = key_of(i);
        if (key > smallest) continue;
        if (key < smallest) size = 0;
        smallest = key;
        kept[size++] = i;
    }
    kept.resize(size);
}

/// Narrows `kept`, which is in instance order and not empty, by the steps of the chain from
/// `first_step` on; returns the winner.
template <typename PositionOf>
std::uint32_t narrow(const ClusterState& state, const compile::TaskClass& task_class,
                     std::size_t first_step, const PositionOf& position_of,
                     std::vector<std::uint32_t>& kept) {
    const auto& keys = task_class.keys;
    for (std::size_t k = first_step; k < keys.size() && kept.size() > 1; ++k) {
        with_key(state, task_class, keys[k], position_of,
                 [&](const auto& key_of) { keep_smallest(kept, key_of); });
    }
    return kept.front();
}

}  // namespace berth::host::solve
