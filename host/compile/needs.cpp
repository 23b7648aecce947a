#include "compile/needs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>

#include "model/resource.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::compile {

namespace {

using kernels::Resource;

std::int32_t checked(std::int64_t amount, Resource resource, const Location& where) {
    if (amount > std::numeric_limits<std::int32_t>::max()) {
        throw InputError(fmt::format("a task asks for {} {}, more than 2^31-1", amount,
                                     model::words_of(resource).reason.units),
                         where);
    }
    return static_cast<std::int32_t>(amount);
}

// The containers as the request wants them.
std::vector<ContainerDefinition> overridden_containers(const TaskDefinition& definition,
                                                       const TaskOverrides& overrides,
                                                       const Location& where) {
    std::vector<ContainerDefinition> containers = definition.containers;
    for (const ContainerOverride& change : overrides.containers) {
        const auto found = std::ranges::find(containers, change.name, &ContainerDefinition::name);
        if (found == containers.end()) {
            throw InputError(fmt::format("containerOverrides names the container '{}', which task "
                                         "definition {} does not have",
                                         change.name, model::display_name(definition)),
                             where);
        }
        if (change.cpu_units) found->cpu_units = change.cpu_units;
        if (change.memory_mib) found->memory_mib = change.memory_mib;
        if (change.memory_reservation_mib) {
            found->memory_reservation_mib = change.memory_reservation_mib;
        }
        if (change.gpus) found->gpus = *change.gpus;
    }
    return containers;
}

std::int64_t container_memory_mib(const ContainerDefinition& container) {
    const std::int64_t reservation = container.memory_reservation_mib.value_or(0);
    return reservation > 0 ? reservation : container.memory_mib.value_or(0);
}

// What a container asks for by number, before the task's own size has its say.
std::int64_t asked_by(const ContainerDefinition& container, Resource resource) {
    if (resource == Resource::cpu) return container.cpu_units.value_or(0);
    if (resource == Resource::memory) return container_memory_mib(container);
    const auto count = model::words_of(resource).required;
    return count == nullptr ? 0 : container.gpus.*count;
}

// What the task asks for whatever its containers do; 0 = the sum of theirs.
std::int64_t asked_by(const TaskDefinition& definition, const TaskOverrides& overrides,
                      Resource resource) {
    switch (resource) {
        case Resource::cpu:
            return overrides.cpu_units.value_or(definition.cpu_units.value_or(0));
        case Resource::memory:
            return overrides.memory_mib.value_or(definition.memory_mib.value_or(0));
        case Resource::eni:
            return definition.network_mode == NetworkMode::awsvpc ? 1 : 0;
        default:
            return 0;
    }
}

// `host` mode makes the container's port the instance's; `bridge` reserves what is named.
void add_ports(const ContainerDefinition& container, NetworkMode mode,
               std::vector<HostPort>& ports) {
    for (const PortMapping& mapping : container.port_mappings) {
        std::optional<std::uint16_t> port = mapping.host_port;
        if (mode == NetworkMode::host && !port) port = mapping.container_port;
        if (port.value_or(0) > 0) ports.push_back({*port, mapping.protocol});
    }
}

void sort_ports(std::vector<HostPort>& ports, const TaskDefinition& definition,
                const Location& where) {
    std::ranges::sort(ports);
    const auto twice = std::ranges::adjacent_find(ports);
    if (twice == ports.end()) return;
    throw InputError(fmt::format("task definition {} asks for host port {}/{} twice in one task",
                                 model::display_name(definition), twice->port,
                                 twice->protocol == Protocol::tcp ? "tcp" : "udp"),
                     where);
}

std::vector<RequiredAttribute> required_attributes(const TaskDefinition& definition) {
    std::vector<RequiredAttribute> attributes = definition.required_attributes;
    if (definition.cpu_architecture == "X86_64") {
        attributes.push_back({std::string(attribute_names::cpu_architecture), "x86_64"});
    } else if (definition.cpu_architecture == "ARM64") {
        attributes.push_back({std::string(attribute_names::cpu_architecture), "arm64"});
    }
    std::ranges::sort(attributes);
    attributes.erase(std::unique(attributes.begin(), attributes.end()), attributes.end());
    return attributes;
}

}  // namespace

TaskNeeds task_needs(const TaskDefinition& definition, const TaskOverrides& overrides,
                     const Location& where) {
    std::array<std::int64_t, kernels::resource_count> sums{};
    std::int64_t gpus_all = 0;
    TaskNeeds needs;
    const bool reserves_ports = definition.network_mode == NetworkMode::bridge ||
                                definition.network_mode == NetworkMode::host;
    for (const ContainerDefinition& container :
         overridden_containers(definition, overrides, where)) {
        for (const Resource resource : model::all_resources) {
            sums[model::index_of(resource)] += asked_by(container, resource);
        }
        gpus_all += container.gpus.all;
        if (reserves_ports) add_ports(container, definition.network_mode, needs.ports);
    }
    for (const Resource resource : model::all_resources) {
        const std::int64_t own = asked_by(definition, overrides, resource);
        needs[resource] =
            checked(own != 0 ? own : sums[model::index_of(resource)], resource, where);
    }
    needs.gpus_all = checked(gpus_all, Resource::gpu, where);
    sort_ports(needs.ports, definition, where);
    needs.attributes = required_attributes(definition);
    return needs;
}

}  // namespace berth::host::compile
