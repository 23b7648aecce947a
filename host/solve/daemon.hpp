// DAEMON services: one task per candidate that runs none of the group (docs/rules.md, section 9).
#pragma once

#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"
#include "solve/plan_builder.hpp"

namespace berth::host::solve {

/// Goes through the candidates in instance order. If attributes, location or constraints rule out
/// an instance, no task is wanted there; if its agent or its resources do, a task has failed.
/// `member_of(i)` tests the expressions, `commit(task_index, i)` places a task.
template <typename MemberOf, typename Commit>
void place_daemons(const ClusterState& state, const compile::TaskRun& run, PlanBuilder& plan,
                   const MemberOf& member_of, const Commit& commit) {
    const compile::TaskClass& task_class = state.problem.classes[run.task_class];
    const compile::BitPlane& candidates = state.problem.planes[task_class.candidates];
    std::uint32_t task_index = 0;
    for (std::size_t i = 0; i < state.problem.instance_count(); ++i) {
        if (!candidates.test(i) || state.group_counts.get(task_class.group, i) > 0) continue;
        const auto failed = first_failing_check(state, task_class, i, member_of);
        if (!failed) {
            commit(task_index++, i);
        } else if (failed->reason < first_behind_resources) {
            FailureSummary summary;
            summary.add(*failed, i);
            plan.fail(run, task_index++, 1, summary);
        }
    }
}

}  // namespace berth::host::solve
