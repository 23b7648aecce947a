#include "json/service_reader.hpp"

#include "json/placement_reader.hpp"

namespace berth::json {

namespace {

constexpr Member<Service> deployment_members[] = {
    {"maximumPercent",
     [](Value& value, Service& service) { service.maximum_percent = read_amount(value); }},
    {"minimumHealthyPercent",
     [](Value& value, Service& service) { service.minimum_healthy_percent = read_amount(value); }},
};

constexpr Member<Service> service_members[] = {
    {"serviceName", [](Value& value, Service& service) { service.name = value.text_not_empty(); }},
    {"serviceArn", [](Value& value, Service& service) { service.arn = value.text(); }},
    {"taskDefinition",
     [](Value& value, Service& service) { service.task_definition = value.text(); }},
    {"desiredCount",
     [](Value& value, Service& service) { service.desired_count = read_amount(value); }},
    {"runningCount",
     [](Value& value, Service& service) { service.running_count = read_amount(value); }},
    {"schedulingStrategy",
     [](Value& value, Service& service) { service.scheduling = read_scheduling_strategy(value); }},
    {"launchType",
     [](Value& value, Service& service) { service.launch_type = read_launch_type(value); }},
    {"capacityProviderStrategy",
     [](Value& value, Service& service) {
         service.capacity_providers = read_provider_strategy(value);
     }},
    {"placementConstraints",
     [](Value& value, Service& service) { service.constraints = read_constraints(value); }},
    {"placementStrategy",
     [](Value& value, Service& service) { service.strategies = read_strategies(value); }},
    {"deploymentConfiguration",
     [](Value& value, Service& service) { read_members(value, deployment_members, service); }},
};

constexpr Member<Cluster> cluster_members[] = {
    {"clusterName", [](Value& value, Cluster& cluster) { cluster.name = value.text_not_empty(); }},
    {"clusterArn", [](Value& value, Cluster& cluster) { cluster.arn = value.text(); }},
    {"capacityProviders",
     [](Value& value, Cluster& cluster) { cluster.capacity_providers = read_texts(value); }},
    {"defaultCapacityProviderStrategy",
     [](Value& value, Cluster& cluster) {
         cluster.default_strategy = read_provider_strategy(value);
     }},
};

// As ECS writes all its switches.
bool read_enabled(Value& value) {
    static constexpr Choice<bool> choices[] = {{"ENABLED", true}, {"DISABLED", false}};
    return read_choice(value, choices);
}

// A capacity provider while it is not known whether its managed scaling counts. ECS prints the
// settings of a scaling that is disabled, too.
struct ProviderDraft {
    CapacityProvider provider;
    ManagedScaling scaling;
    bool has_scaling = false;
    bool is_scaling = true;
};

// Ranges: ECS API reference, ManagedScaling.
std::int64_t read_step(Value& value) {
    return value.integer(1, 10'000);
}

constexpr Member<ProviderDraft> managed_scaling_members[] = {
    {"status", [](Value& value, ProviderDraft& draft) { draft.is_scaling = read_enabled(value); }},
    {"targetCapacity",
     [](Value& value, ProviderDraft& draft) {
         draft.scaling.target_capacity = value.integer(1, 100);
     }},
    {"minimumScalingStepSize",
     [](Value& value, ProviderDraft& draft) { draft.scaling.minimum_step = read_step(value); }},
    {"maximumScalingStepSize",
     [](Value& value, ProviderDraft& draft) { draft.scaling.maximum_step = read_step(value); }},
    {"instanceWarmupPeriod",
     [](Value& value, ProviderDraft& draft) {
         draft.scaling.instance_warmup_seconds = value.integer(0, 10'000);
     }},
};

constexpr Member<ProviderDraft> group_provider_members[] = {
    {"autoScalingGroupArn",
     [](Value& value, ProviderDraft& draft) {
         draft.provider.auto_scaling_group_arn = value.text();
     }},
    {"managedScaling",
     [](Value& value, ProviderDraft& draft) {
         draft.has_scaling = true;
         read_members(value, managed_scaling_members, draft);
     }},
    {"managedTerminationProtection",
     [](Value& value, ProviderDraft& draft) {
         draft.provider.managed_termination_protection = read_enabled(value);
     }},
    {"managedDraining",
     [](Value& value, ProviderDraft& draft) {
         draft.provider.managed_draining = read_enabled(value);
     }},
};

constexpr Member<ProviderDraft> provider_members[] = {
    {"capacityProviderArn",
     [](Value& value, ProviderDraft& draft) { draft.provider.arn = value.text(); }},
    {"name",
     [](Value& value, ProviderDraft& draft) { draft.provider.name = value.text_not_empty(); }},
    {"autoScalingGroupProvider",
     [](Value& value, ProviderDraft& draft) {
         read_members(value, group_provider_members, draft);
     }},
};

}  // namespace

Service read_service(Value& value) {
    return read_named(value, service_members, &Service::name);
}

Cluster read_cluster_description(Value& value) {
    return read_named(value, cluster_members, &Cluster::name);
}

CapacityProvider read_capacity_provider(Value& value) {
    ProviderDraft draft;
    read_members(value, provider_members, draft);
    if (draft.provider.name.empty()) value.document().fail("expected the member `name`");
    if (draft.has_scaling && draft.is_scaling) draft.provider.managed_scaling = draft.scaling;
    return std::move(draft.provider);
}

}  // namespace berth::json
