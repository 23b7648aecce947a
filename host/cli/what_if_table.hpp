// A what-if report for people: the verdict in one sentence, the base, and the best points with
// their differences to it.
#pragma once

#include <cstddef>
#include <string>

#include "berth/what_if_result.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// Points that are shown unless the user asks for more.
inline constexpr std::size_t shown_points = 20;

/// "Best of 24 points by placed, cost-per-hour: fleet=20 x g5.xlarge: 38 of 38 tasks placed at
/// 12.30 USD/h (base: 35 of 38 tasks at 16.40 USD/h)"
std::string what_if_verdict(const WhatIfReport& report);

/// The whole answer, ending in a line end. At most `top` points are shown, and it says how many
/// more there are.
std::string what_if_table(const WhatIfReport& report, std::size_t top, const Style& style);

/// A value in the unit of its metric, as it stands under a heading that names the unit: "61.3 %",
/// "9,403", "0.0255".
std::string metric_text(const MetricInfo& metric, double value);

/// The same for a difference: "+1,200", "-3.1 pp" (percentage points), "=" for none.
std::string difference_text(const MetricInfo& metric, double difference);

}  // namespace berth::host::cli
