// Placing a whole burst with one team: the algorithm of one scenario per block.
//
// External interface is just place_burst().
#pragma once

#include <cstdint>

#include "kernels/place_run.h"

namespace berth::kernels {

/// Picks by looking at every instance.
struct ScanPicker {
    template <typename Team>
    BERTH_TEAM_FUNCTION std::uint32_t pick(Team& team, const Cluster& cluster, const ClassView& c,
                                           std::uint32_t, std::uint64_t ordinal) {
        return best_instance(team, cluster, c, ordinal);
    }
    template <typename Team>
    BERTH_TEAM_FUNCTION void committed(Team&, const Cluster&, std::uint32_t) {}

    /// A scan is work for everybody.
    BERTH_TEAM_FUNCTION bool needs_one_gang(const Cluster&, const ClassView&) const {
        return false;
    }
    template <typename Team>
    BERTH_TEAM_FUNCTION void begin_run(Team&, const Cluster&, const ClassView&, std::uint32_t) {}
    BERTH_TEAM_FUNCTION void committed_by_others(std::uint32_t) {}
};

/// Brings the state to where the scenario begins: the problem's initial state, without the tasks of
/// instances that are not there.
template <typename Team>
BERTH_TEAM_FUNCTION void begin_scenario(Team& team, const Cluster& cluster) {
    const ProblemView& problem = cluster.problem;
    if (cluster.scenario.present == nullptr) return;
    for (std::uint32_t k = team.rank(); k < problem.snapshot_task_count; k += team.size()) {
        const SnapshotTaskView& task = problem.snapshot_tasks[k];
        if (cluster.is_present(task.instance)) continue;
        const GroupView& group = problem.groups[task.group];
        for (std::uint32_t g = 0; g < group.counter_count; ++g) {
            const std::uint32_t counter = problem.group_counters[group.counter_first + g];
            team.add(&cluster.bucket_count(counter, task.instance), -1);
        }
    }
    team.sync();
}

/// Places the burst of the scenario in order. The state holds the problem's initial state.
template <typename Picker, typename Team>
BERTH_TEAM_FUNCTION void place_burst(Team& team, const Cluster& cluster, Picker& picker,
                                     const OutputView& out) {
    begin_scenario(team, cluster);
    std::uint64_t ordinal = 0;  // of the next task over the whole burst, failed ones included
    for (std::uint32_t r = 0; r < cluster.scenario.run_count; ++r) {
        ordinal += place_run(team, cluster, r, ordinal, picker, out);
    }
}

template <typename Team>
BERTH_TEAM_FUNCTION void place_burst(Team& team, const Cluster& cluster, const OutputView& out) {
    ScanPicker picker;
    place_burst(team, cluster, picker, out);
}

}  // namespace berth::kernels
