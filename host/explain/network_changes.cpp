// Changes of ports, subnets and network interfaces.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "berth/catalogue.hpp"
#include "explain/changes.hpp"
#include "explain/why.hpp"
#include "explain/words.hpp"

namespace berth::host::explain {

namespace {

using Ports = std::vector<HostPort>;

// In `host` mode every port is the instance's own: the task moves to `bridge`, and only the ports
// that are in the way become dynamic.
void make_dynamic(TaskDefinition& definition, const Ports& ports) {
    const bool host_mode = definition.network_mode == NetworkMode::host;
    definition.network_mode = NetworkMode::bridge;
    for (ContainerDefinition& container : definition.containers) {
        for (PortMapping& mapping : container.port_mappings) {
            if (host_mode && !mapping.host_port) mapping.host_port = mapping.container_port;
            const HostPort port{mapping.host_port.value_or(0), mapping.protocol};
            if (std::ranges::find(ports, port) != ports.end()) mapping.host_port.reset();
        }
    }
}

Proposal use_dynamic_ports(const MetTask& task, const Ports& ports) {
    std::vector<std::string> names;
    for (const HostPort& port : ports) names.push_back(to_text(port));
    const bool host_mode = task.definition.network_mode == NetworkMode::host;
    return {fmt::format("use {}{} instead of {}", host_mode ? "network mode bridge with " : "",
                        ports.size() == 1 ? "a dynamic host port" : "dynamic host ports",
                        enumerated(names)),
            [&definition = task.definition, ports](Trial& trial) {
                make_dynamic(trial.own_definition(definition), ports);
            }};
}

std::string zone_of(const MetTask& task, std::size_t instance) {
    return attribute_or_empty(*task.problem.instances[instance],
                              attribute_names::availability_zone);
}

// Subnets in zones of instances that lack nothing but a subnet there.
Proposals add_a_subnet(const MetTask& task) {
    compile::TaskClass anywhere = task.task_class;
    anywhere.plane_of(Reason::location) = task.task_class.candidates;
    std::set<std::string> zones;
    task.for_each_taking(anywhere, [&](std::size_t i) { zones.insert(zone_of(task, i)); });
    zones.erase("");
    Proposals proposals;
    for (const auto& [subnet, zone] : task.problem.snapshot.subnet_zones) {
        if (zones.erase(zone) == 0) continue;
        proposals.push_back(
            {fmt::format("add {} ({}) to the request's subnets", subnet, zone),
             [id = subnet](Trial& trial) { trial.request().subnets.push_back(id); }});
    }
    for (const std::string& zone : zones) {
        proposals.push_back({fmt::format("add a subnet of {} to the request's subnets", zone),
                             [zone](Trial& trial) {
                                 const std::string id = "subnet of " + zone;
                                 trial.snapshot.subnet_zones[id] = zone;
                                 trial.request().subnets.push_back(id);
                             }});
    }
    return proposals;
}

const InstanceType* type_that_gains_by_a_trunk(const ContainerInstance& instance) {
    if (instance.attribute(attribute_names::awsvpc_trunk_id) != nullptr) return nullptr;
    const InstanceType* type =
        find_instance_type(attribute_or_empty(instance, attribute_names::instance_type));
    const bool gains =
        type != nullptr && awsvpc_task_limit(*type, true) > awsvpc_task_limit(*type, false);
    return gains ? type : nullptr;
}

// The account setting reaches the instances that are launched after it, so all get a trunk.
Proposals turn_on_trunking(const MetTask& task) {
    compile::TaskClass without = task.task_class;
    without.needs[kernels::Resource::eni] = 0;
    const InstanceType* type = nullptr;
    task.for_each_taking(without, [&](std::size_t i) {
        if (type == nullptr) type = type_that_gains_by_a_trunk(*task.problem.instances[i]);
    });
    if (type == nullptr) return {};
    return {
        {fmt::format("turn on awsvpcTrunking and relaunch the instances (a {} then takes {} "
                     "awsvpc tasks instead of {})",
                     type->name, awsvpc_task_limit(*type, true), awsvpc_task_limit(*type, false)),
         [](Trial& trial) {
             for (ContainerInstance& instance : trial.snapshot.instances) {
                 if (type_that_gains_by_a_trunk(instance) == nullptr) continue;
                 instance.set_attribute(attribute_names::awsvpc_trunk_id, "trunk");
             }
         }}};
}

Proposals use_bridge_mode(const MetTask& task) {
    compile::TaskClass bridged = task.task_class;
    bridged.needs[kernels::Resource::eni] = 0;
    bridged.plane_of(Reason::location) = task.task_class.candidates;
    bool fits = false;
    task.for_each_taking(bridged, [&](std::size_t) { fits = true; });
    if (!fits) return {};
    return {{"use network mode bridge with dynamic host ports instead of awsvpc",
             [&definition = task.definition](Trial& trial) {
                 TaskDefinition& own = trial.own_definition(definition);
                 own.network_mode = NetworkMode::bridge;
                 for (ContainerDefinition& container : own.containers) {
                     for (PortMapping& mapping : container.port_mappings) mapping.host_port.reset();
                 }
                 trial.request().subnets.clear();
             }}};
}

}  // namespace

// The fewest ports first. Without a clash the instance is at the limit of ports, and all must go.
std::vector<Proposals> propose_dynamic_ports(const MetTask& task) {
    if (task.task_class.needs.ports.empty()) return {};
    compile::TaskClass without = task.task_class;
    without.needs.ports.clear();
    std::ranges::fill(without.port_bits, 0);
    std::set<std::pair<std::size_t, Ports>> in_the_way;
    task.for_each_taking(without, [&](std::size_t i) {
        Ports ports = clashing_ports(task, i);
        if (ports.empty()) ports = task.task_class.needs.ports;
        in_the_way.emplace(ports.size(), std::move(ports));
    });
    Proposals proposals;
    for (const auto& [count, ports] : in_the_way) {
        proposals.push_back(use_dynamic_ports(task, ports));
    }
    return {proposals};
}

std::vector<Proposals> propose_network(const MetTask& task) {
    if (task.task_class.needs[kernels::Resource::eni] == 0) return {};
    return {add_a_subnet(task), turn_on_trunking(task), use_bridge_mode(task)};
}

}  // namespace berth::host::explain
