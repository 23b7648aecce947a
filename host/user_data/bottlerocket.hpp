// User data of Bottlerocket: settings in TOML.
#pragma once

#include <string_view>

#include "user_data/user_data.hpp"

namespace berth::host::user_data {

bool is_bottlerocket(std::string_view user_data);

/// Reads [settings.ecs]: cluster, reserved-memory and instance-attributes. Source: Bottlerocket,
/// "settings.ecs.*"; https://bottlerocket.dev/en/os/latest/api/settings/ecs/.
void read_bottlerocket(std::string_view user_data, AgentSettings& settings);

}  // namespace berth::host::user_data
