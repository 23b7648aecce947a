// One setting of ECS's agent, by its name in /etc/ecs/ecs.config.
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

}  // namespace berth::host::user_data
