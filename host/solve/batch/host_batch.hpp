// A batch on the host's cores, one scenario per thread at a time.
#pragma once

#include <functional>
#include <span>
#include <vector>

#include "berth/batch.hpp"

namespace berth::host::solve::batch {

/// Solves one scenario; called from several threads at once.
using SolveScenario = std::function<ScenarioAnswer(const Scenario&)>;

/// The answers in the order of the scenarios. If a scenario throws, the batch stops and rethrows;
/// of several exceptions, the first in that order.
std::vector<ScenarioAnswer> solve_on_threads(std::span<const Scenario> scenarios,
                                             const BatchOptions& options,
                                             const SolveScenario& solve_scenario);

}  // namespace berth::host::solve::batch
