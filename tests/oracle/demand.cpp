#include "oracle/demand.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

namespace berth::tests {

namespace {

void lay_over(ContainerDefinition& container, const ContainerOverride& change) {
    if (change.cpu_units) container.cpu_units = change.cpu_units;
    if (change.memory_mib) container.memory_mib = change.memory_mib;
    if (change.memory_reservation_mib)
        container.memory_reservation_mib = change.memory_reservation_mib;
    if (change.gpus) container.gpus = *change.gpus;
}

TaskDefinition with_overrides(TaskDefinition definition, const TaskOverrides& overrides) {
    if (overrides.cpu_units) definition.cpu_units = overrides.cpu_units;
    if (overrides.memory_mib) definition.memory_mib = overrides.memory_mib;
    for (const ContainerOverride& change : overrides.containers) {
        const auto found =
            std::ranges::find(definition.containers, change.name, &ContainerDefinition::name);
        if (found == definition.containers.end())
            throw std::invalid_argument("override of an unknown container: " + change.name);
        lay_over(*found, change);
    }
    return definition;
}

std::int64_t cpu_of(const TaskDefinition& definition) {
    if (definition.cpu_units.value_or(0) != 0) return *definition.cpu_units;
    std::int64_t sum = 0;
    for (const ContainerDefinition& container : definition.containers)
        sum += container.cpu_units.value_or(0);
    return sum;
}

std::int64_t memory_of(const TaskDefinition& definition) {
    if (definition.memory_mib.value_or(0) != 0) return *definition.memory_mib;
    std::int64_t sum = 0;
    for (const ContainerDefinition& container : definition.containers) {
        const std::int64_t soft = container.memory_reservation_mib.value_or(0);
        sum += soft > 0 ? soft : container.memory_mib.value_or(0);
    }
    return sum;
}

int host_port_of(const PortMapping& mapping, NetworkMode mode) {
    if (mapping.host_port) return *mapping.host_port;
    return mode == NetworkMode::host ? mapping.container_port.value_or(0) : 0;
}

std::vector<HostPort> ports_of(const TaskDefinition& definition) {
    std::vector<HostPort> ports;
    const NetworkMode mode = definition.network_mode;
    if (mode == NetworkMode::awsvpc || mode == NetworkMode::none) return ports;
    for (const ContainerDefinition& container : definition.containers) {
        for (const PortMapping& mapping : container.port_mappings) {
            const int number = host_port_of(mapping, mode);
            if (number == 0) continue;
            const HostPort port{static_cast<std::uint16_t>(number), mapping.protocol};
            if (std::ranges::find(ports, port) != ports.end())
                throw std::invalid_argument("a host port stands twice in one task");
            ports.push_back(port);
        }
    }
    return ports;
}

std::vector<RequiredAttribute> attributes_of(const TaskDefinition& definition) {
    std::vector<RequiredAttribute> attributes = definition.required_attributes;
    if (definition.cpu_architecture == "X86_64")
        attributes.push_back({"ecs.cpu-architecture", "x86_64"});
    if (definition.cpu_architecture == "ARM64")
        attributes.push_back({"ecs.cpu-architecture", "arm64"});
    return attributes;
}

std::vector<Expression> expressions_of(const TaskDefinition& definition, const Request& request) {
    std::vector<Expression> expressions;
    for (const auto& constraints : {definition.constraints, request.constraints})
        for (const PlacementConstraint& constraint : constraints)
            if (constraint.type == ConstraintType::member_of)
                expressions.push_back(parse_expression(constraint.expression));
    return expressions;
}

bool asks_for_distinct_instances(const Request& request) {
    for (const PlacementConstraint& constraint : request.constraints)
        if (constraint.type == ConstraintType::distinct_instance) return true;
    return false;
}

std::vector<PlacementStrategy> strategies_of(const Request& request) {
    if (request.strategies && !request.strategies->empty()) return *request.strategies;
    if (!request.is_service()) return {{StrategyType::random, StrategyField::none, ""}};
    return {{StrategyType::spread, StrategyField::attribute, "ecs.availability-zone"},
            {StrategyType::spread, StrategyField::instance_id, ""}};
}

std::string revision_name(const TaskDefinition& definition) {
    return definition.family + ":" + std::to_string(definition.revision);
}

}  // namespace

Needs needs_of(const TaskDefinition& given, const TaskOverrides& overrides) {
    const TaskDefinition definition = with_overrides(given, overrides);
    Needs needs;
    needs.cpu_units = cpu_of(definition);
    needs.memory_mib = memory_of(definition);
    for (const ContainerDefinition& container : definition.containers) {
        needs.gpus += container.gpus.count;
        needs.all_gpus += container.gpus.all;
    }
    needs.ports = ports_of(definition);
    needs.network_interfaces = definition.network_mode == NetworkMode::awsvpc ? 1 : 0;
    needs.attributes = attributes_of(definition);
    return needs;
}

const TaskDefinition& definition_of(const Snapshot& snapshot, const Request& request) {
    const TaskDefinition* newest = nullptr;
    for (const TaskDefinition& definition : snapshot.task_definitions) {
        if (definition.arn == request.task_definition ||
            revision_name(definition) == request.task_definition)
            return definition;
        if (definition.family != request.task_definition) continue;
        if (newest == nullptr || newest->revision < definition.revision) newest = &definition;
    }
    if (newest == nullptr)
        throw std::invalid_argument("unknown task definition " + request.task_definition);
    return *newest;
}

std::string group_of(const Snapshot& snapshot, const Request& request) {
    if (request.is_service()) return "service:" + request.service_name;
    if (!request.group.empty()) return request.group;
    return "family:" + definition_of(snapshot, request).family;
}

std::optional<Zones> zones_of(const Snapshot& snapshot, const Request& request) {
    std::set<std::string> zones;
    for (const std::string& subnet : request.subnets) {
        const auto known = snapshot.subnet_zones.find(subnet);
        if (known == snapshot.subnet_zones.end()) return std::nullopt;
        zones.insert(known->second);
    }
    if (zones.empty()) return std::nullopt;
    return Zones(zones.begin(), zones.end());
}

Demand demand_of(const Snapshot& snapshot, const Request& request, const std::string& provider) {
    const TaskDefinition& definition = definition_of(snapshot, request);
    Demand demand;
    demand.needs = needs_of(definition, request.overrides);
    demand.group = group_of(snapshot, request);
    demand.launch_type = request.launch_type.value_or(LaunchType::ec2);
    demand.provider = provider;
    demand.zones = zones_of(snapshot, request);
    demand.member_of = expressions_of(definition, request);
    demand.distinct_instance = asks_for_distinct_instances(request);
    demand.strategies = strategies_of(request);
    return demand;
}

bool is_fargate_provider(const std::string& provider) {
    return provider == "FARGATE" || provider == "FARGATE_SPOT";
}

bool is_fargate(const Demand& demand) {
    if (!demand.provider.empty()) return is_fargate_provider(demand.provider);
    return demand.launch_type == LaunchType::fargate;
}

}  // namespace berth::tests
