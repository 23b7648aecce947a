// Results of the scenarios of a sweep: metrics, ranking and statistics.
//
// Example:
//
//     berth::WhatIfReport report;
//     report.metrics = {{"cost-per-hour", "USD/h", berth::Better::lower, "cost of all instances"}};
//     report.points.resize(1);
//     report.points[0].name = "fleet=as is";
//     report.points[0].values = {0.96};
//     std::string csv;
//     berth::write_what_if_csv(csv, report);
//     assert(csv.find("0.96") != std::string::npos);
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "berth/what_if.hpp"

namespace berth {

enum class MetricResource : std::uint8_t { cpu, memory, gpu, eni };
inline constexpr std::size_t metric_resource_count = 4;

/// One resource over the ACTIVE instances of a scenario, after the burst.
struct ResourceUse {
    std::int64_t registered = 0;  ///< CPU units, MiB, GPUs or interfaces
    std::int64_t used = 0;        ///< by the burst and by earlier tasks
    std::int64_t stranded = 0;    ///< left on instances that take no further task of the burst

    friend bool operator==(const ResourceUse&, const ResourceUse&) = default;
};

/// Outcome of one request of the base burst; displaced tasks follow, by task definition and group.
struct RequestOutcome {
    std::uint64_t requested = 0;
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;

    friend bool operator==(const RequestOutcome&, const RequestOutcome&) = default;
};

struct ZoneUse {
    std::uint64_t instances = 0;
    std::uint64_t tasks = 0;  ///< of the burst

    friend bool operator==(const ZoneUse&, const ZoneUse&) = default;
};

/// The largest share of a group's tasks, including running ones, on one instance or in one zone.
struct LargestShare {
    double share = 0;  ///< 0 to 1
    std::string group;
    std::string place;  ///< ARN of the instance, or name of the zone

    friend bool operator==(const LargestShare&, const LargestShare&) = default;
};

/// If this many more tasks fit, nothing bounds them: they need no instance, or nothing of one.
inline constexpr std::uint64_t room_limit = 1'000'000'000;

/// Results of a simulation, besides the numbers of tasks that were asked for and ran.
/// SimulationTotals has the same numbers.
struct TimeMetrics {
    std::uint64_t finished = 0;                 ///< tasks whose run time ended
    std::uint64_t refused = 0;                  ///< tasks that never existed
    std::uint64_t given_up = 0;                 ///< tasks that waited too long
    std::uint64_t interrupted = 0;              ///< tasks that lost their instance
    std::uint64_t waiting = 0;                  ///< tasks at the end
    std::optional<double> all_running_seconds;  ///< absent if some task never ran
    double wait_p50_seconds = 0;                ///< of the tasks that ran
    double wait_p90_seconds = 0;
    double wait_p99_seconds = 0;
    double wait_maximum_seconds = 0;
    double wait_mean_seconds = 0;
    double cost = 0;
    double idle_cost = 0;  ///< of instance time without a task, not counting daemons
    std::map<std::string, double, std::less<>> instance_hours;  ///< by type, "" = unknown
    double unpriced_instance_hours = 0;
    std::uint64_t peak_instances = 0;
    std::uint64_t scaling_decisions = 0;  ///< that changed the desired capacity of a group
    std::vector<std::string> warnings;    ///< of the simulation, each once

    friend bool operator==(const TimeMetrics&, const TimeMetrics&) = default;
};

/// For a sweep over time, only the first three and `over_time` are filled in.
struct ScenarioMetrics {
    std::uint64_t requested = 0;
    std::uint64_t placed = 0;  ///< over time: tasks that reached RUNNING
    std::uint64_t failed = 0;  ///< over time: tasks that never did
    std::array<std::uint64_t, reason_count> failed_by_reason{};  ///< by the reason that binds
    std::uint64_t failed_without_candidate = 0;
    std::vector<RequestOutcome> requests;

    std::uint64_t instances = 0;       ///< ACTIVE ones
    std::uint64_t instances_used = 0;  ///< that take tasks of the burst
    std::uint64_t instances_idle = 0;  ///< that run no task at all
    std::array<ResourceUse, metric_resource_count> resources{};
    std::map<std::string, ZoneUse, std::less<>> zones;
    LargestShare largest_on_instance;
    LargestShare largest_in_zone;

    double cost_per_hour = 0;       ///< of all instances whose price is known
    double idle_cost_per_hour = 0;  ///< of those that run no task
    std::uint64_t unpriced_instances = 0;
    std::vector<std::uint64_t> room;  ///< [task definitions of the burst] how many more fit, at
                                      ///< most `room_limit`
    std::optional<TimeMetrics> over_time;

    friend bool operator==(const ScenarioMetrics&, const ScenarioMetrics&) = default;
};

/// A scenario that was solved.
struct ScenarioResult {
    std::uint64_t index = 0;  ///< ScenarioKey::index
    ScenarioMetrics metrics;

