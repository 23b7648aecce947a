// Managed scaling: from waiting tasks to CapacityProviderReservation, and from it to a desired
// capacity. Pure functions; docs/simulation-model.md has the source of each rule.
//
// [ECS] M / N x 100 each minute; with N = 0, 100 if M = 0 and 200 if M > 0. M is the number of
// instances with non-daemon tasks and, per group of waiting tasks with equal needs, the instances
// that they fill when packed. The largest type of the group bounds that number; tasks that the
// smallest cannot hold do not count, and if none of the tasks counts, the metric stays at the
// target. (ECS developer guide, "Amazon ECS managed scaling behavior"; "Deep Dive on Amazon ECS
// Cluster Auto Scaling".)
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "berth/simulate.hpp"
#include "compile/needs.hpp"

namespace berth::host::simulate {

/// What one empty instance of a type offers.
struct TypeCapacity {
    std::string instance_type;
    std::array<std::int64_t, kernels::resource_count> amounts{};  ///< by kernels::Resource
};

/// How many instances `tasks` equal tasks need. `types` are those of the group, at least one.
ScalingEstimate estimate_instances(const compile::TaskNeeds& needs, std::uint64_t tasks,
                                   const std::vector<TypeCapacity>& types);

/// A capacity provider at the moment of a datapoint.
struct ProviderState {
    std::int64_t instances = 0;       ///< N: ACTIVE ones
    std::int64_t used_instances = 0;  ///< of those, that run a non-daemon task
    std::int64_t removable = 0;       ///< that scale-in may take
    std::int64_t desired = 0;
    std::int64_t min_size = 0;
    std::int64_t max_size = 0;
    bool is_warming_up = false;
};

/// Datapoints in a row on one side of the target.
struct Streak {
    int side = 0;  ///< 1 above, -1 below, 0 at the target
    std::uint32_t datapoints = 0;
};

/// The datapoint, and the desired capacity after it. Updates `streak`.
ScalingDecision decide(const ProviderState& state, const ManagedScaling& settings,
                       const ScalingModel& model, std::vector<ScalingEstimate> estimates,
                       Streak& streak);

}  // namespace berth::host::simulate
