// What is known of a scenario: the numbers of which results are made, and the metrics that are made
// of them.
//
// A new metric has its row below. If it needs a number that results lack, that has its member
// (berth/what_if_result.hpp), its row in the table here, and its value in whatif/metrics.cpp or
// whatif/time_metrics.cpp.
#include "whatif/metric.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <limits>
#include <utility>

#include "berth/error.hpp"
#include "json/packed.hpp"
#include "model/resource.hpp"
#include "query/vocabulary.hpp"
#include "whatif/record.hpp"

namespace berth::host::record {

template <>
inline constexpr auto fields<ResourceUse> = table<ResourceUse>(
    field<&ResourceUse::registered>("registered"), field<&ResourceUse::used>("used"),
    field<&ResourceUse::stranded>("stranded"));

template <>
inline constexpr auto fields<RequestOutcome> = table<RequestOutcome>(
    field<&RequestOutcome::requested>("requested"), field<&RequestOutcome::placed>("placed"),
    field<&RequestOutcome::failed>("failed"));

template <>
inline constexpr auto fields<ZoneUse> = table<ZoneUse>(field<&ZoneUse::instances>("instances"),
                                                       field<&ZoneUse::tasks>("tasks"));

template <>
inline constexpr auto fields<LargestShare> =
    table<LargestShare>(field<&LargestShare::share>("share"), field<&LargestShare::group>("group"),
                        field<&LargestShare::place>("place"));

template <>
inline constexpr auto fields<TimeMetrics> = table<TimeMetrics>(
    field<&TimeMetrics::finished>("finished"), field<&TimeMetrics::refused>("refused"),
    field<&TimeMetrics::given_up>("givenUp"), field<&TimeMetrics::interrupted>("interrupted"),
    field<&TimeMetrics::waiting>("waiting"),
    field<&TimeMetrics::all_running_seconds>("allRunningSeconds"),
    field<&TimeMetrics::wait_p50_seconds>("waitP50Seconds"),
    field<&TimeMetrics::wait_p90_seconds>("waitP90Seconds"),
    field<&TimeMetrics::wait_p99_seconds>("waitP99Seconds"),
    field<&TimeMetrics::wait_maximum_seconds>("waitMaximumSeconds"),
    field<&TimeMetrics::wait_mean_seconds>("waitMeanSeconds"), field<&TimeMetrics::cost>("cost"),
    field<&TimeMetrics::idle_cost>("idleCost"),
    field<&TimeMetrics::instance_hours>("instanceHours"),
    field<&TimeMetrics::unpriced_instance_hours>("unpricedInstanceHours"),
    field<&TimeMetrics::peak_instances>("peakInstances"),
    field<&TimeMetrics::scaling_decisions>("scalingDecisions"),
    field<&TimeMetrics::warnings>("warnings"));

template <>
inline constexpr auto fields<ScenarioMetrics> = table<ScenarioMetrics>(
    field<&ScenarioMetrics::requested>("requested"), field<&ScenarioMetrics::placed>("placed"),
    field<&ScenarioMetrics::failed>("failed"),
    field<&ScenarioMetrics::failed_by_reason>("failedByReason"),
    field<&ScenarioMetrics::failed_without_candidate>("failedWithoutCandidate"),
    field<&ScenarioMetrics::requests>("requests"), field<&ScenarioMetrics::instances>("instances"),
    field<&ScenarioMetrics::instances_used>("instancesUsed"),
    field<&ScenarioMetrics::instances_idle>("instancesIdle"),
    field<&ScenarioMetrics::resources>("resources"), field<&ScenarioMetrics::zones>("zones"),
    field<&ScenarioMetrics::largest_on_instance>("largestOnInstance"),
    field<&ScenarioMetrics::largest_in_zone>("largestInZone"),
    field<&ScenarioMetrics::cost_per_hour>("costPerHour"),
    field<&ScenarioMetrics::idle_cost_per_hour>("idleCostPerHour"),
    field<&ScenarioMetrics::unpriced_instances>("unpricedInstances"),
    field<&ScenarioMetrics::room>("room"), field<&ScenarioMetrics::over_time>("overTime"));

template <>
inline constexpr auto fields<ScenarioResult> =
    table<ScenarioResult>(field<&ScenarioResult::index>("index"),
                          field<&ScenarioResult::metrics>("metrics", form::inlined));

}  // namespace berth::host::record

