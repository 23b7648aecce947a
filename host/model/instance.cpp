#include "model/instance.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "berth/instance.hpp"

namespace berth::host::model {

namespace {

constexpr std::array<HostPort, 5> agent_ports = {{{22, Protocol::tcp},
                                                  {2375, Protocol::tcp},
                                                  {2376, Protocol::tcp},
                                                  {51678, Protocol::tcp},
                                                  {51679, Protocol::tcp}}};

constexpr auto arn_of = [](const ContainerInstance* instance) {
    return std::string_view(instance->arn);
};

}  // namespace

std::int64_t planned_memory_mib(const InstanceType& type, double factor) {
    return static_cast<std::int64_t>(std::floor(static_cast<double>(type.memory_mib) * factor));
}

std::int64_t planned_amount(const InstanceType& type, Resource resource) {
    if (resource == Resource::cpu) return std::int64_t{type.vcpus} * 1024;
    if (resource == Resource::memory) return planned_memory_mib(type);
    return type.*words_of(resource).of_type;
}

ResourceList registered_resources(const InstanceType& type, std::int64_t memory_mib) {
    ResourceList registered;
    for_each_listed_amount([&](Resource resource, auto amount) {
        registered.*amount =
            resource == Resource::memory ? memory_mib : planned_amount(type, resource);
    });
    registered.ports.assign(agent_ports.begin(), agent_ports.end());
    return registered;
}

void set_type_attributes(const InstanceType& type, ContainerInstance& instance) {
    instance.set_attribute(attribute_names::instance_type, type.name);
    instance.set_attribute(attribute_names::cpu_architecture, type.cpu_architecture);
    instance.set_attribute(attribute_names::os_type, "linux");
    instance.set_attribute("ecs.capability.task-eni", "");
}

bool can_trunk(const InstanceType& type) {
    return type.trunk_tasks >= 0 || type.trunk_tasks_estimate >= 0;
}

InstancesInOrder::InstancesInOrder(const Snapshot& snapshot) {
    sorted_.reserve(snapshot.instances.size());
    for (const ContainerInstance& instance : snapshot.instances) sorted_.push_back(&instance);
    std::ranges::sort(sorted_, {}, arn_of);
}

const ContainerInstance* InstancesInOrder::find(std::string_view arn) const {
    const auto found = std::ranges::lower_bound(sorted_, arn, {}, arn_of);
    return found != sorted_.end() && (*found)->arn == arn ? *found : nullptr;
}

}  // namespace berth::host::model

namespace berth {

namespace {

auto lower_bound(auto& attributes, std::string_view name) {
    return std::ranges::lower_bound(attributes, name, {}, &Attribute::name);
}

}  // namespace

const std::string* ContainerInstance::attribute(std::string_view name) const {
    const auto found = lower_bound(attributes, name);
    return found != attributes.end() && found->name == name ? &found->value : nullptr;
}

void ContainerInstance::set_attribute(std::string_view name, std::string_view value) {
    const auto found = lower_bound(attributes, name);
    if (found != attributes.end() && found->name == name) {
        found->value = value;
    } else {
        attributes.insert(found, Attribute{std::string(name), std::string(value)});
    }
}

}  // namespace berth
