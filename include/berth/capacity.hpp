// How many more tasks of a definition fit, and what binds.
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
    bool unbounded = false;         ///< `limit` was reached before anything bound
    ReasonTally reasons{};          ///< of the first task that does not fit
    std::optional<Reason> binding;  ///< the reason that most candidates give, resources first
    std::optional<ClosestInstance> closest;
};

struct CapacityOptions {
    std::vector<std::string> task_definitions;  ///< empty = all of the snapshot
    std::vector<PlacementConstraint> constraints;
    std::string capacity_provider;    ///< empty = launch type EC2
    std::uint64_t limit = 1'000'000;  ///< tasks to try at most
    SolveOptions solve;
};

/// For each task definition alone, under the real rules, from the snapshot as it is.
std::vector<CapacityRow> capacity(const Snapshot& snapshot, const CapacityOptions& options = {});

/// Writes the rows as berth's JSON, schemaVersion 1. `snapshot` is the one that they were counted
/// on.
void write_capacity_json(std::string& out, const Snapshot& snapshot,
                         std::span<const CapacityRow> rows);

}  // namespace berth
