// Changes of what a task demands besides amounts: a constraint dropped (a part of a memberOf
// conjunction, a whole memberOf, distinctInstance), other ports, subnets and network interfaces.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "berth/catalogue.hpp"
#include "explain/changes.hpp"
#include "explain/phrases.hpp"
#include "explain/verdicts.hpp"

namespace berth::host::explain {

namespace {

using query::Node;
using query::NodeKind;

// The parts that must all hold.
void collect_conjuncts(const Node& node, std::vector<Node>& out) {
    if (node.kind != NodeKind::conjunction) {
        out.push_back(node);
        return;
    }
    for (const Node& child : node.children) collect_conjuncts(child, out);
}

Node conjunction_of(std::vector<Node> parts) {
    if (parts.size() == 1) return std::move(parts.front());
    Node node;
    node.kind = NodeKind::conjunction;
    node.children = std::move(parts);
    return node;
}

// Whether some instance would take the task if constraint `k` read `instead`; `always` for none.
bool would_fit(const MetTask& task, std::size_t k, const Node& instead) {
    const auto holds = [&](std::size_t i) {
        const ContainerInstance& instance = *task.problem.instances[i];
        const query::Load load = task.running.load(task.state, i);
        for (std::size_t c = 0; c < task.constraints.size(); ++c) {
            const Node& root = c == k ? instead : task.constraints[c].root;
            if (!query::evaluate(root, instance, load)) return false;
        }
        return true;
    };
    for (std::size_t i = 0; i < task.problem.instance_count(); ++i) {
        if (!task.is_candidate(i)) continue;
        if (!solve::first_failing_check(task.state, task.task_class, i, holds)) return true;
    }
    return false;
}

std::vector<PlacementConstraint>& list_of(Trial& trial, const MetTask& task,
                                          const WrittenConstraint& constraint) {
    return constraint.in_definition ? trial.own_definition(task.definition).constraints
                                    : trial.request().constraints;
}

Proposal drop_part(const MetTask& task, const WrittenConstraint& constraint, const Node& part,
                   const Node& rest) {
    return {fmt::format("drop `{}`", query::to_text(part)),
            [&task, &constraint, rest = query::to_text(rest)](Trial& trial) {
                list_of(trial, task, constraint)[constraint.index].expression = rest;
            }};
}

Proposal drop_whole(const MetTask& task, const WrittenConstraint& constraint) {
    return {fmt::format("drop `{}`", constraint.text), [&task, &constraint](Trial& trial) {
                auto& list = list_of(trial, task, constraint);
                list.erase(list.begin() + static_cast<std::ptrdiff_t>(constraint.index));
            }};
}

// The parts that alone are in the way; the whole constraint where no part is.
void propose_for(const MetTask& task, std::size_t k, std::vector<Proposals>& parts,
                 std::vector<Proposals>& wholes) {
    const WrittenConstraint& constraint = task.constraints[k];
    if (!would_fit(task, k, Node{})) return;
    std::vector<Node> conjuncts;
    collect_conjuncts(constraint.root, conjuncts);
    const std::size_t parts_before = parts.size();
    for (std::size_t c = 0; c < conjuncts.size() && conjuncts.size() > 1; ++c) {
        std::vector<Node> others = conjuncts;
        others.erase(others.begin() + static_cast<std::ptrdiff_t>(c));
        const Node rest = conjunction_of(std::move(others));
        if (!would_fit(task, k, rest)) continue;
        parts.push_back({drop_part(task, constraint, conjuncts[c], rest)});
    }
    if (parts.size() == parts_before) wholes.push_back({drop_whole(task, constraint)});
}

bool fits_beside_its_group(const MetTask& task) {
    compile::TaskClass anywhere = task.task_class;
    anywhere.distinct_instance = false;
    bool fits = false;
    task.for_each_taking(anywhere, [&](std::size_t) { fits = true; });
    return fits;
}

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

std::vector<Proposals> propose_looser_constraints(const MetTask& task) {
    // A DAEMON task that a constraint keeps off an instance is not wanted there: it has not failed.
    if (task.is_daemon()) return {};
    std::vector<Proposals> proposals;
    std::vector<Proposals> wholes;
    for (std::size_t k = 0; k < task.constraints.size(); ++k) {
        propose_for(task, k, proposals, wholes);
    }
    std::ranges::move(wholes, std::back_inserter(proposals));
    if (task.task_class.distinct_instance && fits_beside_its_group(task)) {
        proposals.push_back({{"drop distinctInstance", [](Trial& trial) {
                                  std::erase_if(trial.request().constraints, [](auto& c) {
                                      return c.type == ConstraintType::distinct_instance;
                                  });
                              }}});
    }
    return proposals;
}

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
