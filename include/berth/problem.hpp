// A burst compiled against a snapshot: columns, bit planes and task classes, ready to solve.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     assert(problem.requested_tasks() == 29);  // those of the DAEMON service come on top
//     const berth::Plan plan = berth::solve(problem);
//     const berth::EmptyFit fit = berth::could_ever_fit(problem, plan.failures[0].task_class);
//     assert(fit.on_cluster);
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

namespace host::compile {
struct CompiledProblem;
}

/// Immutable and cheap to copy; safe to share between threads and backends.
class Problem {
   public:
    explicit Problem(std::shared_ptr<const host::compile::CompiledProblem> compiled);

    const Snapshot& snapshot() const noexcept;
    const std::vector<Request>& burst() const noexcept;

    std::size_t instance_count() const noexcept;
    const ContainerInstance& instance(Ordinal ordinal) const;  ///< of 0 to instance_count() - 1

    /// The group of the tasks of a request: `service:NAME`, its own group, or `family:FAMILY`.
    const std::string& group(std::size_t request_index) const;
    const TaskDefinition& task_definition(std::size_t request_index) const;

    /// Zone names that PlacedTask::zone points into.
    const std::vector<std::string>& zones() const noexcept;

    /// Remarks on the burst's expressions and on instance types that are not in the catalogue.
    const std::vector<Warning>& warnings() const noexcept;

    /// Distinct task classes: requests with equal needs, constraints, strategies and group share
    /// one.
    std::size_t class_count() const noexcept;

    /// Tasks that the burst asks for, without those of DAEMON services (their number depends on the
    /// cluster).
    std::uint64_t requested_tasks() const noexcept;

    const host::compile::CompiledProblem& compiled() const noexcept { return *compiled_; }

   private:
    std::shared_ptr<const host::compile::CompiledProblem> compiled_;
};

/// Checks a burst against the rules of ECS and compiles it for the snapshot.
///
/// Throws InputError for an unknown task definition, for what ECS itself would reject, and for
/// amounts out of range; ExpressionError for a constraint that cannot be parsed. The result owns
/// both arguments. O(instances x distinct predicates + requests).
Problem compile(Snapshot snapshot, std::vector<Request> burst);

/// Whether the tasks of a failed class could run on an instance that runs nothing else.
struct EmptyFit {
    bool on_cluster = false;     ///< some candidate would take the task if it were empty
    std::string catalogue_type;  ///< cheapest EC2 type large enough, by needs and architecture
                                 ///< alone; empty = none
};
/// `task_class` is FailedTasks::task_class of a plan of this problem. O(instances + catalogue).
EmptyFit could_ever_fit(const Problem& problem, std::int32_t task_class);

}  // namespace berth
