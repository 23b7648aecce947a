// Placement constraints and strategies in a what-if file: ECS's own form, by the rules of bursts.
#pragma once

#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

inline constexpr std::string_view constraint_members[] = {"type", "expression"};
inline constexpr std::string_view strategy_members[] = {"type", "field"};

std::vector<PlacementConstraint> read_constraints(const yaml::Value& list);
std::vector<PlacementStrategy> read_strategies(const yaml::Value& list);

/// The name of a type that the catalogue has.
std::string read_instance_type(const yaml::Value& value);

}  // namespace berth::host::whatif
