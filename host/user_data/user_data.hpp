// What the user data of an instance tells ECS's agent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/error.hpp"
#include "berth/instance.hpp"

namespace berth::host::user_data {

/// The agent's settings in user data: `NAME=value` lines that a shell script writes to
/// /etc/ecs/ecs.config (also as a part of several in MIME's form), [settings.ecs] of Bottlerocket,
/// or Initialize-ECSAgent of PowerShell.
struct AgentSettings {
    std::string cluster;                   ///< ECS_CLUSTER
    std::vector<Attribute> attributes;     ///< ECS_INSTANCE_ATTRIBUTES
    std::int64_t reserved_memory_mib = 0;  ///< ECS_RESERVED_MEMORY
    std::vector<Warning> warnings;         ///< settings that could not be read
};
AgentSettings read_user_data(const std::string& user_data);

}  // namespace berth::host::user_data
