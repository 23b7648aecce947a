// Placement strategies as options give them: `spread:attribute:ecs.availability-zone`.
#pragma once

#include <string>
#include <vector>

#include "berth/constraint.hpp"

namespace berth::host::cli {

/// Types and fields are read without regard to case, `attribute:NAME` but for the name. Throws
/// InputError for what is no strategy, and for more than ECS allows.
std::vector<PlacementStrategy> parse_strategies(const std::vector<std::string>& texts);

}  // namespace berth::host::cli
