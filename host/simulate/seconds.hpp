// Times as the event log and the answers write them: seconds with milliseconds.
#pragma once

#include <fmt/format.h>

#include <optional>
#include <string>

#include "berth/simulate.hpp"
#include "json/writer.hpp"

namespace berth::host::simulate {

/// "95.250"
inline std::string seconds_text(SimulationTime time) {
    const auto count = time.count();
    return fmt::format("{}{}.{:03}", count < 0 ? "-" : "", (count < 0 ? -count : count) / 1000,
                       (count < 0 ? -count : count) % 1000);
}

/// null if there is no time.
inline void write_seconds(json::Writer& writer, const std::optional<SimulationTime>& time) {
    time ? writer.raw(seconds_text(*time)) : writer.null();
}

inline void write_seconds(json::Writer& writer, std::string_view name,
                          const std::optional<SimulationTime>& time) {
    writer.key(name);
    write_seconds(writer, time);
}

}  // namespace berth::host::simulate
