#include "oracle/needs.hpp"

#include <algorithm>
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

}  // namespace berth::tests
