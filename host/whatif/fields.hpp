// The field tables of a sweep: its edits, options and axes.
#pragma once

#include "berth/what_if.hpp"
#include "model/fields.hpp"

namespace berth::host::record {

template <>
inline constexpr auto fields<RequestSelector> =
    table<RequestSelector>(field("taskDefinitions", &RequestSelector::task_definitions),
                           field("services", &RequestSelector::services));

template <>
inline constexpr auto fields<AddInstances> = table<AddInstances>(
    field("instanceType", &AddInstances::instance_type), field("count", &AddInstances::count),
    field("availabilityZones", &AddInstances::zones),
    field("attributes", &AddInstances::attributes),
    field("capacityProvider", &AddInstances::capacity_provider));

template <>
inline constexpr auto fields<RemoveInstances> = table<RemoveInstances>(
    field("expression", &RemoveInstances::expression), field("count", &RemoveInstances::count));

template <>
inline constexpr auto fields<DrainInstances> = table<DrainInstances>(
    field("expression", &DrainInstances::expression), field("count", &DrainInstances::count));

template <>
inline constexpr auto fields<SwapInstances> =
    table<SwapInstances>(field("from", &SwapInstances::from), field("to", &SwapInstances::to),
                         field("count", &SwapInstances::count));

template <>
inline constexpr auto fields<LoseZone> = table<LoseZone>(field("availabilityZone",
                                                               &LoseZone::zone));

template <>
inline constexpr auto fields<LoseInstances> = table<LoseInstances>(
    field("count", &LoseInstances::count), field("expression", &LoseInstances::expression),
    field("seed", &LoseInstances::seed));

template <>
inline constexpr auto fields<ScaleCounts> = table<ScaleCounts>(
    field("factor", &ScaleCounts::factor), field("requests", &ScaleCounts::requests));

template <>
inline constexpr auto fields<ScaleSizes> = table<ScaleSizes>(field("cpu", &ScaleSizes::cpu),
                                                             field("memory", &ScaleSizes::memory),
                                                             field("requests",
                                                                   &ScaleSizes::requests));

template <>
inline constexpr auto fields<SetStrategies> =
    table<SetStrategies>(field("placementStrategy", &SetStrategies::strategies),
                         field("requests", &SetStrategies::requests));

template <>
inline constexpr auto fields<SetConstraints> = table<SetConstraints>(
    field("placementConstraints", &SetConstraints::constraints),
    field("keep", &SetConstraints::keep), field("requests", &SetConstraints::requests));

template <>
inline constexpr auto fields<UseGpuModels> = table<UseGpuModels>(
    field("models", &UseGpuModels::models), field("requests", &UseGpuModels::requests));

template <>
inline constexpr auto fields<SetOrder> = table<SetOrder>(field("order", &SetOrder::order));

template <>
inline constexpr auto fields<SetProviderStrategy> = table<SetProviderStrategy>(
    field("capacityProviderStrategy", &SetProviderStrategy::capacity_providers),
    field("requests", &SetProviderStrategy::requests));

template <>
inline constexpr auto fields<SetManagedScaling> = table<SetManagedScaling>(
    field("capacityProviders", &SetManagedScaling::capacity_providers),
    field("targetCapacity", &SetManagedScaling::target_capacity),
    field("minimumScalingStepSize", &SetManagedScaling::minimum_step),
    field("maximumScalingStepSize", &SetManagedScaling::maximum_step),
    field("instanceWarmupPeriod", &SetManagedScaling::instance_warmup_seconds));

template <>
inline constexpr auto fields<GroupSelector> =
    table<GroupSelector>(field("autoScalingGroups", &GroupSelector::auto_scaling_groups),
                         field("capacityProviders", &GroupSelector::capacity_providers));

template <>
inline constexpr auto fields<SetGroupSize> = table<SetGroupSize>(
    field("groups", &SetGroupSize::groups), field("minSize", &SetGroupSize::min_size),
    field("maxSize", &SetGroupSize::max_size),
    field("desiredCapacity", &SetGroupSize::desired_capacity));

template <>
inline constexpr auto fields<SetInstanceTypes> =
    table<SetInstanceTypes>(field("groups", &SetInstanceTypes::groups),
                            field("instanceTypes", &SetInstanceTypes::instance_types));

template <>
inline constexpr auto fields<Option> = table<Option>(field("name", &Option::name),
                                                     field("edits", &Option::edits));

// An expanded sweep has an option for each zone that is lost.
template <>
inline constexpr auto fields<Axis> = table<Axis>(field("name", &Axis::name),
                                                 field("options", &Axis::options),
                                                 field<Effect::never>("loseEachZone",
                                                                      &Axis::lose_each_zone));

template <>
inline constexpr auto fields<Sweep> =
    table<Sweep>(field<Effect::never>("title", &Sweep::title), field("mode", &Sweep::mode),
                 field("axes", &Sweep::axes), field("sampleSize", &Sweep::sample_size),
                 field("sampleSeed", &Sweep::sample_seed), field("points", &Sweep::list),
                 field("trials", &Sweep::trials), field("seed", &Sweep::seed),
                 field("replaceDisplaced", &Sweep::replace_displaced),
                 field("registration", &Sweep::registration));

}  // namespace berth::host::record
