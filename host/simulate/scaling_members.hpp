// The members of `managedScaling` as berth's files have them.
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

/// For targets that have the members of ManagedScalingChange. Ranges: ECS API reference,
/// ManagedScaling.
template <class Target>
inline constexpr yaml::Member<Target> scaling_members[] = {
    {"targetCapacity", [](const yaml::Value& value,
                          Target& target) { target.target_capacity = value.integer(1, 100); }},
    {"minimumScalingStepSize",
     [](const yaml::Value& value, Target& target) {
         target.minimum_step = value.integer(1, largest_scaling_step);
     }},
    {"maximumScalingStepSize",
     [](const yaml::Value& value, Target& target) {
         target.maximum_step = value.integer(1, largest_scaling_step);
     }},
    {"instanceWarmupPeriod",
     [](const yaml::Value& value, Target& target) {
         target.instance_warmup_seconds = read_warmup_seconds(value);
     }},
};

}  // namespace berth::host::simulate
