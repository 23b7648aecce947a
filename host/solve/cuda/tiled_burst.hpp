// A large burst on the device, tile by tile (kernels/place_tile.h).
#pragma once

#include "solve/block/scenario_input.hpp"
#include "solve/cuda/wave.hpp"

namespace berth::engine {

/// Solves one burst; `packed` is what lies on the device as `problem`.
BurstAnswer solve_tiled(const DeviceProblem& problem, const PackedProblem& packed,
                        const ScenarioInput& input, const Stream& stream);

}  // namespace berth::engine
