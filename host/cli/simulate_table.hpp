// A simulation for people: the verdict in one sentence, totals, waits, instances, what the capacity
// providers decided and why, the minutes, and what failed.
#pragma once

#include <cstdint>
#include <string>

#include "berth/simulate.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// Which minutes the table has.
struct MinuteRows {
    bool only_changes = true;  ///< those that differ from the minute before, and the first
    std::uint64_t every = 1;   ///< else every N-th; 1 = all
};

/// "changes", "all", or a number from 1: every N-th. Throws InputError that names --minutes.
MinuteRows parse_minute_rows(const std::string& text);

/// "2 of 2 tasks ran; all were running after 2 min 35 s; 0.52 instance-hours, 0.21 USD"
std::string simulation_verdict(const SimulationResult& result);

/// The whole answer, ending in a line end.
std::string simulation_table(const SimulationResult& result, const MinuteRows& rows,
                             const Style& style);

}  // namespace berth::host::cli
