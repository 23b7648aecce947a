// Outcomes of the tasks of each kind.
#pragma once

#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

struct OutcomeCounts {
    std::uint64_t tasks = 0;
    std::uint64_t started = 0;  ///< that reached RUNNING
    std::uint64_t finished = 0;
    std::uint64_t refused = 0;
    std::uint64_t given_up = 0;
    std::uint64_t interrupted = 0;
    std::uint64_t stopped = 0;  ///< by StopTask or their service
    std::uint64_t waiting = 0;  ///< PROVISIONING or PENDING at the end
    std::uint64_t running = 0;  ///< at the end
    WaitTimes waits;
};

/// Counts the task, but not its wait.
void count_outcome(OutcomeCounts& counts, const SimulatedTask& task);

/// By SimulationResult::task_kinds.
std::vector<OutcomeCounts> outcome_counts(const SimulationResult& result);

}  // namespace berth::host::simulate
