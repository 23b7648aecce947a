// The answers of place, fleet, simulate and whatif as tables for people: each begins with the
// verdict in one sentence.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "berth/fleet_search.hpp"
#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "berth/simulate.hpp"
#include "berth/what_if_result.hpp"
#include "cli/display.hpp"

namespace berth::host::cli {

/// The whole answer, ending in a line end.
std::string plan_table(const Problem& problem, const Plan& plan, std::uint64_t seed,
                       const Style& style);

/// The last section of plan_table(); empty where every task has a place.
std::string failure_section(const Problem& problem, const Plan& plan, const Style& style);

/// "closest: i-0f3a (m5.large, us-west-2a) has 300 MiB left, needs 512 MiB, short by 212 MiB"
std::string closest_sentence(const Problem& problem, std::size_t request_index,
                             const ClosestInstance& closest);

/// Whether an empty instance of the cluster, or a type of the EC2 catalogue, could take it.
std::string empty_fit_sentence(const EmptyFit& fit);

/// What an answer says beside the result.
struct FleetQuestion {
    const FleetSearchOptions& options;
    const std::vector<Request>& burst;
    std::size_t existing = 0;  ///< instances of the cluster that stay
    std::string currency;
    std::string price_source;        ///< of prices that were not given one by one
    bool has_single_prices = false;  ///< --price
};

std::string fleet_table(const FleetQuestion& question, const FleetSearchResult& result,
                        const Style& style);

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
