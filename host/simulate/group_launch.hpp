// What an Auto Scaling group launches: types, zones and attributes of its new instances.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/instance.hpp"
#include "berth/snapshot.hpp"

namespace berth::host::simulate {

struct GroupLaunch {
    std::vector<std::string> instance_types;  ///< in the order of the policy; the catalogue has
                                              ///< them all
    std::vector<Attribute> attributes;        ///< ECS_INSTANCE_ATTRIBUTES of its user data
    std::int64_t reserved_memory_mib = 0;     ///< ECS_RESERVED_MEMORY of its user data
    std::vector<std::string> zones;           ///< sorted; empty = unknown
    std::vector<Warning> warnings;            ///< what is unknown about it; each names the group
};

/// Whether the capacity provider's group is this one: its ARN or its name.
bool starts(const CapacityProvider& provider, const AutoScalingGroup& group);

/// From the group's launch template or configuration and its mixed instances policy; if the
/// snapshot has neither, from the group's own instances. Zones are those of the group, else of its
/// subnets, else of its instances. Throws an InputError that names the group if no type is found,
/// or one that is not in the catalogue.
GroupLaunch group_launch(const Snapshot& snapshot, const AutoScalingGroup& group);

}  // namespace berth::host::simulate
