// Settings of ECS's agent: one by its name in /etc/ecs/ecs.config, and those in Bottlerocket's user
// data, which is TOML.
#pragma once

#include <string>
#include <string_view>

#include "user_data/user_data.hpp"

namespace berth::host::user_data {

/// Takes what placement looks at and passes over any other name. What cannot be read becomes a
/// warning. Source of the names: ECS developer guide, "Amazon ECS container agent configuration".
void apply_setting(std::string_view name, const std::string& value, AgentSettings& settings);

/// Sets an attribute; of two of one name the last one counts.
void set_attribute(const std::string& name, const std::string& value, AgentSettings& settings);

/// The text without one pair of quotes around it.
std::string without_quotes(std::string_view text);

/// Without blanks at both ends.
std::string_view trimmed(std::string_view text);

bool is_bottlerocket(std::string_view user_data);

/// Reads [settings.ecs]: cluster, reserved-memory and instance-attributes. Source: Bottlerocket,
/// "settings.ecs.*"; https://bottlerocket.dev/en/os/latest/api/settings/ecs/.
void read_bottlerocket(std::string_view user_data, AgentSettings& settings);

}  // namespace berth::host::user_data
