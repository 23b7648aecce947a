// What the metrics of a sweep over time read off a simulation.
#pragma once

#include "berth/simulate.hpp"
#include "berth/what_if_result.hpp"

namespace berth::host::whatif {

ScenarioMetrics measure(const SimulationResult& result);

}  // namespace berth::host::whatif
