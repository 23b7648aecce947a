// Times and durations in a simulation file.
#pragma once

#include <chrono>
#include <string_view>
#include <vector>

#include "berth/simulate.hpp"
#include "yaml/value.hpp"

namespace berth::host::simulate {

using yaml::KnownMembers;

/// No simulation goes on for longer.
inline constexpr SimulationTime longest_simulation = std::chrono::days(14);

/// A time since the start, at most 14 days: "90s", "1h 30m".
SimulationTime read_time(const yaml::Value& value);

/// The same, at least `least`.
SimulationTime read_span(const yaml::Value& value, SimulationTime least);

/// A span of time, or a map with the member `distribution`.
Duration read_duration(const yaml::Value& value);

void list_duration_members(KnownMembers& known);

}  // namespace berth::host::simulate
