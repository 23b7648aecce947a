#include "model/instance_of_type.hpp"

#include <array>
#include <cmath>

namespace berth::host::model {

namespace {

constexpr std::array<HostPort, 5> agent_ports = {{{22, Protocol::tcp},
                                                  {2375, Protocol::tcp},
                                                  {2376, Protocol::tcp},
                                                  {51678, Protocol::tcp},
                                                  {51679, Protocol::tcp}}};

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

}  // namespace berth::host::model
