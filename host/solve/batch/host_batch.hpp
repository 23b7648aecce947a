// A batch on the host's cores, one scenario per thread at a time.
#pragma once

#include <span>
#include <vector>

#include "berth/batch.hpp"
#include "compile/compiled_problem.hpp"

namespace berth::engine {

std::vector<ScenarioAnswer> solve_batch_on_host(const CompiledProblem& problem,
                                                std::span<const Scenario> scenarios,
                                                const BatchOptions& options);

}  // namespace berth::engine
