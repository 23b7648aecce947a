// Sweeps over time: every scenario is its own simulation instead of one placement.
//
// The requests of Simulation::loads act as the burst, so edits of strategies, constraints, sizes
// and counts change them. Edits of the cluster change what exists at the start; those of managed
// scaling and of Auto Scaling groups change how it grows. Axes, points, trials, ranking, shards and
// results files work as in any other sweep.
//
// Example:
//
//     const berth::Snapshot cluster = berth::read_cluster("examples/over-time/cluster");
//     const auto simulation = berth::read_simulation("examples/over-time/simulation.yaml");
//     const auto sweep = berth::read_sweep("examples/over-time/what-if.yaml");
//     const berth::SimulatedScenario first =
//         berth::materialise(cluster, simulation, sweep, berth::scenario_key(sweep, 0));
//     assert(first.simulation.loads.size() == simulation.loads.size());
#pragma once

#include <span>
#include <string>

#include "berth/simulate.hpp"
#include "berth/snapshot.hpp"
#include "berth/what_if.hpp"
#include "berth/what_if_run.hpp"

namespace berth {

/// A scenario of a sweep over time, written out in full.
struct SimulatedScenario {
    Snapshot snapshot;
    Simulation simulation;
};

/// What the sweep simulates for that scenario. Its seed is that of the simulation plus that of the
/// sweep plus the number of the trial, from 0. Throws InputError for edits that have no meaning
/// over time (setOrder, Sweep::replace_displaced) and for names that the cluster or the loads do
/// not have.
SimulatedScenario materialise(const Snapshot& base, const Simulation& simulation,
                              const Sweep& sweep, const ScenarioKey& key);

/// Like the functions of the same names in what_if_run.hpp. The options `hours`, `details`,
/// `backend` and `memory_mib` are ignored. Also throws InputError, with the scenario's name, for
/// what simulate() rejects in a scenario.
///
/// Memory: the scenarios that are simulated at the same time, one per thread, and all metrics.
WhatIfReport run_what_if(const Snapshot& base, const Simulation& simulation, const Sweep& sweep,
                         const WhatIfOptions& options);
WhatIfReport merge_what_if(const Snapshot& base, const Simulation& simulation, const Sweep& sweep,
                           std::span<const std::string> parts, const WhatIfOptions& options);
WhatIfEstimate estimate_what_if(const Snapshot& base, const Simulation& simulation,
                                const Sweep& sweep, const WhatIfOptions& options);

}  // namespace berth
