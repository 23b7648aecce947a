// Short ways to make what-if reports in tests.
#pragma once

#include <string>
#include <vector>

#include "whatif/report.hpp"

namespace berth::test {

/// One axis, "fleet", of four options.
inline Sweep some_sweep(std::uint64_t trials) {
    Sweep sweep;
    sweep.title = "Which \"fleet\"?";
    sweep.axes = {{"fleet", {{"as is", {}}, {"more, and more", {}}, {"less", {}}, {"other", {}}}}};
    sweep.trials = trials;
    return sweep;
}

inline host::whatif::MeasureBasis some_basis() {
    return {{"USD", "on demand, by hand", {}}, {"web:3", "db:1"}, {0, 1}};
}

inline ScenarioResult some_result(std::uint64_t index, std::uint64_t placed, std::uint64_t failed,
                                  double cost_per_hour) {
    ScenarioResult result;
    result.index = index;
    ScenarioMetrics& metrics = result.metrics;
    metrics.requested = placed + failed;
    metrics.placed = placed;
    metrics.failed = failed;
    metrics.failed_by_reason[static_cast<std::size_t>(Reason::memory)] = failed;
    metrics.requests = {{placed + failed, placed, failed}, {}};
    metrics.instances = 2;
    metrics.instances_used = 1;
    metrics.resources[0] = {2048, 1024, 512};
    metrics.zones = {{"us-east-1a", {2, placed}}};
    metrics.largest_on_instance = {0.5, "family:web", "arn:b"};
    metrics.cost_per_hour = cost_per_hour;
    metrics.room = {index + 4, room_limit};
    return result;
}

inline host::whatif::PointLabel label(std::uint64_t point) {
    return {"point " + std::to_string(point), {point % 4}};
}

/// Four points of one trial; the first is the base.
inline WhatIfReport some_report(const host::whatif::ReportOptions& options) {
    host::whatif::ReportBuilder builder(some_sweep(1), some_basis(), options);
    builder.add(some_result(3, 8, 0, 12.5));
    builder.add(some_result(1, 8, 0, 16.25));
    builder.add(some_result(0, 5, 3, 0.5));
    builder.add(some_result(2, 6, 2, 12.75));
    return builder.finish(4, label);
}

}  // namespace berth::test
