#include "whatif/time_record.hpp"

#include "whatif/record_values.hpp"

namespace berth::host::whatif {

namespace {

using json::Writer;

constexpr std::uint64_t TimeMetrics::*time_counts[] = {
    &TimeMetrics::finished,         &TimeMetrics::refused, &TimeMetrics::given_up,
    &TimeMetrics::interrupted,      &TimeMetrics::waiting, &TimeMetrics::peak_instances,
    &TimeMetrics::scaling_decisions};

constexpr double TimeMetrics::*time_numbers[] = {
    &TimeMetrics::wait_p50_seconds,  &TimeMetrics::wait_p90_seconds,
    &TimeMetrics::wait_p99_seconds,  &TimeMetrics::wait_maximum_seconds,
    &TimeMetrics::wait_mean_seconds, &TimeMetrics::cost,
    &TimeMetrics::idle_cost,         &TimeMetrics::unpriced_instance_hours};

void write_time_amounts(Writer& writer, const TimeMetrics& metrics) {
    writer.begin_list();
    for (const auto count : time_counts) writer.integer(static_cast<std::int64_t>(metrics.*count));
    writer.end_list();
    writer.begin_list();
    for (const auto number : time_numbers) writer.exact_number(metrics.*number);
    writer.end_list();
    writer.begin_list();
    if (metrics.all_running_seconds) writer.exact_number(*metrics.all_running_seconds);
    writer.end_list();
}

void read_instance_hours(json::Value& value, TimeMetrics& metrics) {
    std::string type;
    double hours = 0;
    read_elements(value, 2, [&](std::size_t i, json::Value& element) {
        if (i == 0) type = element.text();
        if (i == 1) hours = read_finite(element);
    });
    if (!metrics.instance_hours.emplace(type, hours).second) {
        value.document().fail("the same instance type twice");
    }
}

void read_all_running(json::Value& value, TimeMetrics& metrics) {
    value.for_each_element([&](json::Value& seconds) {
        if (metrics.all_running_seconds) seconds.document().fail("expected one number at most");
        metrics.all_running_seconds = read_finite(seconds);
    });
}

void read_time_part(std::size_t part, json::Value& value, TimeMetrics& metrics) {
    if (part == 0) {
        read_elements(value, std::size(time_counts), [&](std::size_t i, json::Value& count) {
            metrics.*time_counts[i] = read_count(count);
        });
    } else if (part == 1) {
        read_elements(value, std::size(time_numbers), [&](std::size_t i, json::Value& number) {
            metrics.*time_numbers[i] = read_finite(number);
        });
    } else if (part == 2) {
        read_all_running(value, metrics);
    } else if (part == 3) {
        value.for_each_element([&](json::Value& row) { read_instance_hours(row, metrics); });
    } else {
        value.for_each_element(
            [&](json::Value& text) { metrics.warnings.emplace_back(text.text()); });
    }
}

}  // namespace

// Null for a placement. Names of types are input, so they are values and no member names.
void write_over_time(Writer& writer, const std::optional<TimeMetrics>& over_time) {
    if (!over_time) return writer.null();
    const TimeMetrics& metrics = *over_time;
    writer.begin_list();
    write_time_amounts(writer, metrics);
    writer.begin_list();
    for (const auto& [type, hours] : metrics.instance_hours) {
        writer.begin_list();
        writer.text(type);
        writer.exact_number(hours);
        writer.end_list();
    }
    writer.end_list();
    writer.begin_list();
    for (const std::string& warning : metrics.warnings) writer.text(warning);
    writer.end_list();
    writer.end_list();
}

void read_over_time(json::Value& value, std::optional<TimeMetrics>& over_time) {
    if (value.is_null()) return;
    constexpr std::size_t parts = 5;
    TimeMetrics& metrics = over_time.emplace();
    read_elements(value, parts, [&](std::size_t part, json::Value& of_part) {
        read_time_part(part, of_part, metrics);
    });
}

}  // namespace berth::host::whatif
