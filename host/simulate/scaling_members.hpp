// The limits of `managedScaling` (ECS API reference, ManagedScaling), and its time.
#pragma once

#include <chrono>
#include <cstdint>

#include "simulate/time_reader.hpp"
#include "yaml/value.hpp"

namespace berth::host::simulate {

inline constexpr std::int64_t largest_scaling_step = 10'000;    ///< instances
inline constexpr std::int64_t longest_warmup_seconds = 10'000;  ///< of instanceWarmupPeriod

/// Whole seconds, written as a time with a unit.
inline std::int64_t read_warmup_seconds(const yaml::Value& value) {
    const SimulationTime time = read_time(value);
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(time);
    if (seconds != time || seconds.count() > longest_warmup_seconds) {
        value.fail_expected("whole seconds from 0s to 10000s");
    }
    return seconds.count();
}

}  // namespace berth::host::simulate
