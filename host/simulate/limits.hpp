// The limits of a simulation.
#pragma once

#include <chrono>
#include <cstdint>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// The longest time that a simulation covers.
inline constexpr SimulationTime longest_simulation = std::chrono::days(14);

/// Tasks that the arrivals of one file may ask for.
inline constexpr std::int64_t most_tasks = 10'000'000;

/// The limits of `managedScaling` (ECS API reference, ManagedScaling).
inline constexpr std::int64_t largest_scaling_step = 10'000;    ///< instances
inline constexpr std::int64_t longest_warmup_seconds = 10'000;  ///< of instanceWarmupPeriod

}  // namespace berth::host::simulate
