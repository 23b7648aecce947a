// The field tables of what a simulation knows beside the cluster.
//
// A new number of the model has its member (berth/simulate.hpp), its row here, and its meaning.
#pragma once

#include "berth/simulate.hpp"
#include "documents/placement_reader.hpp"
#include "json/choice.hpp"
#include "model/fields.hpp"
#include "simulate/forms.hpp"
#include "simulate/scaling_members.hpp"

namespace berth::host::record {

template <>
inline constexpr auto fields<Duration> = table<Duration>(field("distribution", &Duration::kind),
                                                         field("first", &Duration::first),
                                                         field("second", &Duration::second));

// The requests of the loads count as the burst of the sweep.
template <>
inline constexpr auto fields<TaskLoad> = table<TaskLoad>(field<Effect::never>("request",
                                                                              &TaskLoad::request),
                                                         field("runTime", &TaskLoad::run_time));

template <>
inline constexpr auto fields<Arrival> = table<Arrival>(field("at", &Arrival::at),
                                                       field("load", &Arrival::load),
                                                       field("count", &Arrival::count),
                                                       field("runTime", &Arrival::run_time));

template <>
inline constexpr Definition definition<StopTasks>{
    "stop", "StopTask for each task that is there and satisfies all that is given"};
template <>
inline constexpr auto fields<StopTasks> = table<StopTasks>(
    field("at", &StopTasks::at, simulate::TimeForm{}, "When", Presence::required),
    field("group", &StopTasks::group, Text{}, "service:NAME, family:FAMILY or the request's own"),
    field("taskDefinition", &StopTasks::task_definition, Text{}, "ARN, family:revision or family"),
    field("count", &StopTasks::count, Whole{1, documents::largest_amount},
          "The oldest first; absent: all of them"));

template <>
inline constexpr auto fields<ServiceUpdate> =
    table<ServiceUpdate>(field("at", &ServiceUpdate::at), field("service", &ServiceUpdate::service),
                         field("desiredCount", &ServiceUpdate::desired_count),
                         field("taskDefinition", &ServiceUpdate::task_definition));

template <>
inline constexpr auto fields<InstanceLoss> = table<InstanceLoss>(
    field("at", &InstanceLoss::at), field("expression", &InstanceLoss::expression),
    field("count", &InstanceLoss::count));

template <>
inline constexpr Definition definition<LaunchDelays>{"launchDelays", "Delays of one instance type"};
template <>
inline constexpr auto fields<LaunchDelays> = table<LaunchDelays>(
    field("launch", &LaunchDelays::launch, simulate::DurationForm{}, "As above"),
    field("registration", &LaunchDelays::registration, simulate::DurationForm{}, "As above"));

inline constexpr json::Choice<ScalingModel::EstimateBase> estimate_bases[] = {
    {"usedInstances", ScalingModel::EstimateBase::used_instances},
    {"allInstances", ScalingModel::EstimateBase::all_instances}};
inline constexpr json::Choice<ScalingModel::EstimateGroups> estimates_of_groups[] = {
    {"largest", ScalingModel::EstimateGroups::largest}, {"sum", ScalingModel::EstimateGroups::sum}};

inline constexpr std::int64_t most_datapoints = 20'160;  ///< of a minute each, in 14 days

template <>
inline constexpr Definition definition<ScalingModel>{
    "model", "The numbers of the model, where AWS's documents leave a choice"};
template <>
inline constexpr auto fields<ScalingModel> = table<ScalingModel>(
    field("provisioningLimit", &ScalingModel::provisioning_limit, Whole{0, 10'000'000},
          "Tasks in PROVISIONING per cluster", Presence::defaulted),
    field("provisioningTimeout", &ScalingModel::provisioning_timeout, simulate::TimeForm{},
          "Then a waiting task stops", Presence::defaulted),
    field("metricPeriod", &ScalingModel::metric_period, simulate::TimeForm{std::chrono::seconds(1)},
          "Between datapoints, at least 1s", Presence::defaulted),
    field("scaleOutDatapoints", &ScalingModel::scale_out_datapoints, Whole{1, most_datapoints},
          "In a row above the target", Presence::defaulted),
    field("scaleInDatapoints", &ScalingModel::scale_in_datapoints, Whole{1, most_datapoints},
          "In a row below the target", Presence::defaulted),
    field("scaleInShare", &ScalingModel::scale_in_share, simulate::ShareForm{},
          "A step takes away less than this share of the group", Presence::defaulted),
    field("fromZero", &ScalingModel::from_zero, Whole{1, 10'000},
          "Instances to start from an empty group; absent: what the estimate asks for"),
    field("estimateBase", &ScalingModel::estimate_base, json::ChoiceForm<estimate_bases>{},
          "What the estimate for waiting tasks is added to", Presence::defaulted),
    field("estimateGroups", &ScalingModel::estimate_groups, json::ChoiceForm<estimates_of_groups>{},
          "How the estimates of tasks with different needs become one number", Presence::defaulted),
    field("serviceRetry", &ScalingModel::service_retry, simulate::TimeForm{std::chrono::seconds(1)},
          "Between tries to start a service's tasks, at least 1s", Presence::defaulted),
    field("drainLimit", &ScalingModel::drain_limit, simulate::TimeForm{},
          "Then a draining instance goes, whatever runs there; absent: it waits"));

template <>
inline constexpr Definition definition<ManagedScalingChange>{
    "managedScaling", "As managedScaling of CreateCapacityProvider"};
template <>
inline constexpr auto fields<ManagedScalingChange> = table<ManagedScalingChange>(
    field("targetCapacity", &ManagedScalingChange::target_capacity, Whole{1, 100}, "Percent"),
    field("minimumScalingStepSize", &ManagedScalingChange::minimum_step,
          Whole{1, simulate::largest_scaling_step}, "Instances"),
    field("maximumScalingStepSize", &ManagedScalingChange::maximum_step,
          Whole{1, simulate::largest_scaling_step}, "Instances"),
    field("instanceWarmupPeriod", &ManagedScalingChange::instance_warmup_seconds,
          simulate::WarmupTimeForm{}, "Whole seconds, at most 10000s"));

template <>
inline constexpr auto fields<Simulation> = table<Simulation>(
    field<Effect::never>("title", &Simulation::title), field("seed", &Simulation::seed),
    field<Effect::never>("start", &Simulation::start), field("end", &Simulation::end),
    field("loads", &Simulation::loads), field("arrivals", &Simulation::arrivals),
    field("stops", &Simulation::stops), field("services", &Simulation::service_updates),
    field("losses", &Simulation::losses), field("delays", &Simulation::delays),
    field("delaysOfType", &Simulation::delays_of_type), field("taskStart", &Simulation::task_start),
    field("taskStop", &Simulation::task_stop),
    field("runningTasksEnd", &Simulation::running_tasks_end),
    field("registration", &Simulation::registration), field("model", &Simulation::model),
    field("capacityProviders", &Simulation::managed_scaling));

}  // namespace berth::host::record
