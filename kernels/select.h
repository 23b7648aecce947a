// The score and select steps: the instance that the strategy chain of a class prefers.
//
// Every member looks at every size()-th instance and keeps the smallest key; the team's minimum
// wins. A chain that starts with `random` needs no keys: the team walks the pseudo-random order,
// size() positions at a time, up to the first instance that is feasible.
#pragma once

#include <cstdint>

#include "kernels/filter.h"
#include "kernels/key.h"
#include "kernels/random_order.h"

namespace berth::kernels {

/// The value of one step of the chain on an instance.
BERTH_HOST_DEVICE inline std::uint32_t key_value(const Cluster& cluster, const ClassView& c,
                                                 const KeyView& key, const RandomOrder& order,
                                                 std::uint32_t i, const Amounts& left) {
    switch (key.kind) {
        case KeyKind::cpu_left:
            return static_cast<std::uint32_t>(left[Resource::cpu]);
        case KeyKind::memory_left:
            return static_cast<std::uint32_t>(left[Resource::memory]);
        case KeyKind::group_on_instance:
            return static_cast<std::uint32_t>(cluster.group_tasks_on(c.group, i));
        case KeyKind::group_in_bucket:
            return static_cast<std::uint32_t>(cluster.bucket_count(key.counter, i));
        case KeyKind::random_position:
            return static_cast<std::uint32_t>(order.position(cluster.present_rank(i)));
    }
    return 0;
}

template <typename Key>
BERTH_HOST_DEVICE Key key_of(const Cluster& cluster, const ClassView& c, const RandomOrder& order,
                             std::uint32_t i, const Amounts& left) {
    Key key = Key::of_instance(i);
    for (std::uint32_t k = 0; k < c.key_count; ++k) {
        key.add(k, c.keys[k], key_value(cluster, c, c.keys[k], order, i, left));
    }
    return key;
}

BERTH_HOST_DEVICE inline std::uint32_t ordinal_mask(std::uint32_t instance_count) {
    std::uint32_t mask = 1;
    while (mask < instance_count) mask = mask << 1U | 1U;
    return mask;
}

template <typename Key, typename Team>
BERTH_TEAM_FUNCTION std::uint32_t scan(Team& team, const Cluster& cluster, const ClassView& c,
                                       const RandomOrder& order) {
    const std::uint32_t n = cluster.problem.instance_count;
    Key best = Key::none();
    for (std::uint32_t i = team.rank(); i < n; i += team.size()) {
        const Amounts left = cluster.state.left[i];
        if (!is_feasible(cluster, c, i, left)) continue;
        const Key key = key_of<Key>(cluster, c, order, i, left);
        if (key < best) best = key;
    }
    best = team.min(best);
    return best.exists() ? best.instance(ordinal_mask(n)) : no_instance;
}

/// The key (position, instance) of a feasible instance met on the walk.
template <typename Team>
BERTH_TEAM_FUNCTION std::uint32_t walk(Team& team, const Cluster& cluster, const ClassView& c,
                                       const RandomOrder& order) {
    const std::uint32_t n = cluster.scenario.present_count;
    for (std::uint32_t first = 0; first < n; first += team.size()) {
        const std::uint32_t p = first + team.rank();
        WideKey met = WideKey::none();
        if (p < n) {
            const auto rank = static_cast<std::uint32_t>(order.at(p));
            const std::uint32_t i = cluster.present_instance(rank);
            if (is_feasible(cluster, c, i)) met = WideKey(p, 0, i);
        }
        met = team.min(met);
        if (met.exists()) return met.instance(0);
    }
    return no_instance;
}

/// The feasible instance that the chain prefers for the task with this ordinal, or no_instance. All
/// members get the answer, behind a barrier.
template <typename Team>
BERTH_TEAM_FUNCTION std::uint32_t best_instance(Team& team, const Cluster& cluster,
                                                const ClassView& c, std::uint64_t task_ordinal) {
    if (cluster.scenario.present_count == 0) return no_instance;
    const RandomOrder order(cluster.scenario.seed, task_ordinal, cluster.scenario.present_count);
    if (c.keys[0].kind == KeyKind::random_position) return walk(team, cluster, c, order);
    return c.narrow ? scan<NarrowKey>(team, cluster, c, order)
                    : scan<WideKey>(team, cluster, c, order);
}

}  // namespace berth::kernels
