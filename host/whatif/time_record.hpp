// The member of a result's line that a sweep over time fills in.
#pragma once

#include <optional>

#include "berth/what_if_result.hpp"
#include "json/value.hpp"
#include "json/writer.hpp"

namespace berth::host::whatif {

void write_over_time(json::Writer& writer, const std::optional<TimeMetrics>& over_time);

/// Throws InputError for what the former does not write.
void read_over_time(json::Value& value, std::optional<TimeMetrics>& over_time);

}  // namespace berth::host::whatif
