#include "solve/cpu/selection.hpp"

#include <limits>

#include "solve/cpu/vectors.hpp"
#include "solve/strategy_chain.hpp"

namespace berth::host::solve::cpu {

namespace {

using kernels::KeyKind;

// Calls `visit(key_of)` with the key of one step as a function that the compiler sees through, so
// that the choice of the kind is made once per pass and not once per instance. Its own, and not
// that of the chain: with the position as a second function the scans take a tenth longer.
template <typename Visit>
void with_key(const CpuState& state, const compile::TaskClass& task_class,
              const compile::SortKey& sort_key, const RandomOrder& order, Visit visit) {
    const ClusterState& cluster = state.cluster;
    switch (sort_key.kind) {
        case KeyKind::cpu_left:
            visit([&](std::size_t i) { return cluster.left(i)[kernels::Resource::cpu]; });
            break;
        case KeyKind::memory_left:
            visit([&](std::size_t i) { return cluster.left(i)[kernels::Resource::memory]; });
            break;
        case KeyKind::group_on_instance:
            visit([&](std::size_t i) { return cluster.group_counts.get(task_class.group, i); });
            break;
        case KeyKind::group_in_bucket: {
            const auto& counter = state.problem.counters[sort_key.counter];
            const auto& bucket = state.problem.spread_buckets[counter.buckets].bucket;
            const auto& counts = cluster.bucket_counts[sort_key.counter];
            visit([&](std::size_t i) { return counts[bucket[i]]; });
            break;
        }
        case KeyKind::random_position:
            visit([&](std::size_t i) { return order.position(i); });
            break;
    }
}

// keep_smallest() for the first step, which lists the set bits of a plane.
template <typename KeyOf>
void list_smallest(const compile::BitPlane& plane, std::vector<std::uint32_t>& kept,
                   const KeyOf& key_of) {
    using Key = decltype(key_of(std::size_t{}));
    Key smallest = std::numeric_limits<Key>::max();
    kept.clear();
    for (std::size_t w = 0; w < plane.word_count(); ++w) {
        compile::for_each_bit(plane.word(w), w, [&](std::size_t i) {
            const Key key = key_of(i);
            if (key > smallest) return;
            if (key < smallest) kept.clear();
            smallest = key;
            const auto instance = static_cast<std::uint32_t>(i);
            kept.push_back(instance);
        });
    }
}

// The feasible instance that comes first in the order. Walking takes about N / feasible steps and
// ranking takes one step per feasible instance; the cheaper one is taken.
std::size_t first_in_order(const FeasibleSet& feasible, const RandomOrder& order,
                           std::size_t instances) {
    if (feasible.count() * feasible.count() > instances) {
        const auto any = [](std::size_t) { return true; };
        return *vectors::first_drawn(order, 0, instances, feasible.plane(), any);
    }
    std::size_t best = 0;
    std::uint64_t best_position = std::numeric_limits<std::uint64_t>::max();
    for (std::size_t w = 0; w < feasible.plane().word_count(); ++w) {
        compile::for_each_bit(feasible.plane().word(w), w, [&](std::size_t i) {
            const std::uint64_t position = order.position(i);
            if (position > best_position) return;
            best = i;
            best_position = position;
        });
    }
    return best;
}

}  // namespace

std::size_t Selection::best(const CpuState& state, const compile::TaskClass& task_class,
                            const FeasibleSet& feasible, const RandomOrder& order) {
    const auto& keys = task_class.keys;
    if (keys.front().kind == KeyKind::random_position) {
        return first_in_order(feasible, order, state.problem.instance_count());
    }
    with_key(state, task_class, keys.front(), order,
             [&](const auto& key_of) { list_smallest(feasible.plane(), kept_, key_of); });
    return narrow(state, task_class, 1, order);
}

std::size_t Selection::narrow(const CpuState& state, const compile::TaskClass& task_class,
                              std::size_t first_key, const RandomOrder& order) {
    const auto& keys = task_class.keys;
    for (std::size_t k = first_key; k < keys.size() && kept_.size() > 1; ++k) {
        with_key(state, task_class, keys[k], order,
                 [&](const auto& key_of) { keep_smallest(kept_, key_of); });
    }
    return kept_.front();
}

}  // namespace berth::host::solve::cpu
