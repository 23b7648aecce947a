// How many more tasks of a definition fit, and what binds.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/mixed-fleet/cluster");
//     berth::CapacityOptions options;
//     options.task_definitions = {"train"};
//     const berth::CapacityRow row = berth::capacity(cluster, options).front();
//     assert(row.fits == 1);
//     assert(row.closest->reason == berth::Reason::gpu && row.closest->shortfall == 1);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/solve.hpp"

namespace berth {

struct CapacityRow {
    std::string task_definition;    ///< ARN, or `family:revision`
    std::uint64_t fits = 0;         ///< tasks of this definition that fit, alone
    bool unbounded = false;         ///< nothing bound before `limit` was reached
    ReasonTally reasons{};          ///< of the first task that does not fit
    std::optional<Reason> binding;  ///< the reason that most candidates give, resources first
    std::optional<ClosestInstance> closest;
};

struct CapacityOptions {
    std::vector<std::string> task_definitions;  ///< empty = all of the snapshot
    std::vector<PlacementConstraint> constraints;
    std::string capacity_provider;    ///< empty = launch type EC2
    std::uint64_t limit = 1'000'000;  ///< most tasks to try for each definition
    SolveOptions solve;
};

/// Counts how many more tasks of each task definition fit, each definition alone, under the real
/// rules, from the snapshot as it is. Rows are in the order of CapacityOptions::task_definitions,
/// or of the snapshot.
///
/// Throws InputError for a task definition that is not in the snapshot, for constraints and a
/// capacity provider that compile() rejects, and for a snapshot without instances; BackendError as
/// solve() does, and Cancelled if a backend was requested by name. O(definitions x instances +
/// fits).
std::vector<CapacityRow> capacity(const Snapshot& snapshot, const CapacityOptions& options = {});

/// Writes the rows as berth's JSON, schemaVersion 1. `snapshot` is the one they were counted on.
void write_capacity_json(std::string& out, const Snapshot& snapshot,
                         std::span<const CapacityRow> rows);

}  // namespace berth
