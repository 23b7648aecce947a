// A batch as single solves: each scenario becomes its own snapshot and burst and is compiled and
// solved alone. Slow, and exactly what solve_batch() promises: the reference for backends that
// solve scenarios together.
#pragma once

#include <span>
#include <vector>

#include "berth/batch.hpp"
#include "solve/backend.hpp"

namespace berth::host::solve::batch {

std::vector<ScenarioAnswer> solve_one_by_one(const Backend& backend,
                                             const compile::CompiledProblem& problem,
                                             std::span<const Scenario> scenarios,
                                             const BatchOptions& options);

}  // namespace berth::host::solve::batch
