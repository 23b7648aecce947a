// Tasks that did not come to their end, by kind and reason.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// Tasks of one kind to which the same happened.
struct Failure {
    std::uint32_t kind = 0;  ///< into SimulationResult::task_kinds
    StopReason reason = StopReason::none;
    std::string message;  ///< see stop_message()
    std::uint64_t tasks = 0;
    SimulationTime first{0};  ///< when it happened for the first time
};

/// What a user reads of a task's end. Where ECS has a message of its own it is that one; for a task
/// that no instance could take, ECS's reasons with the number of instances that gave each. Empty
/// for a task that is still there.
std::string stop_message(const SimulatedTask& task);

/// Whether a task was refused, gave up, or was cut off.
bool is_failure(StopReason reason);

/// All failures, those of the snapshot's own tasks among them, the first to happen first.
std::vector<Failure> failures(const SimulationResult& result);

}  // namespace berth::host::simulate
