// The checks of the filter step, in ECS's words and in the order of docs/rules.md, section 4.
//
// External interface is first_failing_check(). The caller says how memberOf is tested, the only
// point where backends differ: `reference` walks the syntax tree, `cpu` reads a plane.
#pragma once

#include <cstdint>
#include <optional>

#include "berth/plan.hpp"
#include "solve/cluster_state.hpp"

namespace berth::host::solve {

/// Why an instance does not take a task, and how much is missing.
struct FailedCheck {
    Reason reason = Reason::agent;
    std::int64_t shortfall = 0;

    friend bool operator==(const FailedCheck&, const FailedCheck&) = default;
};

inline constexpr auto first_behind_resources = static_cast<Reason>(kernels::first_behind_resources);

/// The checks on what an instance has left: resources and ports.
std::optional<FailedCheck> failed_resource(const ClusterState& state,
                                           const compile::TaskClass& task_class,
                                           std::size_t instance);

/// All checks on a candidate. `member_of(instance)` tests the expressions of the class.
template <typename MemberOf>
std::optional<FailedCheck> first_failing_check(const ClusterState& state,
                                               const compile::TaskClass& task_class,
                                               std::size_t instance, const MemberOf& member_of) {
    const auto& planes = state.problem.planes;
    for (const Reason check : compile::plane_checks) {
        if (check == first_behind_resources) {
            if (const auto failed = failed_resource(state, task_class, instance)) return failed;
        }
        const bool passes = check == Reason::member_of
                                ? member_of(instance)
                                : planes[task_class.plane_of(check)].test(instance);
        if (!passes) return FailedCheck{check, 0};
    }
    if (task_class.distinct_instance && state.group_counts.get(task_class.group, instance) > 0) {
        return FailedCheck{Reason::distinct_instance, 0};
    }
    return std::nullopt;
}

/// Whether `a` at instance `i` is nearer to a fit than `b` at `j`: the later reason, then the
/// smallest shortfall, then instance order [ours].
bool is_closer(const FailedCheck& a, std::size_t i, const FailedCheck& b, std::size_t j);

/// The tally of a failed task, gathered candidate by candidate.
struct FailureSummary {
    ReasonTally reasons{};
    std::optional<ClosestInstance> closest;

    void add(const FailedCheck& failed, std::size_t instance);
};

}  // namespace berth::host::solve
