// From the answer of a block algorithm to what the caller of solve_batch() sees.
#pragma once

#include "berth/batch.hpp"
#include "solve/block/scenario_input.hpp"

namespace berth::engine {

/// Requests of a scenario, in their order: its own, or the burst of the problem.
std::size_t request_count(const CompiledProblem& problem, const Scenario& scenario);

/// Counts, and with `plans` the plan. `answer` is used up.
ScenarioAnswer scenario_answer(const CompiledProblem& problem, const Scenario& scenario,
                               const ScenarioInput& input, BurstAnswer answer, bool plans);

}  // namespace berth::engine
