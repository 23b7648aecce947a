#include "json/service_reader.hpp"

#include "json/placement_reader.hpp"

namespace berth::json {

namespace {

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

constexpr Member<CapacityProvider> group_provider_members[] = {
    {"autoScalingGroupArn",
     [](Value& value, CapacityProvider& provider) {
         provider.auto_scaling_group_arn = value.text();
     }},
};

constexpr Member<CapacityProvider> provider_members[] = {
    {"name",
     [](Value& value, CapacityProvider& provider) { provider.name = value.text_not_empty(); }},
    {"capacityProviderArn",
     [](Value& value, CapacityProvider& provider) { provider.arn = value.text(); }},
    {"autoScalingGroupProvider",
     [](Value& value, CapacityProvider& provider) {
         read_members(value, group_provider_members, provider);
     }},
};

constexpr Member<std::string> group_instance_members[] = {
    {"InstanceId", [](Value& value, std::string& id) { id = value.text(); }},
};

constexpr Member<AutoScalingGroup> group_members[] = {
    {"AutoScalingGroupName",
     [](Value& value, AutoScalingGroup& group) { group.name = value.text_not_empty(); }},
    {"AutoScalingGroupARN",
     [](Value& value, AutoScalingGroup& group) { group.arn = value.text(); }},
    {"MinSize", [](Value& value, AutoScalingGroup& group) { group.min_size = read_amount(value); }},
    {"MaxSize", [](Value& value, AutoScalingGroup& group) { group.max_size = read_amount(value); }},
    {"DesiredCapacity",
     [](Value& value, AutoScalingGroup& group) { group.desired_capacity = read_amount(value); }},
    {"AvailabilityZones",
     [](Value& value, AutoScalingGroup& group) { group.availability_zones = read_texts(value); }},
    {"Instances",
     [](Value& value, AutoScalingGroup& group) {
         value.for_each_element([&](Value& element) {
             read_members(element, group_instance_members, group.instance_ids.emplace_back());
         });
     }},
};

constexpr Member<Subnet> subnet_members[] = {
    {"SubnetId", [](Value& value, Subnet& subnet) { subnet.id = value.text_not_empty(); }},
    {"AvailabilityZone",
     [](Value& value, Subnet& subnet) { subnet.availability_zone = value.text_not_empty(); }},
};

template <class Target, std::size_t size>
Target read_named(Value& value, const Member<Target> (&table)[size], std::string Target::*name) {
    Target target;
    read_members(value, table, target);
    if ((target.*name).empty()) {
        value.document().fail("expected the member `" + std::string(table[0].name) + "`");
    }
    return target;
}

}  // namespace

Service read_service(Value& value) {
    return read_named(value, service_members, &Service::name);
}

Cluster read_cluster_description(Value& value) {
    return read_named(value, cluster_members, &Cluster::name);
}

CapacityProvider read_capacity_provider(Value& value) {
    return read_named(value, provider_members, &CapacityProvider::name);
}

AutoScalingGroup read_auto_scaling_group(Value& value) {
    return read_named(value, group_members, &AutoScalingGroup::name);
}

Subnet read_subnet(Value& value) {
    Subnet subnet = read_named(value, subnet_members, &Subnet::id);
    if (subnet.availability_zone.empty()) {
        value.document().fail("expected the member `AvailabilityZone`");
    }
    return subnet;
}

}  // namespace berth::json
