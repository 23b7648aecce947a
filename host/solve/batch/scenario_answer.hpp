// From the answer of a solver to what the caller of solve_batch() sees.
#pragma once

#include <vector>

#include "berth/batch.hpp"
#include "compile/compiled_problem.hpp"

namespace berth::host::solve::batch {

/// Requests of a scenario, in their order: its own, or the burst of the problem.
std::size_t request_count(const compile::CompiledProblem& problem, const Scenario& scenario);

/// Replaces the ordinals of some instances with those of a larger numbering: `ordinals` [N'].
void renumber(Plan& plan, const std::vector<Ordinal>& ordinals);

/// Counts, and with `plans` the plan.
ScenarioAnswer scenario_answer(std::size_t requests, Plan plan, bool plans);

}  // namespace berth::host::solve::batch
