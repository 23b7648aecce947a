// One task of a burst, and the cluster as the task meets it.
//
// The state is replayed, not solved again: the commits of all tasks that were decided earlier, in
// the order of processing (DAEMON services first, then the burst's order).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "compile/compiled_problem.hpp"
#include "query/ast.hpp"
#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"
#include "solve/running_groups.hpp"

namespace berth::host::explain {

/// A memberOf constraint of the task as it was written.
struct WrittenConstraint {
    std::string text;
    query::Node root;            ///< with positions into `text`
    bool in_definition = false;  ///< else in the request
    std::size_t index = 0;       ///< into that list of constraints
};

/// Which instances may be considered: those of a capacity provider, or of a launch type.
struct Demand {
    std::string provider;  ///< empty = by launch type
    LaunchType launch_type = LaunchType::ec2;

    /// Whether an ACTIVE instance would be a candidate.
    bool accepts(const ContainerInstance& instance) const;
};

struct MetTask {
    /// `plan` is the solution of `problem`. Task `task_index` of the request exists, or, for a
    /// DAEMON service that wants no task, is 0.
    MetTask(const Problem& problem, const Plan& plan, std::uint32_t request_index,
            std::uint32_t task_index);

    const compile::CompiledProblem& problem;
    std::uint32_t request_index;
    std::uint32_t task_index;
    const Request& request;
    const TaskDefinition& definition;
    const compile::TaskClass& task_class;
    const std::string& group;

    Demand demand;
    std::vector<WrittenConstraint> constraints;  ///< the task definition's, then the request's
    std::optional<PlacedTask> placed;
    std::optional<FailedTasks> failed;
    std::uint64_t tasks = 0;         ///< of the request
    std::uint64_t tasks_placed = 0;  ///< of those

    solve::ClusterState state;
    solve::RunningGroups running;
    std::vector<std::int32_t> earlier_tasks;  ///< [N] of the same request

    bool is_daemon() const { return request.scheduling == SchedulingStrategy::daemon; }
    bool is_candidate(std::size_t instance) const;
    bool has_candidates() const;

    /// The one instance that a failed DAEMON task was meant for; nothing for other tasks.
    std::optional<std::size_t> only_instance() const;

    /// The first check that the instance fails if the task were of the class `as`, which shares
    /// the problem and the expressions with the task's own.
    std::optional<solve::FailedCheck> check(const compile::TaskClass& as,
                                            std::size_t instance) const;

    /// Calls `visit(instance)`, in instance order, for each instance that the task may go to and
    /// that would take it if it were of the class `as`.
    template <typename Visit>
    void for_each_taking(const compile::TaskClass& as, Visit visit) const {
        for (std::size_t i = 0; i < problem.instance_count(); ++i) {
            if (only_instance().value_or(i) != i || !is_candidate(i)) continue;
            if (!check(as, i)) visit(i);
        }
    }

   private:
    void read_constraints();
    void read_demand();
    void read_plan(const Plan& plan);
    bool is_decided_before(std::uint32_t other_request, std::uint32_t other_task) const;
};

}  // namespace berth::host::explain
