// A scenario of a sweep over time, from what a sweep of placements makes of the same edits.
#pragma once

#include <vector>

#include "berth/what_if_over_time.hpp"
#include "whatif/scenario_world.hpp"

namespace berth::host::whatif {

/// [loads] the requests, each with as many tasks as arrive of it in all. Throws InputError for an
/// arrival of a load that is not there.
std::vector<Request> burst_of(const Simulation& simulation);

/// `world` was made of burst_of(simulation). Where an edit scales the tasks of a load, its arrivals
/// scale in their order so that their sum is the scaled one; those left without a task are gone.
SimulatedScenario simulated_scenario(const ScenarioWorld& world, const Simulation& simulation,
                                     const ScenarioKey& key);

}  // namespace berth::host::whatif