namespace berth::host::whatif {

namespace {

using MetricValue = double (*)(const ScenarioMetrics&);

constexpr std::string_view room_prefix = "room:";
constexpr std::string_view currency_sign = "$";  // in a unit: the currency of the prices

struct Row {
    std::string_view name;
    std::string_view unit;
    Better better;
    std::string_view text;
    MetricValue value;
    MetricValue whole;
};

double one(const ScenarioMetrics&) {
    return 1;
}

template <std::uint64_t ScenarioMetrics::*count>
double count_of(const ScenarioMetrics& metrics) {
    return static_cast<double>(metrics.*count);
}

template <double ScenarioMetrics::*number>
double number_of(const ScenarioMetrics& metrics) {
    return metrics.*number;
}

template <LargestShare ScenarioMetrics::*share>
double share_of(const ScenarioMetrics& metrics) {
    return (metrics.*share).share;
}

// How much more of the burst's tasks the fullest zone has than the emptiest one.
double zone_imbalance(const ScenarioMetrics& metrics) {
    std::uint64_t fewest = std::numeric_limits<std::uint64_t>::max();
    std::uint64_t most = 0;
    std::uint64_t sum = 0;
    for (const auto& [name, use] : metrics.zones) {
        fewest = std::min(fewest, use.tasks);
        most = std::max(most, use.tasks);
        sum += use.tasks;
    }
    return sum > 0 ? static_cast<double>(most - fewest) / static_cast<double>(sum) : 0;
}

using enum Better;
using M = ScenarioMetrics;

constexpr Row rows[] = {
    {"placed", "tasks", higher, "tasks of the burst that were placed", count_of<&M::placed>,
     count_of<&M::requested>},
    {"failed", "tasks", lower, "tasks of the burst that fit nowhere", count_of<&M::failed>,
     count_of<&M::requested>},
    {"cost-per-hour", "$/h", lower,
     "price of all instances per hour; what Fargate costs is not in it",
     number_of<&M::cost_per_hour>, nullptr},
    {"idle-cost-per-hour", "$/h", lower, "price per hour of the instances that run no task",
     number_of<&M::idle_cost_per_hour>, number_of<&M::cost_per_hour>},
    {"unpriced-instances", "instances", lower, "instances whose price is not known and in no cost",
     count_of<&M::unpriced_instances>, nullptr},
    {"instances", "instances", lower, "ACTIVE instances", count_of<&M::instances>, nullptr},
    {"instances-used", "instances", lower, "ACTIVE instances that take tasks of the burst",
     count_of<&M::instances_used>, count_of<&M::instances>},
    {"instances-idle", "instances", lower, "ACTIVE instances that run no task",
     count_of<&M::instances_idle>, count_of<&M::instances>},
    {"largest-on-instance", "share", lower,
     "largest part of a group's tasks that one instance runs", share_of<&M::largest_on_instance>,
     one},
    {"largest-in-zone", "share", lower, "largest part of a group's tasks that one zone runs",
     share_of<&M::largest_in_zone>, one},
    {"zone-imbalance", "share", lower,
     "tasks of the burst in the fullest zone less those in the emptiest, by all of them",
     zone_imbalance, one},
};

constexpr double none = std::numeric_limits<double>::infinity();

double all_running(const ScenarioMetrics& metrics) {
    return metrics.over_time.value().all_running_seconds.value_or(none);
}

// Where tasks were asked for and none ran, all of them wait for ever.
template <double TimeMetrics::*seconds>
double wait_of(const ScenarioMetrics& metrics) {
    const bool waits_for_ever = metrics.placed == 0 && metrics.requested > 0;
    return waits_for_ever ? none : metrics.over_time.value().*seconds;
}

template <auto member>
double time_of(const ScenarioMetrics& metrics) {
    return static_cast<double>(metrics.over_time.value().*member);
}

double instance_hours(const ScenarioMetrics& metrics) {
    double hours = 0;
    for (const auto& [type, of_type] : metrics.over_time.value().instance_hours) hours += of_type;
    return hours;
}

using T = TimeMetrics;

template <std::uint64_t TimeMetrics::*count>
constexpr Row tasks_row(std::string_view name, Better better, std::string_view text) {
    return {name, "tasks", better, text, time_of<count>, count_of<&M::requested>};
}

template <double TimeMetrics::*seconds>
constexpr Row wait_row(std::string_view name, std::string_view text) {
    return {name, "s", lower, text, wait_of<seconds>, nullptr};
}

constexpr Row time_rows[] = {
    {"not-run", "tasks", lower, "tasks that never came to RUNNING", count_of<&M::failed>,
     count_of<&M::requested>},
    {"started", "tasks", higher, "tasks that came to RUNNING", count_of<&M::placed>,
     count_of<&M::requested>},
    {"all-running", "s", lower,
     "from the start until the last task came to RUNNING; none where some task never did",
     all_running, nullptr},
    wait_row<&T::wait_p50_seconds>("wait-p50", "half of the tasks that ran waited at most so long"),
    wait_row<&T::wait_p90_seconds>("wait-p90", "90 % of the tasks that ran waited at most so long"),
    wait_row<&T::wait_p99_seconds>("wait-p99", "99 % of the tasks that ran waited at most so long"),
    wait_row<&T::wait_maximum_seconds>("wait-max", "longest wait of a task that ran"),
    wait_row<&T::wait_mean_seconds>("wait-mean", "mean wait of the tasks that ran"),
    {"cost", "$", lower, "price of all instances for as long as they were there", time_of<&T::cost>,
     nullptr},
    {"idle-cost", "$", lower, "price of the time in which an instance ran no task",
     time_of<&T::idle_cost>, time_of<&T::cost>},
    {"instance-hours", "h", lower, "hours of all instances together", instance_hours, nullptr},
    {"unpriced-instance-hours", "h", lower,
     "hours of instances whose price is not known, which are in no cost",
     time_of<&T::unpriced_instance_hours>, instance_hours},
    {"peak-instances", "instances", lower, "most instances at a time", time_of<&T::peak_instances>,
     nullptr},
    {"scaling-decisions", "decisions", lower,
     "decisions that changed the desired capacity of a group", time_of<&T::scaling_decisions>,
     nullptr},
    tasks_row<&T::finished>("finished", higher, "tasks that ran to their end"),
    tasks_row<&T::refused>("refused", lower, "tasks that ECS refused at once"),
    tasks_row<&T::given_up>("given-up", lower, "tasks that waited too long in PROVISIONING"),
    tasks_row<&T::interrupted>("interrupted", lower, "tasks that lost their instance"),
    tasks_row<&T::waiting>("waiting", lower, "tasks that wait for an instance at the end"),
};

// Follows from another row and the hours.
constexpr std::string_view cost_per_burst = "cost-per-burst";

Metric metric_of(const Row& row, const MetricScale& scale) {
    Metric metric;
    const bool is_money = row.unit.starts_with(currency_sign);
    metric.info = {std::string(row.name),
                   is_money ? scale.currency + std::string(row.unit.substr(currency_sign.size()))
                            : std::string(row.unit),
                   row.better, std::string(row.text)};
    metric.value = row.value;
    if (row.whole != nullptr) metric.whole = row.whole;
    return metric;
}

auto amount_of(std::size_t resource, std::int64_t ResourceUse::*amount) {
    return [=](const ScenarioMetrics& metrics) {
        return static_cast<double>(metrics.resources[resource].*amount);
    };
}

Metric utilisation_of(std::size_t resource) {
    const model::ResourceWords& words = model::resource_table[resource];
    Metric metric;
    metric.info = {fmt::format("utilisation-{}", words.key), "share", higher,
                   fmt::format("share of the {} that is in use", words.registered)};
    metric.value = [registered = amount_of(resource, &ResourceUse::registered),
                    used =
                        amount_of(resource, &ResourceUse::used)](const ScenarioMetrics& metrics) {
        return registered(metrics) > 0 ? used(metrics) / registered(metrics) : 0;
    };
    metric.whole = one;
    return metric;
}

Metric stranded_of(std::size_t resource) {
    const model::ResourceWords& words = model::resource_table[resource];
    Metric metric;
    metric.info = {
        fmt::format("stranded-{}", words.key), std::string(words.metric_unit), lower,
        fmt::format("{} left on instances that take no further task of the burst", words.noun)};
    metric.value = amount_of(resource, &ResourceUse::stranded);
    metric.whole = amount_of(resource, &ResourceUse::registered);
    return metric;
}

Metric burst_cost(const MetricScale& scale) {
    Metric metric;
    metric.info = {std::string(cost_per_burst), scale.currency, Better::lower,
                   fmt::format("cost-per-hour times the {} h that the burst runs", scale.hours)};
    metric.value = [hours = scale.hours](const ScenarioMetrics& metrics) {
        return metrics.cost_per_hour * hours;
    };
    return metric;
}

// A definition by `family:revision`, or by its family where that is one definition alone.
std::vector<std::size_t> named_definitions(std::string_view name, const MetricScale& scale) {
    std::vector<std::size_t> found;
    for (std::size_t d = 0; d < scale.definitions.size(); ++d) {
        const std::string_view definition = scale.definitions[d];
        if (definition == name) return {d};
        if (definition.substr(0, definition.rfind(':')) == name) found.push_back(d);
    }
    return found;
}

Metric room_metric(std::string_view name, const MetricScale& scale, const Location& where) {
    const std::string_view wanted = name.substr(room_prefix.size());
    const std::vector<std::size_t> found = named_definitions(wanted, scale);
    if (found.size() != 1) {
        throw InputError(
            fmt::format("'{}': {} of the burst is named '{}'; it has {}", name,
                        found.empty() ? "no task definition" : "more than one task definition",
                        wanted, fmt::join(scale.definitions, ", ")),
            where);
    }
    const std::string& definition = scale.definitions[found.front()];
    Metric metric;
    metric.info = {std::string(name), "tasks", Better::higher,
                   fmt::format("more tasks of {} that fit after the burst", definition)};
    metric.value = [d = found.front()](const ScenarioMetrics& metrics) {
        return static_cast<double>(metrics.room.at(d));
    };
    return metric;
}

}  // namespace

std::vector<Metric> standard_metrics(const MetricScale& scale) {
    std::vector<Metric> metrics;
    if (scale.over_time) {
        for (const Row& row : time_rows) metrics.push_back(metric_of(row, scale));
        return metrics;
    }
    for (const Row& row : rows) {
        metrics.push_back(metric_of(row, scale));
        if (row.name == "cost-per-hour") metrics.push_back(burst_cost(scale));
        if (row.name != "instances-idle") continue;
        for (const auto metric : {utilisation_of, stranded_of}) {
            for (std::size_t r = 0; r < metric_resource_count; ++r) metrics.push_back(metric(r));
        }
    }
    return metrics;
}

Metric find_metric(std::string_view name, const MetricScale& scale, const Location& where) {
    if (!scale.over_time && name.starts_with(room_prefix)) return room_metric(name, scale, where);
    std::vector<Metric> metrics = standard_metrics(scale);
    std::vector<std::string_view> names;
    for (Metric& metric : metrics) {
        if (metric.info.name == name) return std::move(metric);
        names.push_back(metric.info.name);
    }
    const std::string_view meant = query::nearest_word(name, names);
    throw InputError(
        fmt::format("there is no metric '{}'{}; there are {}{}", name,
                    meant.empty() ? "" : fmt::format(" (did you mean {}?)", meant),
                    fmt::join(names, ", "), scale.over_time ? " over time" : " and room:FAMILY"),
        where);
}

const record::Record& result_record() {
    return record::record_of<ScenarioResult>;
}

std::string to_record(const ScenarioResult& result) {
    return json::packed(result_record(), &result);
}

ScenarioResult from_record(std::string_view line, std::string_view name) {
    ScenarioResult result;
    json::unpack(line, name, result_record(), &result);
    return result;
}

}  // namespace berth::host::whatif
