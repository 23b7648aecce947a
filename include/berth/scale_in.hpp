// Which tasks of a service would be stopped.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     berth::ScaleInOptions options;
//     options.service = "web";
//     options.count = 2;
//     const berth::ScaleInPlan plan = berth::scale_in(cluster, options);
//     assert(plan.stopped.size() == 2 && !plan.stopped[0].why.empty());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/snapshot.hpp"

namespace berth {

struct ScaleInOptions {
    std::string service;      ///< name, or ARN, of the service
    std::uint64_t count = 1;  ///< tasks to stop; unused for a DAEMON service
    std::optional<std::vector<PlacementStrategy>> strategies;  ///< absent = the service's own
    std::uint64_t seed = 0;                                    ///< of the `random` strategy
};

struct StoppedTask {
    std::string task_arn;
    std::string container_instance_arn;
    std::string why;  ///< "us-west-2a runs 4 tasks of the service, the most of any zone"
};

struct ScaleInPlan {
    std::vector<StoppedTask> stopped;   ///< in the order in which they are stopped
    std::uint64_t running = 0;          ///< tasks of the service before
    std::uint64_t protected_tasks = 0;  ///< of those, never stopped
    std::uint64_t short_by = 0;         ///< asked for, but no task was left to stop
    std::vector<Warning> warnings;
};

/// Picks the tasks by the service's strategies, never a protected one. Throws InputError if the
/// service has no tasks in the snapshot and is not described in it, and for strategies that ECS
/// rejects: too many, or any for a DAEMON service.
ScaleInPlan scale_in(const Snapshot& snapshot, const ScaleInOptions& options);

/// Writes a plan as berth's JSON, schemaVersion 1. `snapshot` and `service` are those passed to
/// scale_in().
void write_scale_in_json(std::string& out, const Snapshot& snapshot, std::string_view service,
                         const ScaleInPlan& plan);

}  // namespace berth
