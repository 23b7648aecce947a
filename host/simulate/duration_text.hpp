// Spans of time as people write and read them.
#pragma once

#include <string>
#include <string_view>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

/// "300s", "1.5 h", "2 min 35 s": numbers of 0 or more, each with its unit (ms, s, min or m, h, d),
/// added up and rounded to milliseconds; at most 100 years. Throws InputError without a place.
SimulationTime parse_duration(std::string_view text);

/// "2 min 35 s", "1 d 2 h", "4.25 s", "0 s": what parse_duration() reads as the same time. A
/// negative time has a minus before it.
std::string duration_text(SimulationTime time);

}  // namespace berth::host::simulate
