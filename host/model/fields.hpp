// The field tables of the records of a cluster and of requests.
//
// `never` is what a sweep's and a simulation's answers do not depend on.
#pragma once

#include "berth/catalogue.hpp"
#include "berth/prices.hpp"
#include "berth/snapshot.hpp"
#include "record/field.hpp"

namespace berth::host::record {

template <>
inline constexpr auto fields<Attribute> =
    table<Attribute>(field("name", &Attribute::name, Text{}, "", Presence::required),
                     field("value", &Attribute::value, Text{true}, "", Presence::defaulted));

template <>
inline constexpr Definition definition<Attribute>{"attribute", ""};

template <>
inline constexpr auto fields<PlacementConstraint> =
    table<PlacementConstraint>(field("type", &PlacementConstraint::type),
                               field("expression", &PlacementConstraint::expression));

template <>
inline constexpr auto fields<PlacementStrategy> = table<PlacementStrategy>(
    field("type", &PlacementStrategy::type), field("field", &PlacementStrategy::field),
    field("attribute", &PlacementStrategy::attribute_name));

template <>
inline constexpr auto fields<CapacityProviderStrategyItem> = table<CapacityProviderStrategyItem>(
    field("capacityProvider", &CapacityProviderStrategyItem::capacity_provider, Text{}, "",
          Presence::required),
    field("base", &CapacityProviderStrategyItem::base, Whole{0, 100'000}, "", Presence::defaulted),
    field("weight", &CapacityProviderStrategyItem::weight, Whole{0, 1'000}, "",
          Presence::defaulted));

template <>
inline constexpr Definition definition<CapacityProviderStrategyItem>{"capacityProviderStrategyItem",
                                                                     ""};

template <>
inline constexpr auto fields<Service> = table<Service>(
    field("serviceName", &Service::name), field<Effect::never>("serviceArn", &Service::arn),
    field("taskDefinition", &Service::task_definition),
    field("desiredCount", &Service::desired_count),
    // What runs is counted in the tasks.
    field<Effect::never>("runningCount", &Service::running_count),
    field<Effect::over_time>("minimumHealthyPercent", &Service::minimum_healthy_percent),
    field<Effect::over_time>("maximumPercent", &Service::maximum_percent),
    field("schedulingStrategy", &Service::scheduling), field("launchType", &Service::launch_type),
    field("capacityProviderStrategy", &Service::capacity_providers),
    field("placementConstraints", &Service::constraints),
    field("placementStrategy", &Service::strategies));

template <>
inline constexpr auto fields<ManagedScaling> =
    table<ManagedScaling>(field("targetCapacity", &ManagedScaling::target_capacity),
                          field("minimumScalingStepSize", &ManagedScaling::minimum_step),
                          field("maximumScalingStepSize", &ManagedScaling::maximum_step),
                          field("instanceWarmupPeriod", &ManagedScaling::instance_warmup_seconds));

template <>
inline constexpr auto fields<CapacityProvider> = table<CapacityProvider>(
    field("name", &CapacityProvider::name),
    field<Effect::never>("capacityProviderArn", &CapacityProvider::arn),
    field("autoScalingGroupArn", &CapacityProvider::auto_scaling_group_arn),
    field("managedScaling", &CapacityProvider::managed_scaling),
    field("managedTerminationProtection", &CapacityProvider::managed_termination_protection),
    field("managedDraining", &CapacityProvider::managed_draining));

template <>
inline constexpr auto fields<LaunchTemplate> =
    table<LaunchTemplate>(field("id", &LaunchTemplate::id), field("name", &LaunchTemplate::name),
                          field("versionNumber", &LaunchTemplate::version),
                          field("defaultVersion", &LaunchTemplate::is_default),
                          field("isConfiguration", &LaunchTemplate::is_configuration),
                          field("instanceType", &LaunchTemplate::instance_type),
                          field("userData", &LaunchTemplate::user_data));

template <>
inline constexpr auto fields<LaunchTemplateReference> =
    table<LaunchTemplateReference>(field("idOrName", &LaunchTemplateReference::id_or_name),
                                   field("version", &LaunchTemplateReference::version));

template <>
inline constexpr auto fields<LaunchOverride> =
    table<LaunchOverride>(field("instanceType", &LaunchOverride::instance_type),
                          field("weightedCapacity", &LaunchOverride::weighted_capacity),
                          field("launchTemplate", &LaunchOverride::launch_template));

template <>
inline constexpr auto fields<AutoScalingGroup> = table<AutoScalingGroup>(
    field("autoScalingGroupName", &AutoScalingGroup::name),
    field("autoScalingGroupArn", &AutoScalingGroup::arn),
    field("minSize", &AutoScalingGroup::min_size), field("maxSize", &AutoScalingGroup::max_size),
    field("desiredCapacity", &AutoScalingGroup::desired_capacity),
    field("availabilityZones", &AutoScalingGroup::availability_zones),
    field("vpcZoneIdentifier", &AutoScalingGroup::subnets),
    field("instances", &AutoScalingGroup::instance_ids),
    field("launchConfigurationName", &AutoScalingGroup::launch_configuration),
    field("launchTemplate", &AutoScalingGroup::launch_template),
    field("overrides", &AutoScalingGroup::overrides),
    field("newInstancesProtectedFromScaleIn", &AutoScalingGroup::new_instances_protected));

template <>
inline constexpr auto fields<RegisteredAmounts> = table<RegisteredAmounts>(
    field("cpu", &RegisteredAmounts::cpu_units), field("memory", &RegisteredAmounts::memory_mib));

template <>
inline constexpr auto fields<Registration> =
    table<Registration>(field("registeredMemoryFactor", &Registration::memory_factor),
                        field("registered", &Registration::types));

template <>
inline constexpr auto fields<PriceList> = table<PriceList>(field("currency", &PriceList::currency),
                                                           field<Effect::never>("source",
                                                                                &PriceList::source),
                                                           field("prices", &PriceList::per_hour));

}  // namespace berth::host::record
