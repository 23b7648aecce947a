#include "simulate/forms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "berth/query.hpp"
#include "json/record_schema.hpp"
#include "json/record_writer.hpp"
#include "model/amounts.hpp"
#include "simulate/duration_text.hpp"
#include "yaml/record_reader.hpp"

namespace berth::host::simulate {

namespace {

using record::Form;
using yaml::Value;
using Kind = Duration::Kind;

SimulationTime read_any_span(const Value& value) {
    SimulationTime time{0};
    value.located([&] { time = parse_duration(value.text()); });
    return time;
}

SimulationTime read_span(const Value& value, SimulationTime least) {
    const SimulationTime time = read_any_span(value);
    if (time < least || time > longest_simulation) {
        value.fail_expected(fmt::format("a time from {} to {}", duration_text(least),
                                        duration_text(longest_simulation)));
    }
    return time;
}

double read_seconds(const Value& value) {
    return std::chrono::duration<double>(read_any_span(value)).count();
}

// Which of the optional members a distribution has, in the order of Duration's numbers.
struct Parameters {
    Kind kind;
    std::optional<double> Distribution::*first;
    std::optional<double> Distribution::*second;  // nullptr = none
    std::string_view expected;
};
constexpr Parameters parameters[] = {
    {Kind::uniform, &Distribution::from, &Distribution::to, "`from` and `to`"},
    {Kind::exponential, &Distribution::mean, nullptr, "`mean`"},
    {Kind::normal, &Distribution::mean, &Distribution::deviation, "`mean` and `standardDeviation`"},
    {Kind::log_normal, &Distribution::median, &Distribution::sigma, "`median` and `sigma`"},
};

const Parameters& parameters_of(Kind kind) {
    return *std::ranges::find(parameters, kind, &Parameters::kind);
}

std::ptrdiff_t given(const Distribution& drawn) {
    const auto members = {drawn.from,      drawn.to,     drawn.mean,
                          drawn.deviation, drawn.median, drawn.sigma};
    return std::ranges::count_if(members, [](const auto& member) { return member.has_value(); });
}

Duration finish(const Distribution& drawn, const Value& value) {
    const Parameters& known = parameters_of(drawn.kind);
    const auto& first = drawn.*known.first;
    const std::optional<double> second =
        known.second == nullptr ? std::optional(0.0) : drawn.*known.second;
    if (!first || !second || given(drawn) != (known.second == nullptr ? 1 : 2)) {
        value.fail(
            fmt::format("this distribution has the members {}, and no others", known.expected));
    }
    if (known.kind == Kind::uniform && *first > *second) value.fail("`from` is larger than `to`");
    return {known.kind, *first, *second};
}

}  // namespace

void describe_time(json::Writer& writer) {
    writer.member("type", "string");
    writer.member("pattern", R"(^\s*([0-9.]+\s*(ms|s|min|m|h|d)\s*)+$)");
}

void read_time_form(const Form& form, const Value& value, SimulationTime& time) {
    time = read_span(value, SimulationTime(form.least));
}

void write_time(json::Writer& writer, const SimulationTime& time) {
    writer.text(duration_text(time));
}

void read_seconds_form(const Form&, const Value& value, double& seconds) {
    seconds = read_seconds(value);
}

void write_seconds_form(json::Writer& writer, const double& seconds) {
    write_time(writer, SimulationTime(std::llround(seconds * 1000)));
}

void read_duration_form(const Form&, const Value& value, Duration& duration) {
    if (!value.is_map()) {
        duration = {Kind::fixed, read_seconds(value), 0};
        return;
    }
    Distribution drawn;
    yaml::read_record(value, drawn);
    duration = finish(drawn, value);
}

void write_duration(json::Writer& writer, const Duration& duration) {
    if (duration.kind == Kind::fixed) return write_seconds_form(writer, duration.first);
    const Parameters& known = parameters_of(duration.kind);
    Distribution drawn;
    drawn.kind = duration.kind;
    drawn.*known.first = duration.first;
    if (known.second != nullptr) drawn.*known.second = duration.second;
    writer.raw(json::text_of_record(drawn));
}

void describe_duration(json::Writer& writer) {
    writer.key("anyOf");
    writer.begin_list();
    writer.begin_object();
    describe_time(writer);
    writer.end_object();
    writer.begin_object();
    json::write_reference(writer, duration_functions.file->definition.name);
    writer.end_object();
    writer.end_list();
}

void read_warmup(const Form&, const Value& value, std::int64_t& seconds) {
    const SimulationTime time = read_span(value, SimulationTime(0));
    const auto whole = std::chrono::duration_cast<std::chrono::seconds>(time);
    if (whole != time || whole.count() > longest_warmup_seconds) {
        value.fail_expected("whole seconds from 0s to 10000s");
    }
    seconds = whole.count();
}

void write_warmup(json::Writer& writer, const std::int64_t& seconds) {
    write_time(writer, std::chrono::seconds(seconds));
}

void read_instant(const Form&, const Value& value, Instant& instant) {
    const std::optional<Instant> read = model::parse_instant(value.text());
    if (!read) value.fail_expected("a time such as 2026-03-01T08:00:00Z");
    instant = *read;
}

void write_instant(json::Writer& writer, const Instant& instant) {
    writer.text(model::to_iso8601(instant));
}

void describe_instant(json::Writer& writer) {
    writer.member("type", "string");
}

void check_expression(const std::string& expression) {
    Expression::parse(expression);
}

void check_zone(const std::string& zone) {
    const auto is_plain = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    };
    if (std::ranges::all_of(zone, is_plain)) return;
    throw InputError(
        fmt::format("expected the name of an availability zone, as us-east-1a, found {}", zone));
}

void read_loss(const Form&, const Value& value, InstanceLoss& loss) {
    LossInFile file;
    yaml::read_record(value, file);
    loss = std::move(file.loss);
    if (file.zone.empty()) return;
    std::string& expression = loss.expression;
    const std::string in_zone =
        fmt::format("attribute:{} == {}", attribute_names::availability_zone, file.zone);
    expression = expression.empty() ? in_zone : fmt::format("({}) and {}", expression, in_zone);
}

void write_loss(json::Writer& writer, const InstanceLoss& loss) {
    writer.raw(json::text_of_record(loss));
}

}  // namespace berth::host::simulate
