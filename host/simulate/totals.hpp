// The totals of a simulation: times, waits, instance-hours and their cost.
#pragma once

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// Fills SimulationResult::totals from the lives of tasks and instances. An instance is paid from
/// its launch until it is gone, to the millisecond [ours: AWS bills full seconds, 60 at least].
void add_totals(SimulationResult& result, const PriceList& prices, SimulationTime ended);

}  // namespace berth::host::simulate
