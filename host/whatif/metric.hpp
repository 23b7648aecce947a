// The numbers that points are compared by, by name: one table.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/what_if_result.hpp"

namespace berth::host::whatif {

/// What the value and the unit of a metric depend on besides the scenario.
struct MetricScale {
    std::string currency = "USD";
    double hours = 1;                      ///< that the burst runs
    std::vector<std::string> definitions;  ///< [ScenarioMetrics::room]
    bool over_time = false;                ///< metrics of simulations, not of placements
};

struct Metric {
    MetricInfo info;

    /// Infinite if the scenario has no value.
    std::function<double(const ScenarioMetrics&)> value;

    /// What 100 % of the metric is; empty if a percentage makes no sense.
    std::function<double(const ScenarioMetrics&)> whole;
};

/// All metrics of the kind of sweep except the room, in the order in which they are written.
std::vector<Metric> standard_metrics(const MetricScale& scale);

/// A metric by name: one of the above, or of placements `room:FAMILY` or `room:FAMILY:REVISION`.
/// Throws an InputError at `where` that lists the names.
Metric find_metric(std::string_view name, const MetricScale& scale, const Location& where = {});

}  // namespace berth::host::whatif
