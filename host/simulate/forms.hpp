// The forms of values that only simulation files have.
#pragma once

#include <optional>
#include <string>

#include "berth/simulate.hpp"
#include "documents/placement_reader.hpp"
#include "record/field.hpp"
#include "simulate/limits.hpp"
#include "yaml/value.hpp"

namespace berth::host::simulate {

/// A duration that is drawn, as files have it. Times are seconds.
struct Distribution {
    Duration::Kind kind = Duration::Kind::fixed;
    std::optional<double> from, to, mean, deviation, median, sigma;
};

/// Lost instances, as files have them: those of a zone become an expression.
struct LossInFile {
    InstanceLoss loss;
    std::string zone;
};

inline constexpr record::Choice<Duration::Kind> distributions[] = {
    {"uniform", Duration::Kind::uniform},
    {"exponential", Duration::Kind::exponential},
    {"normal", Duration::Kind::normal},
    {"logNormal", Duration::Kind::log_normal}};

inline constexpr std::int64_t largest_sigma = 10;

void describe_time(json::Writer& writer);

void read_time_form(const record::Form& form, const yaml::Value& value, SimulationTime& time);
void write_time(json::Writer& writer, const SimulationTime& time);
inline constexpr record::Own time_functions =
    record::own_form<SimulationTime, read_time_form, write_time>(describe_time);

/// A time since the start, or between two things.
constexpr record::Form time_form(SimulationTime least = SimulationTime(0)) {
    return record::form::own(time_functions, least.count());
}

void read_seconds_form(const record::Form& form, const yaml::Value& value, double& seconds);
void write_seconds_form(json::Writer& writer, const double& seconds);
inline constexpr record::Own seconds_functions =
    record::own_form<double, read_seconds_form, write_seconds_form>(describe_time);

/// Whole seconds, as a time with a unit.
void read_warmup(const record::Form& form, const yaml::Value& value, std::int64_t& seconds);
void write_warmup(json::Writer& writer, const std::int64_t& seconds);
inline constexpr record::Own warmup_functions =
    record::own_form<std::int64_t, read_warmup, write_warmup>(describe_time);
inline constexpr record::Form warmup_form = record::form::own(warmup_functions);

void read_instant(const record::Form& form, const yaml::Value& value, Instant& instant);
void write_instant(json::Writer& writer, const Instant& instant);
void describe_instant(json::Writer& writer);
inline constexpr record::Own instant_functions =
    record::own_form<Instant, read_instant, write_instant>(describe_instant);

void check_expression(const std::string& expression);
void check_zone(const std::string& zone);

}  // namespace berth::host::simulate

namespace berth::host::record {

template <>
inline constexpr Definition definition<simulate::Distribution>{
    "distribution", "How long something takes, drawn by the seed; draws are cut off at 0"};
template <>
inline constexpr auto fields<simulate::Distribution> = table<simulate::Distribution>(
    field<&simulate::Distribution::kind>("distribution", form::choice<simulate::distributions>)
        .required()
        .such_as("normal"),
    field<&simulate::Distribution::from>("from", form::own(simulate::seconds_functions),
                                         "Of uniform")
        .alternative()
        .such_as("1m"),
    field<&simulate::Distribution::to>("to", form::own(simulate::seconds_functions), "Of uniform")
        .alternative()
        .such_as("5m"),
    field<&simulate::Distribution::mean>("mean", form::own(simulate::seconds_functions),
                                         "Of exponential and normal")
        .such_as("3m"),
    field<&simulate::Distribution::deviation>("standardDeviation",
                                              form::own(simulate::seconds_functions), "Of normal")
        .such_as("30s"),
    field<&simulate::Distribution::median>("median", form::own(simulate::seconds_functions),
                                           "Of logNormal")
        .alternative()
        .such_as("5m"),
    field<&simulate::Distribution::sigma>("sigma", form::number(0, simulate::largest_sigma),
                                          "Of logNormal: standard deviation of the logarithm")
        .alternative()
        .such_as("0.8"));

template <>
inline constexpr auto fields<Duration> = table<Duration>(field<&Duration::kind>("distribution"),
                                                         field<&Duration::first>("first"),
                                                         field<&Duration::second>("second"));

template <>
inline constexpr auto fields<InstanceLoss> = table<InstanceLoss>(
    field<&InstanceLoss::at>("at", simulate::time_form(), "When").required().such_as("4h"),
    field<&InstanceLoss::expression>(
        "expression", form::text.checked_by(simulate::check_expression),
        "Instances that satisfy this expression of the cluster query language alone")
        .such_as("\"attribute:lifecycle == spot\""),
    field<&InstanceLoss::count>("count", form::whole(1, documents::largest_amount),
                                "Drawn by the seed; absent: all of them")
        .such_as("3"));

template <>
inline constexpr Definition definition<simulate::LossInFile>{
    "loss", "A spot interruption, or a zone that fails"};
template <>
inline constexpr auto fields<simulate::LossInFile> = table<simulate::LossInFile>(
    field<&simulate::LossInFile::loss>("loss", form::inlined),
    field<&simulate::LossInFile::zone>("zone", form::text.checked_by(simulate::check_zone),
                                       "Instances of this availability zone alone")
        .such_as("us-west-2a"));

}  // namespace berth::host::record

namespace berth::host::simulate {

/// A time, or a distribution.
void read_duration_form(const record::Form& form, const yaml::Value& value, Duration& duration);
void write_duration(json::Writer& writer, const Duration& duration);
void describe_duration(json::Writer& writer);
inline constexpr record::Own duration_functions =
    record::own_form<Duration, read_duration_form, write_duration>(
        describe_duration, "or a distribution", &record::record_of<Distribution>);
inline constexpr record::Form duration_form = record::form::own(duration_functions);

void read_loss(const record::Form& form, const yaml::Value& value, InstanceLoss& loss);
void write_loss(json::Writer& writer, const InstanceLoss& loss);
inline constexpr record::Own loss_functions = record::own_form<InstanceLoss, read_loss, write_loss>(
    nullptr, {}, &record::record_of<LossInFile>);

}  // namespace berth::host::simulate
