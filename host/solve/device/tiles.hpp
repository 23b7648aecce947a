// A burst cut into tiles: kernels/place_tile.h.
#pragma once

#include <cstdint>
#include <vector>

#include "kernels/problem_view.h"
#include "solve/device/packed_problem.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::host::solve::device {

struct TileLimits {
    std::uint32_t tasks = 512;   ///< of a tile; a longer run has its own tile
    std::uint32_t classes = 64;  ///< scored for a tile
};

struct TilePlan {
    std::vector<kernels::TileView> tiles;
    std::vector<std::uint32_t> classes;      ///< tile by tile
    std::vector<std::uint32_t> slot_of_run;  ///< [runs]
    std::uint32_t most_classes = 0;          ///< of any tile
    std::uint32_t most_tasks = 0;            ///< of any tile
    std::uint32_t most_chunks = 0;           ///< of any lane order
    std::uint32_t most_segments = 0;         ///< of any lane order
    std::uint32_t lane_orders = 0;
};

/// Whole runs in their order. A DAEMON run has its own tile, before which nothing is scored.
TilePlan plan_tiles(const PackedProblem& problem, const ScenarioInput& input,
                    const TileLimits& limits = {});

}  // namespace berth::host::solve::device
