// User data of Bottlerocket: settings in TOML.
#pragma once

#include <string_view>

#include "simulate/group_launch.hpp"

namespace berth::simulation {

bool is_bottlerocket(std::string_view user_data);

/// Reads [settings.ecs]: cluster, reserved-memory and instance-attributes. Source: Bottlerocket,
/// "settings.ecs.*"; https://bottlerocket.dev/en/os/latest/api/settings/ecs/.
void read_bottlerocket(std::string_view user_data, AgentSettings& settings);

}  // namespace berth::simulation