    friend bool operator==(const ScenarioResult&, const ScenarioResult&) = default;
};

enum class Better : std::uint8_t { lower, higher };

/// A number that points are compared by.
struct MetricInfo {
    std::string name;  ///< "cost-per-hour"
    std::string unit;  ///< "USD/h", "tasks", "share" (0 to 1)
    Better better = Better::lower;
    std::string text;  ///< one sentence

    friend bool operator==(const MetricInfo&, const MetricInfo&) = default;
};

/// A metric over the trials of a point. Percentiles are by nearest rank: the smallest value that at
/// least that percentage of the trials do not exceed.
struct Distribution {
    double minimum = 0;
    double p5 = 0;
    double p25 = 0;
    double p50 = 0;
    double p75 = 0;
    double p95 = 0;
    double maximum = 0;
    double mean = 0;

    friend bool operator==(const Distribution&, const Distribution&) = default;
};

/// One combination of options, over all of its trials.
struct PointReport {
    std::uint64_t point = 0;
    std::string name;                  ///< "fleet=as is, order=shuffled"
    std::vector<std::size_t> options;  ///< [axes]
    std::uint64_t rank = 0;            ///< 1 = best
    bool meets_requirements = true;
    bool on_pareto_front = false;
    /// [WhatIfReport::metrics] means over the trials; infinite if a trial has no value; for
    /// example, the time until all tasks run has none if one task never runs.
    std::vector<double> values;

    std::uint64_t trials = 1;                 ///< that were solved
    std::uint64_t trials_placed_all = 0;      ///< in which no task failed
    std::vector<Distribution> distributions;  ///< [WhatIfReport::metrics] empty with one trial
    ScenarioMetrics metrics;                  ///< of the point's first trial that was solved
};

struct TasksOnInstance {
    std::string task_definition;  ///< `family:revision`
    std::uint64_t before = 0;
    std::uint64_t added = 0;  ///< by the burst

    friend bool operator==(const TasksOnInstance&, const TasksOnInstance&) = default;
};

/// Registered and used amount of one resource of one instance.
struct AmountUse {
    std::int64_t registered = 0;
    std::int64_t used = 0;

    friend bool operator==(const AmountUse&, const AmountUse&) = default;
};

struct InstanceDetails {
    std::string container_instance_arn;
    std::string instance_type;      ///< empty = unknown
    std::string availability_zone;  ///< empty = unknown
    std::string status;
    std::array<AmountUse, metric_resource_count> resources{};
    std::vector<TasksOnInstance> tasks;  ///< by task definition
};

/// Consecutive tasks of one request that failed in the same way.
struct FailureDetails {
    std::size_t request_index = 0;  ///< into ScenarioMetrics::requests
    std::string group;
    std::uint64_t count = 0;
    ReasonTally reasons{};
    std::optional<ClosestInstance> closest;
    std::string closest_arn;  ///< empty without `closest`
};

/// A point in full, as its first trial left it.
struct PointDetails {
    std::uint64_t point = 0;
    std::vector<InstanceDetails> instances;  ///< in instance order
    std::vector<FailureDetails> failures;    ///< in the order in which they failed
};

/// Names of an axis and of its options.
struct AxisNames {
    std::string name;
    std::vector<std::string> options;
};

/// The result of a sweep.
struct WhatIfReport {
    std::string title;
    bool over_time = false;  ///< scenarios were simulated, not placed
    std::vector<AxisNames> axes;
    std::string currency;
    std::string price_source;
    double hours = 1;  ///< that the burst runs, for `cost-per-burst`
    double registered_memory_factor = 1;
    std::vector<std::string> objective;     ///< as given
    std::vector<std::string> requirements;  ///< as given
    std::vector<std::string> pareto;        ///< names of metrics
    std::uint64_t trials = 1;
    std::uint64_t seed = 0;
    std::uint64_t point_count = 0;         ///< of the sweep; `points` may be fewer
    std::vector<std::string> definitions;  ///< [ScenarioMetrics::room] `family:revision`
    std::vector<std::string> requests;     ///< [requests of the base burst] their task definitions
    std::vector<MetricInfo> metrics;
    std::optional<std::uint64_t> base;  ///< PointReport::point to compare with
    std::vector<PointReport> points;    ///< best first
    std::vector<PointDetails> details;
    std::vector<Warning> warnings;

    /// The base among `points`; nullptr = not among them.
    const PointReport* base_point() const {
        const auto found = std::ranges::find_if(
            points, [&](const PointReport& candidate) { return candidate.point == base; });
        return found == points.end() ? nullptr : &*found;
    }
};

/// Writes a report as JSON, schemaVersion 1 (docs/what-if-reference.md).
void write_what_if_json(std::string& out, const WhatIfReport& report);

/// One row per point, best first, with a header row; with trials, also the percentiles.
void write_what_if_csv(std::string& out, const WhatIfReport& report);

}  // namespace berth
