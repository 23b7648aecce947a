#include "oracle/filter.hpp"

#include <algorithm>
#include <vector>

#include "berth/catalogue.hpp"

namespace berth::tests {

namespace {

const InstanceType* type_of(const ContainerInstance& instance) {
    const std::string* const name = attribute_of(instance, "ecs.instance-type");
    if (name == nullptr) return nullptr;
    for (const InstanceType& type : catalogue())
        if (type.name == *name) return &type;
    return nullptr;
}

std::int64_t interface_limit(const InstanceType& type, const ContainerInstance& instance) {
    if (attribute_of(instance, "ecs.awsvpc-trunk-id") == nullptr) return type.awsvpc_tasks;
    if (type.trunk_tasks >= 0) return type.trunk_tasks;
    if (type.trunk_tasks_estimate >= 0) return type.trunk_tasks_estimate;
    return type.awsvpc_tasks;
}

std::optional<std::int64_t> interfaces_left(const ContainerInstance& instance,
                                            const std::vector<Task>& tasks) {
    const InstanceType* const type = type_of(instance);
    if (type == nullptr) return std::nullopt;
    const auto holds_interface = [&](const Task& task) {
        return task.container_instance_arn == instance.arn && is_meant_to_run(task) &&
               task.has_network_interface;
    };
    return interface_limit(*type, instance) - std::ranges::count_if(tasks, holds_interface);
}

InstanceState initial_state(const ContainerInstance& instance, const std::vector<Task>& tasks) {
    InstanceState state;
    state.instance = &instance;
    state.cpu_units = std::max<std::int64_t>(0, instance.remaining.cpu_units);
    state.memory_mib = std::max<std::int64_t>(0, instance.remaining.memory_mib);
    state.taken_ports = instance.remaining.ports;
    state.free_gpus = instance.remaining.gpu_ids;
    state.interfaces = interfaces_left(instance, tasks);
    state.running_tasks = instance.running_tasks_count;
    for (const Task& task : tasks) {
        if (task.container_instance_arn != instance.arn || task.group.empty()) continue;
        if (is_meant_to_run(task)) ++state.tasks_of_group[task.group];
    }
    return state;
}

std::int64_t gpus_asked(const InstanceState& state, const Needs& needs) {
    const auto registered = static_cast<std::int64_t>(state.instance->registered.gpu_ids.size());
    return needs.gpus + needs.all_gpus * std::max<std::int64_t>(1, registered);
}

std::int64_t clashing_ports(const InstanceState& state, const Needs& needs) {
    return std::ranges::count_if(needs.ports, [&](const HostPort& port) {
        return std::ranges::find(state.taken_ports, port) != state.taken_ports.end();
    });
}

bool ports_fit(const InstanceState& state, const Needs& needs) {
    if (needs.ports.empty()) return true;
    if (clashing_ports(state, needs) > 0) return false;
    return state.taken_ports.size() + needs.ports.size() <= 100;
}

bool has_required_attributes(const InstanceState& state, const Needs& needs) {
    return std::ranges::all_of(needs.attributes, [&](const RequiredAttribute& required) {
        const std::string* const value = attribute_of(*state.instance, required.name);
        return value != nullptr && (!required.value || *required.value == *value);
    });
}

bool stands_in_a_zone(const InstanceState& state, const Demand& demand) {
    if (!demand.zones) return true;
    const std::string* const zone = attribute_of(*state.instance, "ecs.availability-zone");
    return zone != nullptr && std::ranges::find(*demand.zones, *zone) != demand.zones->end();
}

bool is_member(const InstanceState& state, const Demand& demand) {
    const InstanceView view = view_of(state);
    return std::ranges::all_of(
        demand.member_of, [&](const Expression& expression) { return holds(expression, view); });
}

}  // namespace

ClusterState initial_state(const Snapshot& snapshot) {
    ClusterState cluster;
    for (const ContainerInstance& instance : snapshot.instances)
        cluster.push_back(initial_state(instance, snapshot.tasks));
    std::ranges::sort(cluster, {}, [](const InstanceState& state) { return state.instance->arn; });
    return cluster;
}

InstanceView view_of(const InstanceState& state) {
    InstanceView view;
    view.instance = state.instance;
    view.running_tasks = state.running_tasks;
    for (const auto& [group, tasks] : state.tasks_of_group) view.groups.push_back(group);
    return view;
}

const std::string* attribute_of(const ContainerInstance& instance, const std::string& name) {
    for (const Attribute& attribute : instance.attributes)
        if (attribute.name == name) return &attribute.value;
    return nullptr;
}

bool is_meant_to_run(const Task& task) {
    return task.desired_status.empty() || task.desired_status == "RUNNING";
}

std::int64_t tasks_of(const InstanceState& state, const std::string& group) {
    const auto found = state.tasks_of_group.find(group);
    return found == state.tasks_of_group.end() ? 0 : found->second;
}

bool is_candidate(const InstanceState& state, const Demand& demand) {
    const ContainerInstance& instance = *state.instance;
    if (instance.status != "ACTIVE") return false;
    if (!demand.provider.empty()) return instance.capacity_provider == demand.provider;
    const bool is_external = attribute_of(instance, "ecs.capability.external") != nullptr;
    return is_external == (demand.launch_type == LaunchType::external);
}

std::optional<FailedCheck> first_failed_check(const InstanceState& state, const Demand& demand) {
    const Needs& needs = demand.needs;
    const std::int64_t gpus = gpus_asked(state, needs);
    const auto free_gpus = static_cast<std::int64_t>(state.free_gpus.size());
    if (!state.instance->agent_connected) return FailedCheck{1, "AGENT", 0};
    if (needs.cpu_units > state.cpu_units)
        return FailedCheck{2, "RESOURCE:CPU", needs.cpu_units - state.cpu_units};
    if (needs.memory_mib > state.memory_mib)
        return FailedCheck{3, "RESOURCE:MEMORY", needs.memory_mib - state.memory_mib};
    if (gpus > free_gpus) return FailedCheck{4, "RESOURCE:GPU", gpus - free_gpus};
    if (!ports_fit(state, needs))
        return FailedCheck{5, "RESOURCE:PORTS", clashing_ports(state, needs)};
    if (state.interfaces && needs.network_interfaces > 0 &&
        needs.network_interfaces > *state.interfaces)
        return FailedCheck{6, "RESOURCE:ENI", needs.network_interfaces - *state.interfaces};
    if (!has_required_attributes(state, needs)) return FailedCheck{7, "ATTRIBUTE", 0};
    if (!stands_in_a_zone(state, demand)) return FailedCheck{8, "LOCATION", 0};
    if (!is_member(state, demand))
        return FailedCheck{9, "MemberOf placement constraint unsatisfied.", 0};
    if (demand.distinct_instance && tasks_of(state, demand.group) > 0)
        return FailedCheck{10, "DistinctInstance placement constraint unsatisfied.", 0};
    return std::nullopt;
}

std::vector<std::string> commit(InstanceState& state, const Demand& demand) {
    const Needs& needs = demand.needs;
    const std::int64_t gpus = gpus_asked(state, needs);
    state.cpu_units -= needs.cpu_units;
    state.memory_mib -= needs.memory_mib;
    if (state.interfaces) *state.interfaces -= needs.network_interfaces;
    for (const HostPort& port : needs.ports) state.taken_ports.push_back(port);
    const auto end_of_handed = state.free_gpus.begin() + gpus;
    const std::vector<std::string> handed(state.free_gpus.begin(), end_of_handed);
    state.free_gpus.erase(state.free_gpus.begin(), end_of_handed);
    ++state.tasks_of_group[demand.group];
    ++state.running_tasks;
    return handed;
}

}  // namespace berth::tests
