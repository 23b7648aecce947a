#include "documents/service_reader.hpp"

#include "documents/placement_reader.hpp"

namespace berth::host::documents {

namespace {

constexpr json::Member<Service> deployment_members[] = {
    {"maximumPercent",
     [](json::Value& value, Service& service) { service.maximum_percent = read_amount(value); }},
    {"minimumHealthyPercent",
     [](json::Value& value, Service& service) {
         service.minimum_healthy_percent = read_amount(value);
     }},
};

constexpr json::Member<Service> service_members[] = {
    {"serviceName",
     [](json::Value& value, Service& service) { service.name = value.text_not_empty(); }},
    {"serviceArn", [](json::Value& value, Service& service) { service.arn = value.text(); }},
    {"taskDefinition",
     [](json::Value& value, Service& service) { service.task_definition = value.text(); }},
    {"desiredCount",
     [](json::Value& value, Service& service) { service.desired_count = read_amount(value); }},
    {"runningCount",
     [](json::Value& value, Service& service) { service.running_count = read_amount(value); }},
    {"schedulingStrategy",
     [](json::Value& value, Service& service) {
         service.scheduling = read_scheduling_strategy(value);
     }},
    {"launchType",
     [](json::Value& value, Service& service) { service.launch_type = read_launch_type(value); }},
    {"capacityProviderStrategy",
     [](json::Value& value, Service& service) {
         service.capacity_providers = read_provider_strategy(value);
     }},
    {"placementConstraints",
     [](json::Value& value, Service& service) { service.constraints = read_constraints(value); }},
    {"placementStrategy",
     [](json::Value& value, Service& service) { service.strategies = read_strategies(value); }},
    {"deploymentConfiguration",
     [](json::Value& value, Service& service) {
         json::read_members(value, deployment_members, service);
     }},
};

constexpr json::Member<Cluster> cluster_members[] = {
    {"clusterName",
     [](json::Value& value, Cluster& cluster) { cluster.name = value.text_not_empty(); }},
    {"clusterArn", [](json::Value& value, Cluster& cluster) { cluster.arn = value.text(); }},
    {"capacityProviders",
     [](json::Value& value, Cluster& cluster) { cluster.capacity_providers = read_texts(value); }},
    {"defaultCapacityProviderStrategy",
     [](json::Value& value, Cluster& cluster) {
         cluster.default_strategy = read_provider_strategy(value);
     }},
};

// As ECS writes all its switches.
bool read_enabled(json::Value& value) {
    static constexpr json::Choice<bool> choices[] = {{"ENABLED", true}, {"DISABLED", false}};
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
std::int64_t read_step(json::Value& value) {
    return value.integer(1, 10'000);
}

constexpr json::Member<ProviderDraft> managed_scaling_members[] = {
    {"status",
     [](json::Value& value, ProviderDraft& draft) { draft.is_scaling = read_enabled(value); }},
    {"targetCapacity",
     [](json::Value& value, ProviderDraft& draft) {
         draft.scaling.target_capacity = value.integer(1, 100);
     }},
    {"minimumScalingStepSize",
     [](json::Value& value, ProviderDraft& draft) {
         draft.scaling.minimum_step = read_step(value);
     }},
    {"maximumScalingStepSize",
     [](json::Value& value, ProviderDraft& draft) {
         draft.scaling.maximum_step = read_step(value);
     }},
    {"instanceWarmupPeriod",
     [](json::Value& value, ProviderDraft& draft) {
         draft.scaling.instance_warmup_seconds = value.integer(0, 10'000);
     }},
};

constexpr json::Member<ProviderDraft> group_provider_members[] = {
    {"autoScalingGroupArn",
     [](json::Value& value, ProviderDraft& draft) {
         draft.provider.auto_scaling_group_arn = value.text();
     }},
    {"managedScaling",
     [](json::Value& value, ProviderDraft& draft) {
         draft.has_scaling = true;
         json::read_members(value, managed_scaling_members, draft);
     }},
    {"managedTerminationProtection",
     [](json::Value& value, ProviderDraft& draft) {
         draft.provider.managed_termination_protection = read_enabled(value);
     }},
    {"managedDraining",
     [](json::Value& value, ProviderDraft& draft) {
         draft.provider.managed_draining = read_enabled(value);
     }},
};

constexpr json::Member<ProviderDraft> provider_members[] = {
    {"capacityProviderArn",
     [](json::Value& value, ProviderDraft& draft) { draft.provider.arn = value.text(); }},
    {"name", [](json::Value& value,
                ProviderDraft& draft) { draft.provider.name = value.text_not_empty(); }},
    {"autoScalingGroupProvider",
     [](json::Value& value, ProviderDraft& draft) {
         json::read_members(value, group_provider_members, draft);
     }},
};

}  // namespace

Service read_service(json::Value& value) {
    return read_named(value, service_members, &Service::name);
}

Cluster read_cluster_description(json::Value& value) {
    return read_named(value, cluster_members, &Cluster::name);
}

CapacityProvider read_capacity_provider(json::Value& value) {
    ProviderDraft draft;
    json::read_members(value, provider_members, draft);
    if (draft.provider.name.empty()) value.document().fail("expected the member `name`");
    if (draft.has_scaling && draft.is_scaling) draft.provider.managed_scaling = draft.scaling;
    return std::move(draft.provider);
}

}  // namespace berth::host::documents
