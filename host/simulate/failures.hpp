// Tasks that did not finish, by kind and reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// Tasks of one kind with the same fate.
struct Failure {
    std::uint32_t kind = 0;  ///< into SimulationResult::task_kinds
    StopReason reason = StopReason::none;
    std::string message;  ///< see stop_message()
    std::uint64_t tasks = 0;
    SimulationTime first{0};  ///< when it happened for the first time
};

/// What a user reads about a task's end: ECS's own message if there is one; for a task that no
/// instance could take, ECS's reasons with the number of instances for each. Empty for a task that
/// still exists.
std::string stop_message(const SimulatedTask& task);

/// Whether a task was refused, gave up, or was cut off.
bool is_failure(StopReason reason);

/// All failures, including those of the snapshot's own tasks, earliest first.
std::vector<Failure> failures(const SimulationResult& result);

}  // namespace berth::host::simulate
