// From the answer of a solver to what the caller of solve_batch() sees.
#pragma once

#include "berth/batch.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::host::solve::batch {

/// Requests of a scenario, in their order: its own, or the burst of the problem.
std::size_t request_count(const compile::CompiledProblem& problem, const Scenario& scenario);

/// Puts the ordinals of a larger numbering in place of those of some instances: `ordinals` [N'].
void renumber(Plan& plan, const std::vector<Ordinal>& ordinals);

/// Counts, and with `plans` the plan.
ScenarioAnswer scenario_answer(std::size_t requests, Plan plan, bool plans);

/// The same from the answer of a block algorithm, which is used up.
ScenarioAnswer scenario_answer(const compile::CompiledProblem& problem, const Scenario& scenario,
                               const solve::device::ScenarioInput& input,
                               solve::device::BurstAnswer answer, bool plans);

}  // namespace berth::host::solve::batch
