#include "solve/cpu/selection.hpp"

#include <limits>

#include "solve/cpu/vectors.hpp"
#include "solve/strategy_chain.hpp"

namespace berth::host::solve::cpu {

namespace {

using kernels::KeyKind;

// keep_smallest() for the first step, which reads the set bits of a plane and lists those that
// stay.
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
            kept.push_back(static_cast<std::uint32_t>(i));
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
    const auto position_of = [&](std::size_t i) { return order.position(i); };
    with_key(state.cluster, task_class, keys.front(), position_of,
             [&](const auto& key_of) { list_smallest(feasible.plane(), kept_, key_of); });
    return solve::narrow(state.cluster, task_class, 1, position_of, kept_);
}

std::size_t Selection::narrow(const CpuState& state, const compile::TaskClass& task_class,
                              std::size_t first_key, const RandomOrder& order) {
    const auto position_of = [&](std::size_t i) { return order.position(i); };
    return solve::narrow(state.cluster, task_class, first_key, position_of, kept_);
}

}  // namespace berth::host::solve::cpu
