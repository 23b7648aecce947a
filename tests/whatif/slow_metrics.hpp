// The metrics again, the slow and obvious way: over a snapshot that the plan was applied to.
#pragma once

#include <map>
#include <set>
#include <string>

#include "whatif/measure_basis.hpp"
#include "whatif/scenario_batch.hpp"

namespace berth::tests {

/// What the scenario's cluster looks like once the plan's tasks run on it.
Snapshot after_burst(const host::whatif::ScenarioBatch& batch, std::size_t scenario,
                     const ScenarioAnswer& answer);

/// All metrics but `room` and the stranded amounts.
ScenarioMetrics slow_metrics(const host::whatif::ScenarioBatch& batch,
                             const host::whatif::MeasureBasis& basis, std::size_t scenario,
                             const ScenarioAnswer& answer);

/// How many tasks of one request fit on a snapshot, alone, found by placing them.
struct RequestRoom {
    std::uint64_t fits = 0;
    bool is_cut_off = false;          ///< more would have fitted than were tried
    std::set<std::string> instances;  ///< ARNs of those that take at least one
};
RequestRoom request_room(const Snapshot& snapshot, Request request);

}  // namespace berth::tests
