// A scenario of a sweep over time, from what a sweep of placements makes of the same edits.
#pragma once

#include <vector>

#include "berth/what_if_over_time.hpp"
#include "whatif/scenario_world.hpp"

namespace berth::host::whatif {

/// [loads] the requests, each with the total number of its tasks that arrive. Throws InputError for
/// an arrival of a load that does not exist.
std::vector<Request> burst_of(const Simulation& simulation);

/// `world` was built from burst_of(simulation). If an edit scales the tasks of a load, its arrivals
/// scale in their order so that their sum is the scaled one; those left without a task are dropped.
SimulatedScenario simulated_scenario(const ScenarioWorld& world, const Simulation& simulation,
                                     const ScenarioKey& key);

}  // namespace berth::host::whatif
