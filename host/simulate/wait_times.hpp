// How long tasks waited.
#pragma once

#include <span>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// Percentiles by nearest rank of the seconds from a task's creation to RUNNING.
WaitTimes wait_times(std::vector<double> seconds);

/// Seconds from the creation to RUNNING; nothing for a task that never ran or is the snapshot's.
std::optional<double> wait_of(const SimulatedTask& task);

}  // namespace berth::host::simulate
