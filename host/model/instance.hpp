// What an instance of an EC2 type registers with ECS, and the instances of a snapshot by ordinal
// and by ARN.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/instance.hpp"
#include "berth/plan.hpp"
#include "berth/snapshot.hpp"
#include "model/resource.hpp"

namespace berth::host::model {

/// MiB that an instance of the type is planned to register: `factor` of the nominal memory, rounded
/// down.
std::int64_t planned_memory_mib(const InstanceType& type, double factor = registered_memory_factor);

/// The amount of a resource that an empty instance of the type is planned to have, without a trunk.
std::int64_t planned_amount(const InstanceType& type, Resource resource);

/// What the type has of each resource, `memory_mib`, and the ports that the agent itself takes. The
/// caller assigns GPU ids.
ResourceList registered_resources(const InstanceType& type, std::int64_t memory_mib);

/// Sets the attributes that follow from the type: its name, architecture, Linux, and the capability
/// of network interfaces for tasks.
void set_type_attributes(const InstanceType& type, ContainerInstance& instance);

/// Whether ECS offers trunking of network interfaces on the type.
bool can_trunk(const InstanceType& type);

/// Points into the snapshot, which must outlive it and stay as it is.
class InstancesInOrder {
   public:
    explicit InstancesInOrder(const Snapshot& snapshot);

    const ContainerInstance& operator[](Ordinal ordinal) const {
        return *sorted_.at(static_cast<std::size_t>(ordinal));
    }

    /// nullptr for an ARN that no instance has. O(log instances).
    const ContainerInstance* find(std::string_view arn) const;

   private:
    std::vector<const ContainerInstance*> sorted_;  ///< ascending bytes of the ARN
};

}  // namespace berth::host::model
