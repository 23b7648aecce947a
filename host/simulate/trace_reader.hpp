// Traces: tables of tasks with their times of arrival and their run times.
#pragma once

#include <optional>
#include <string>

#include "simulate/load_builder.hpp"

namespace berth::host::simulate {

/// What a trace does not give: members of its requests that are not columns, the origin of its
/// times, the run time of rows without one.
struct TraceTemplate {
    Request request;
    SimulationTime at{0};
    std::optional<Duration> run_time;
};

/// Reads a CSV file with a header row. Columns: `at` and `runTime` in seconds, `taskDefinition`,
/// `count`, `capacityProvider`, `group`; `at` is required, and `taskDefinition` unless the template
/// has one. An empty field counts as absent. Throws InputError with file, line and column.
void read_trace(const std::string& path, const TraceTemplate& base, LoadBuilder& loads);

}  // namespace berth::host::simulate
