// The field tables of what a simulation needs besides the cluster.
//
// A new number of the model has its member (berth/simulate.hpp), its row here, and its meaning.
#pragma once

#include "berth/simulate.hpp"
#include "documents/registration.hpp"
#include "model/fields.hpp"
#include "simulate/arrival_reader.hpp"
#include "simulate/forms.hpp"

namespace berth::host::simulate {

/// A simulation as a file has it.
struct SimulationInFile {
    Simulation simulation;
    std::vector<ArrivalInFile> arrivals;
};

void check_update(const ServiceUpdate& update);
void check_change(const ManagedScalingChange& change);

}  // namespace berth::host::simulate

namespace berth::host::record {

// The requests of the loads count as the burst of the sweep.
template <>
inline constexpr auto fields<TaskLoad> = table<TaskLoad>(
    field<&TaskLoad::request, Effect::never>("request"), field<&TaskLoad::run_time>("runTime"));

template <>
inline constexpr auto fields<Arrival> = table<Arrival>(field<&Arrival::at>("at"),
                                                       field<&Arrival::load>("load"),
                                                       field<&Arrival::count>("count"),
                                                       field<&Arrival::run_time>("runTime"));

template <>
inline constexpr Definition definition<StopTasks>{
    "stop", "StopTask for each task that is there and satisfies all that is given"};
template <>
inline constexpr auto fields<StopTasks> = table<StopTasks>(
    field<&StopTasks::at>("at", simulate::time_form(), "When").required().such_as("2h"),
    field<&StopTasks::group>("group", form::text,
                             "service:NAME, family:FAMILY or the request's own")
        .such_as("\"family:render\""),
    field<&StopTasks::task_definition>("taskDefinition", form::text,
                                       "ARN, family:revision or family")
        .such_as("\"render:3\""),
    field<&StopTasks::count>("count", form::whole(1, documents::largest_amount),
                             "The oldest first; absent: all of them")
        .such_as("10"));

inline constexpr Definition update_service{
    "updateService", "An UpdateService request: what is left out stays",
    rule_of<ServiceUpdate, simulate::check_update>,
    R"("anyOf": [{"required": ["desiredCount"]}, {"required": ["taskDefinition"]}])"};
template <>
inline constexpr Definition definition<ServiceUpdate>{"service", "A change of a service"};
template <>
inline constexpr auto fields<ServiceUpdate> = table<ServiceUpdate>(
    field<&ServiceUpdate::at>("at", simulate::time_form(), "When").required().such_as("3h"),
    field<&ServiceUpdate::service>("service", form::text, "Its name")
        .required()
        .such_as("front")
        .within(update_service),
    field<&ServiceUpdate::desired_count>("desiredCount", form::whole(0, documents::largest_amount),
                                         "Tasks")
        .such_as("8")
        .within(update_service),
    field<&ServiceUpdate::task_definition>("taskDefinition", form::text, "Starts a deployment")
        .such_as("\"web:2\"")
        .within(update_service));

template <>
inline constexpr auto fields<LaunchDelays> = table<LaunchDelays>(
    field<&LaunchDelays::launch>("launch", simulate::duration_form,
                                 "From the decision until the instance is in its group")
        .defaulted(),
    field<&LaunchDelays::registration>("registration", simulate::duration_form,
                                       "From there until it is ACTIVE in the cluster")
        .defaulted());

template <>
inline constexpr Definition definition<LaunchDelaysChange>{"launchDelays",
                                                           "Delays of one instance type"};
template <>
inline constexpr auto fields<LaunchDelaysChange> = table<LaunchDelaysChange>(
    field<&LaunchDelaysChange::launch>("launch", simulate::duration_form, "As above").such_as("2m"),
    field<&LaunchDelaysChange::registration>("registration", simulate::duration_form, "As above")
        .such_as("{distribution: normal, mean: 3m, standardDeviation: 30s}"));

inline constexpr Choice<ScalingModel::EstimateBase> estimate_bases[] = {
    {"usedInstances", ScalingModel::EstimateBase::used_instances},
    {"allInstances", ScalingModel::EstimateBase::all_instances}};
inline constexpr Choice<ScalingModel::EstimateGroups> estimates_of_groups[] = {
    {"largest", ScalingModel::EstimateGroups::largest}, {"sum", ScalingModel::EstimateGroups::sum}};

inline constexpr std::int64_t most_datapoints = 20'160;  ///< of a minute each, in 14 days

template <>
inline constexpr Definition definition<ScalingModel>{
    "model", "The numbers of the model, where AWS's documents leave a choice"};
template <>
inline constexpr auto fields<ScalingModel> = table<ScalingModel>(
    field<&ScalingModel::provisioning_limit>("provisioningLimit", form::whole(0, 10'000'000),
                                             "Tasks in PROVISIONING per cluster")
        .defaulted(),
    field<&ScalingModel::provisioning_timeout>("provisioningTimeout", simulate::time_form(),
                                               "Then a waiting task stops")
        .defaulted(),
    field<&ScalingModel::metric_period>("metricPeriod",
                                        simulate::time_form(std::chrono::seconds(1)),
                                        "Between datapoints, at least 1s")
        .defaulted(),
    field<&ScalingModel::scale_out_datapoints>("scaleOutDatapoints",
                                               form::whole(1, most_datapoints),
                                               "In a row above the target")
        .defaulted(),
    field<&ScalingModel::scale_in_datapoints>("scaleInDatapoints", form::whole(1, most_datapoints),
                                              "In a row below the target")
        .defaulted(),
    field<&ScalingModel::scale_in_share>("scaleInShare", form::number_above(0, 1),
                                         "A step takes away less than this share of the group")
        .defaulted(),
    field<&ScalingModel::from_zero>(
        "fromZero", form::whole(1, 10'000),
        "Instances to start from an empty group; absent: what the estimate asks for")
        .such_as("2"),
    field<&ScalingModel::estimate_base>("estimateBase", form::choice<estimate_bases>,
                                        "What the estimate for waiting tasks is added to")
        .defaulted(),
    field<&ScalingModel::estimate_groups>(
        "estimateGroups", form::choice<estimates_of_groups>,
        "How the estimates of tasks with different needs become one number")
        .defaulted(),
    field<&ScalingModel::service_retry>("serviceRetry",
                                        simulate::time_form(std::chrono::seconds(1)),
                                        "Between tries to start a service's tasks, at least 1s")
        .defaulted(),
    field<&ScalingModel::drain_limit>(
        "drainLimit", simulate::time_form(),
        "Then a draining instance goes, whatever runs there; absent: it waits")
        .such_as("1h"));

template <>
inline constexpr Definition definition<ManagedScalingChange>{
    "managedScaling", "As managedScaling of CreateCapacityProvider",
    rule_of<ManagedScalingChange, simulate::check_change>};
template <>
inline constexpr auto fields<ManagedScalingChange> = table<ManagedScalingChange>(
    field<&ManagedScalingChange::target_capacity>("targetCapacity", form::whole(1, 100), "Percent")
        .such_as("100"),
    field<&ManagedScalingChange::minimum_step>("minimumScalingStepSize",
                                               form::whole(1, simulate::largest_scaling_step),
                                               "Instances")
        .such_as("1"),
    field<&ManagedScalingChange::maximum_step>("maximumScalingStepSize",
                                               form::whole(1, simulate::largest_scaling_step),
                                               "Instances")
        .such_as("100"),
    field<&ManagedScalingChange::instance_warmup_seconds>("instanceWarmupPeriod",
                                                          simulate::warmup_form,
                                                          "Whole seconds, at most 10000s")
        .such_as("300s"));

inline constexpr Definition of_instances{"instances", "New instances"};
inline constexpr Definition of_tasks{"tasks", "Tasks between the states"};

template <>
inline constexpr auto fields<Simulation> = table<Simulation>(
    field<&Simulation::title, Effect::never>("title", form::any_text)
        .such_as("Every member of a simulation file"),
    field<&Simulation::seed>("seed", form::whole(0),
                             "Of random arrivals, durations, losses and the strategy random")
        .defaulted(),
    field<&Simulation::start, Effect::never>("start", form::own(simulate::instant_functions),
                                             "Wall-clock time of 0, for labels")
        .such_as("2026-03-01T08:00:00Z"),
    field<&Simulation::end>("end", simulate::time_form(),
                            "The simulation ends here; absent: when nothing is left to happen, at "
                            "most after 14 days")
        .such_as("12h"),
    field<&Simulation::loads>("loads"), field<&Simulation::arrivals>("arrivals"),
    field<&Simulation::stops>("stops", form::parts, "Tasks that somebody stops"),
    field<&Simulation::service_updates>("services", form::parts, "Services that somebody changes"),
    field<&Simulation::losses>("losses", form::parts_by(simulate::loss_functions),
                               "Instances that are gone at once with what runs there"),
    field<&Simulation::delays>("delays", form::inlined).within(of_instances),
    field<&Simulation::delays_of_type>(
        "types", form::named("p2.xlarge").checked_by(documents::check_instance_type),
        "By instance type; what is left out is as for the others")
        .within(of_instances),
    field<&Simulation::task_start>("start", simulate::duration_form, "From PENDING to RUNNING")
        .defaulted()
        .within(of_tasks),
    field<&Simulation::task_stop>("stop", simulate::duration_form,
                                  "From the end of the run to STOPPED")
        .defaulted()
        .within(of_tasks),
    field<&Simulation::running_tasks_end>(
        "runningTasksEnd", simulate::duration_form,
        "How much longer the standalone tasks of the snapshot run; absent: for ever")
        .such_as("{distribution: uniform, from: 1h, to: 5h}")
        .within(of_tasks),
    field<&Simulation::registration>("registration", form::inlined).within(of_instances),
    field<&Simulation::model>("model", form::part),
    field<&Simulation::managed_scaling>(
        "capacityProviders", form::named("my-provider"),
        "Managed scaling by name of a capacity provider; what is left out stays as the snapshot "
        "has it"));

template <>
inline constexpr Definition definition<simulate::SimulationInFile>{
    "simulation",
    "Tasks that arrive, run and end over time, and what happens to their cluster. Written as YAML "
    "or JSON. Times are text with a unit: 500ms, 90s, 5m, 1h30m, 2d. A duration can be a "
    "distribution instead, drawn by the seed."};
template <>
inline constexpr auto fields<simulate::SimulationInFile> = table<simulate::SimulationInFile>(
    field<&simulate::SimulationInFile::simulation>("simulation", form::inlined),
    field<&simulate::SimulationInFile::arrivals>("arrivals",
                                                 form::parts_by(simulate::arrival_functions),
                                                 "Requests and when they come"));

}  // namespace berth::host::record
