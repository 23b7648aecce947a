// What an instance of an EC2 type brings when it registers with ECS.
#pragma once

#include <cstdint>

#include "berth/catalogue.hpp"
#include "berth/instance.hpp"
#include "model/resource.hpp"

namespace berth::host::model {

/// MiB that an instance of the type is planned to register: `factor` of the nominal memory, rounded
/// down.
std::int64_t planned_memory_mib(const InstanceType& type, double factor = registered_memory_factor);

/// The amount of a resource that an empty instance of the type is planned to have, without a trunk.
std::int64_t planned_amount(const InstanceType& type, Resource resource);

/// What the type brings of each resource, `memory_mib`, and the ports that the agent itself takes.
/// GPU ids are the caller's to give.
ResourceList registered_resources(const InstanceType& type, std::int64_t memory_mib);

/// Sets the attributes that follow from the type: its name, architecture, Linux, and the capability
/// of network interfaces for tasks.
void set_type_attributes(const InstanceType& type, ContainerInstance& instance);

/// Whether ECS offers trunking of network interfaces on the type.
bool can_trunk(const InstanceType& type);

}  // namespace berth::host::model
