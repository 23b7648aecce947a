// The field tables of what a simulation knows beside the cluster.
#pragma once

#include "berth/simulate.hpp"
#include "model/fields.hpp"

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
inline constexpr auto fields<StopTasks> = table<StopTasks>(
    field("at", &StopTasks::at), field("group", &StopTasks::group),
    field("taskDefinition", &StopTasks::task_definition), field("count", &StopTasks::count));

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
inline constexpr auto fields<LaunchDelays> = table<LaunchDelays>(
    field("launch", &LaunchDelays::launch), field("registration", &LaunchDelays::registration));

template <>
inline constexpr auto fields<ScalingModel> =
    table<ScalingModel>(field("provisioningLimit", &ScalingModel::provisioning_limit),
                        field("provisioningTimeout", &ScalingModel::provisioning_timeout),
                        field("metricPeriod", &ScalingModel::metric_period),
                        field("scaleOutDatapoints", &ScalingModel::scale_out_datapoints),
                        field("scaleInDatapoints", &ScalingModel::scale_in_datapoints),
                        field("scaleInShare", &ScalingModel::scale_in_share),
                        field("fromZero", &ScalingModel::from_zero),
                        field("estimateBase", &ScalingModel::estimate_base),
                        field("estimateGroups", &ScalingModel::estimate_groups),
                        field("serviceRetry", &ScalingModel::service_retry),
                        field("drainLimit", &ScalingModel::drain_limit));

template <>
inline constexpr auto fields<ManagedScalingChange> = table<ManagedScalingChange>(
    field("targetCapacity", &ManagedScalingChange::target_capacity),
    field("minimumScalingStepSize", &ManagedScalingChange::minimum_step),
    field("maximumScalingStepSize", &ManagedScalingChange::maximum_step),
    field("instanceWarmupPeriod", &ManagedScalingChange::instance_warmup_seconds));

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
