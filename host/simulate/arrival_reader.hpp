// The arrivals of a simulation file: requests that arrive once, repeatedly, at random, from a burst
// or from a trace.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "simulate/forms.hpp"

namespace berth::host::simulate {

/// Requests as a file has them, and when they come.
struct ArrivalInFile {
    SimulationTime at{0};
    std::optional<Request> run_task;
    std::optional<Request> create_service;
    std::string burst;
    std::string trace;
    std::optional<Duration> run_time;
    std::optional<SimulationTime> every;
    std::optional<SimulationTime> until;
    std::optional<std::uint64_t> times;
    std::optional<double> per_hour;
    std::optional<yaml::Value> place;

    bool repeats() const { return every || until || times || per_hour; }
};

/// Adds the arrivals to the simulation, which is otherwise complete. Random arrivals are drawn
/// here, with its seed. Paths of bursts and traces are relative to `folder`.
void add_arrivals(const std::vector<ArrivalInFile>& arrivals, const std::filesystem::path& folder,
                  Simulation& simulation);

void check_arrival(const ArrivalInFile& arrival);

void read_run_task(const record::Form& form, const yaml::Value& value, Request& request);
void read_create_service(const record::Form& form, const yaml::Value& value, Request& request);
void write_request(json::Writer& writer, const Request& request);
void describe_request(json::Writer& writer);
inline constexpr record::Own run_task_functions =
    record::own_form<Request, read_run_task, write_request>(describe_request);
inline constexpr record::Own create_service_functions =
    record::own_form<Request, read_create_service, write_request>(describe_request);

}  // namespace berth::host::simulate

namespace berth::host::record {

template <>
inline constexpr Definition definition<simulate::ArrivalInFile>{
    "arrival", "One of runTask, createService, burst and trace; runTask may stand beside trace",
    rule_of<simulate::ArrivalInFile, simulate::check_arrival>};
template <>
inline constexpr auto fields<simulate::ArrivalInFile> = table<simulate::ArrivalInFile>(
    field<&simulate::ArrivalInFile::at>("at", simulate::time_form(), "Of the first request")
        .defaulted(),
    field<&simulate::ArrivalInFile::run_task, Effect::never>(
        "runTask", form::own(simulate::run_task_functions),
        "A RunTask request as the AWS CLI takes it; its count may pass the API's 10")
        .such_as("{taskDefinition: render, count: 100, capacityProviderStrategy: "
                 "[{capacityProvider: my-provider, weight: 1}]}"),
    field<&simulate::ArrivalInFile::create_service, Effect::never>(
        "createService", form::own(simulate::create_service_functions),
        "A CreateService request as the AWS CLI takes it")
        .alternative()
        .such_as("{serviceName: front, taskDefinition: web, desiredCount: 4}"),
    field<&simulate::ArrivalInFile::burst>(
        "burst", form::text, "A file of requests as berth place reads it, relative to this file")
        .alternative()
        .such_as("burst.json"),
    field<&simulate::ArrivalInFile::trace>("trace", form::text,
                                           "A CSV file of tasks, relative to this file")
        .alternative()
        .such_as("tasks.csv"),
    field<&simulate::ArrivalInFile::run_time>(
        "runTime", simulate::duration_form,
        "From RUNNING to the end; absent: until something stops the task")
        .such_as("{distribution: logNormal, median: 5m, sigma: 0.8}"),
    field<&simulate::ArrivalInFile::every>("every", simulate::time_form(SimulationTime(1)),
                                           "The requests come again after this time")
        .such_as("30s"),
    field<&simulate::ArrivalInFile::until>("until", simulate::time_form(),
                                           "The last time that they may come")
        .alternative()
        .such_as("8h"),
    field<&simulate::ArrivalInFile::times>("times", form::whole(1, simulate::most_tasks),
                                           "How often they come in all")
        .such_as("6"),
    field<&simulate::ArrivalInFile::per_hour>(
        "perHour", form::number_above(0, 1'000'000'000),
        "The requests come at random, so often on average (a Poisson process)")
        .alternative()
        .such_as("120"),
    field<&simulate::ArrivalInFile::place, Effect::never>("place"));

}  // namespace berth::host::record

namespace berth::host::simulate {

/// An arrival that knows its place in the file.
void read_arrival(const record::Form& form, const yaml::Value& value, ArrivalInFile& arrival);
void write_arrival(json::Writer& writer, const ArrivalInFile& arrival);
inline constexpr record::Own arrival_functions =
    record::own_form<ArrivalInFile, read_arrival, write_arrival>(nullptr, {},
                                                                 &record::record_of<ArrivalInFile>);

}  // namespace berth::host::simulate
