// Short ways to make small models in tests. Every builder gives a valid default that a test then
// changes in the one respect that it is about.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/problem.hpp"
#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::test {

inline std::string instance_arn(std::string_view name) {
    return "arn:aws:ecs:us-west-2:123456789012:container-instance/demo/" + std::string(name);
}

/// An idle ACTIVE instance without type, zone, ports or GPUs.
inline ContainerInstance make_instance(std::string_view name, std::int64_t cpu_units = 4096,
                                       std::int64_t memory_mib = 8192) {
    ContainerInstance instance;
    instance.arn = instance_arn(name);
    instance.registered.cpu_units = cpu_units;
    instance.registered.memory_mib = memory_mib;
    instance.remaining = instance.registered;
    return instance;
}

inline ContainerInstance with_attributes(
    ContainerInstance instance,
    std::initializer_list<std::pair<std::string_view, std::string_view>> attributes) {
    for (const auto& [name, value] : attributes) instance.set_attribute(name, value);
    return instance;
}

inline ContainerInstance with_gpus(ContainerInstance instance, std::vector<std::string> ids) {
    instance.registered.gpu_ids = ids;
    instance.remaining.gpu_ids = std::move(ids);
    return instance;
}

inline ContainerInstance with_taken_ports(ContainerInstance instance, std::vector<HostPort> ports) {
    instance.registered.ports = ports;
    instance.remaining.ports = std::move(ports);
    return instance;
}

/// A definition of one container that asks for the amounts.
inline TaskDefinition make_definition(std::string_view family, std::int64_t cpu_units = 256,
                                      std::int64_t memory_mib = 512) {
    TaskDefinition definition;
    definition.family = family;
    definition.revision = 1;
    definition.arn =
        "arn:aws:ecs:us-west-2:123456789012:task-definition/" + std::string(family) + ":1";
    ContainerDefinition container;
    container.name = "app";
    container.cpu_units = cpu_units;
    container.memory_mib = memory_mib;
    definition.containers.push_back(std::move(container));
    return definition;
}

inline PlacementConstraint member_of(std::string expression) {
    return {ConstraintType::member_of, std::move(expression)};
}
inline PlacementConstraint distinct_instance() {
    return {ConstraintType::distinct_instance, ""};
}

inline PlacementStrategy binpack(StrategyField field) {
    return {StrategyType::binpack, field, ""};
}
inline PlacementStrategy spread_instances() {
    return {StrategyType::spread, StrategyField::instance_id, ""};
}
inline PlacementStrategy spread_attribute(std::string name) {
    return {StrategyType::spread, StrategyField::attribute, std::move(name)};
}
inline PlacementStrategy random_placement() {
    return {StrategyType::random, StrategyField::none, ""};
}

/// A RunTask request placed with binpack on memory, so that the answer is easy to foresee.
inline Request run_task(std::string definition, std::int64_t count = 1) {
    Request request;
    request.task_definition = std::move(definition);
    request.count = count;
    request.strategies = {binpack(StrategyField::memory)};
    return request;
}

inline Request create_service(std::string name, std::string definition,
                              std::int64_t desired_count = 1) {
    Request request;
    request.service_name = std::move(name);
    request.task_definition = std::move(definition);
    request.count = desired_count;
    return request;
}

inline Request daemon_service(std::string name, std::string definition) {
    Request request = create_service(std::move(name), std::move(definition), 0);
    request.scheduling = SchedulingStrategy::daemon;
    return request;
}

/// A task of the snapshot that runs on the instance.
inline Task running_task(std::string_view name, std::string_view instance, std::string group) {
    Task task;
    task.arn = "arn:aws:ecs:us-west-2:123456789012:task/demo/" + std::string(name);
    task.container_instance_arn = instance_arn(instance);
    task.group = std::move(group);
    return task;
}

inline Snapshot make_snapshot(std::vector<ContainerInstance> instances,
                              std::vector<TaskDefinition> definitions) {
    Snapshot snapshot;
    snapshot.instances = std::move(instances);
    snapshot.task_definitions = std::move(definitions);
    return snapshot;
}

/// The short names of the instances that the tasks went to, in order of placement.
inline std::vector<std::string> placed_on(const Problem& problem, const Plan& plan) {
    std::vector<std::string> names;
    for (const PlacedTask& task : plan.tasks) {
        const std::string& arn = problem.instance(task.instance).arn;
        names.push_back(arn.substr(arn.rfind('/') + 1));
    }
    return names;
}

}  // namespace berth::test
