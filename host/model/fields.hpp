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
    table<Attribute>(field<&Attribute::name>("name", form::text).required().such_as("stack"),
                     field<&Attribute::value>("value", form::any_text).defaulted().such_as("prod"));

template <>
inline constexpr Definition definition<Attribute>{"attribute", ""};

template <>
inline constexpr auto fields<PlacementConstraint> =
    table<PlacementConstraint>(field<&PlacementConstraint::type>("type"),
                               field<&PlacementConstraint::expression>("expression"));

template <>
inline constexpr auto fields<PlacementStrategy> = table<PlacementStrategy>(
    field<&PlacementStrategy::type>("type"), field<&PlacementStrategy::field>("field"),
    field<&PlacementStrategy::attribute_name>("attribute"));

template <>
inline constexpr auto fields<CapacityProviderStrategyItem> = table<CapacityProviderStrategyItem>(
    field<&CapacityProviderStrategyItem::capacity_provider>("capacityProvider", form::text)
        .required()
        .such_as("my-provider"),
    field<&CapacityProviderStrategyItem::base>("base", form::whole(0, 100'000)).defaulted(),
    field<&CapacityProviderStrategyItem::weight>("weight", form::whole(0, 1'000))
        .defaulted()
        .such_as("1"));

template <>
inline constexpr Definition definition<CapacityProviderStrategyItem>{"capacityProviderStrategyItem",
                                                                     ""};

template <>
inline constexpr auto fields<Service> = table<Service>(
    field<&Service::name>("serviceName"), field<&Service::arn, Effect::never>("serviceArn"),
    field<&Service::task_definition>("taskDefinition"),
    field<&Service::desired_count>("desiredCount"),
    // Running tasks are counted from the tasks.
    field<&Service::running_count, Effect::never>("runningCount"),
    field<&Service::minimum_healthy_percent, Effect::over_time>("minimumHealthyPercent"),
    field<&Service::maximum_percent, Effect::over_time>("maximumPercent"),
    field<&Service::scheduling>("schedulingStrategy"), field<&Service::launch_type>("launchType"),
    field<&Service::capacity_providers>("capacityProviderStrategy"),
    field<&Service::constraints>("placementConstraints"),
    field<&Service::strategies>("placementStrategy"));

template <>
inline constexpr auto fields<ManagedScaling> =
    table<ManagedScaling>(field<&ManagedScaling::target_capacity>("targetCapacity"),
                          field<&ManagedScaling::minimum_step>("minimumScalingStepSize"),
                          field<&ManagedScaling::maximum_step>("maximumScalingStepSize"),
                          field<&ManagedScaling::instance_warmup_seconds>("instanceWarmupPeriod"));

template <>
inline constexpr auto fields<CapacityProvider> = table<CapacityProvider>(
    field<&CapacityProvider::name>("name"),
    field<&CapacityProvider::arn, Effect::never>("capacityProviderArn"),
    field<&CapacityProvider::auto_scaling_group_arn>("autoScalingGroupArn"),
    field<&CapacityProvider::managed_scaling>("managedScaling"),
    field<&CapacityProvider::managed_termination_protection>("managedTerminationProtection"),
    field<&CapacityProvider::managed_draining>("managedDraining"));

template <>
inline constexpr auto fields<LaunchTemplate> =
    table<LaunchTemplate>(field<&LaunchTemplate::id>("id"), field<&LaunchTemplate::name>("name"),
                          field<&LaunchTemplate::version>("versionNumber"),
                          field<&LaunchTemplate::is_default>("defaultVersion"),
                          field<&LaunchTemplate::is_configuration>("isConfiguration"),
                          field<&LaunchTemplate::instance_type>("instanceType"),
                          field<&LaunchTemplate::user_data>("userData"));

template <>
inline constexpr auto fields<LaunchTemplateReference> =
    table<LaunchTemplateReference>(field<&LaunchTemplateReference::id_or_name>("idOrName"),
                                   field<&LaunchTemplateReference::version>("version"));

template <>
inline constexpr auto fields<LaunchOverride> =
    table<LaunchOverride>(field<&LaunchOverride::instance_type>("instanceType"),
                          field<&LaunchOverride::weighted_capacity>("weightedCapacity"),
                          field<&LaunchOverride::launch_template>("launchTemplate"));

template <>
inline constexpr auto fields<AutoScalingGroup> = table<AutoScalingGroup>(
    field<&AutoScalingGroup::name>("autoScalingGroupName"),
    field<&AutoScalingGroup::arn>("autoScalingGroupArn"),
    field<&AutoScalingGroup::min_size>("minSize"), field<&AutoScalingGroup::max_size>("maxSize"),
    field<&AutoScalingGroup::desired_capacity>("desiredCapacity"),
    field<&AutoScalingGroup::availability_zones>("availabilityZones"),
    field<&AutoScalingGroup::subnets>("vpcZoneIdentifier"),
    field<&AutoScalingGroup::instance_ids>("instances"),
    field<&AutoScalingGroup::launch_configuration>("launchConfigurationName"),
    field<&AutoScalingGroup::launch_template>("launchTemplate"),
    field<&AutoScalingGroup::overrides>("overrides"),
    field<&AutoScalingGroup::new_instances_protected>("newInstancesProtectedFromScaleIn"));

template <>
inline constexpr auto fields<PriceList> = table<PriceList>(
    field<&PriceList::currency>("currency"), field<&PriceList::source, Effect::never>("source"),
    field<&PriceList::per_hour>("prices"));

}  // namespace berth::host::record
