// Placement constraints of generated task definitions.
#pragma once

#include <cstdint>
#include <vector>

#include "generate/blueprint.hpp"
#include "generate/composition.hpp"

namespace berth::host::generate {

/// Gives each blueprint its share of the preset's conditions.
void add_conditions(const Composition& composition, std::uint64_t seed,
                    std::vector<Blueprint>& blueprints);

}  // namespace berth::host::generate
