// A batch as so many single solves: each scenario becomes a snapshot and a burst of its own and is
// compiled and solved alone. Slow, and plainly what solve_batch() promises: the yardstick of the
// backends that solve scenarios together.
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
