// What an Auto Scaling group launches: types, zones and attributes of its new instances.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/instance.hpp"
#include "berth/snapshot.hpp"

namespace berth::simulation {

struct GroupLaunch {
    std::vector<std::string> instance_types;  ///< in the order of the policy; the catalogue has
                                              ///< them all
    std::vector<Attribute> attributes;        ///< ECS_INSTANCE_ATTRIBUTES of its user data
    std::int64_t reserved_memory_mib = 0;     ///< ECS_RESERVED_MEMORY of its user data
    std::vector<std::string> zones;           ///< sorted; empty = not known
};

/// From the group's launch template or configuration and its mixed instances policy; where the
/// snapshot has neither, from the group's own instances. Zones are those of the group, else of its
/// subnets, else of its instances. Throws InputError that names the group where no type is to be
/// found, or one that the catalogue lacks.
GroupLaunch group_launch(const Snapshot& snapshot, const AutoScalingGroup& group);

/// The agent's settings in user data: `NAME=value` lines written to /etc/ecs/ecs.config, by echo,
/// by here-document, or as [settings.ecs] of Bottlerocket.
struct AgentSettings {
    std::string cluster;                   ///< ECS_CLUSTER
    std::vector<Attribute> attributes;     ///< ECS_INSTANCE_ATTRIBUTES
    std::int64_t reserved_memory_mib = 0;  ///< ECS_RESERVED_MEMORY
    std::vector<Warning> warnings;         ///< settings that could not be read
};
AgentSettings read_user_data(const std::string& user_data);

}  // namespace berth::simulation
