#include "simulate/forms.hpp"

#include "json/record_schema.hpp"
#include "simulate/duration_text.hpp"
#include "simulate/scaling_members.hpp"

namespace berth::host::simulate {

namespace {

void describe_time(json::Writer& writer) {
    writer.member("type", "string");
    writer.member("pattern", R"(^\s*([0-9.]+\s*(ms|s|min|m|h|d)\s*)+$)");
}

}  // namespace

void TimeForm::read(const yaml::Value& value, SimulationTime& time) const {
    time = read_span(value, least);
}

void TimeForm::describe(json::Writer& writer) const {
    describe_time(writer);
}

void TimeForm::write_default(json::Writer& writer, SimulationTime time) const {
    writer.member("default", duration_text(time));
}

void DurationForm::read(const yaml::Value& value, Duration& duration) const {
    duration = read_duration(value);
}

void DurationForm::describe(json::Writer& writer) const {
    writer.key("anyOf");
    writer.begin_list();
    writer.begin_object();
    describe_time(writer);
    writer.end_object();
    writer.begin_object();
    json::write_reference(writer, "distribution");
    writer.end_object();
    writer.end_list();
}

void WarmupTimeForm::read(const yaml::Value& value, std::int64_t& seconds) const {
    seconds = read_warmup_seconds(value);
}

void WarmupTimeForm::describe(json::Writer& writer) const {
    describe_time(writer);
}

void ShareForm::read(const yaml::Value& value, double& share) const {
    share = value.number();
    if (!(share > 0) || share > 1) value.fail_expected("a number above 0, at most 1");
}

void ShareForm::describe(json::Writer& writer) const {
    writer.member("type", "number");
    writer.member("exclusiveMinimum", std::int64_t{0});
    writer.member("maximum", std::int64_t{1});
}

}  // namespace berth::host::simulate
