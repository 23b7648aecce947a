#include "oracle/state.hpp"

#include <algorithm>

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

}  // namespace berth::tests
