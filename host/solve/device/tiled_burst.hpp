// A large burst on the device, tile by tile (kernels/place_tile.h).
#pragma once

#include "kernels/launchers.h"
#include "solve/device/device_scenario.hpp"
#include "solve/device/scenario_input.hpp"
#include "solve/device/tiles.hpp"
#include "solve/device/wave.hpp"

namespace berth::host::solve::device {

/// Offsets of what the tiles need besides the scenario, in the block of inputs.
struct TileOffsets {
    std::size_t tiles = 0;
    std::size_t classes = 0;
    std::size_t slot_of_run = 0;
    std::size_t winners = 0;
    std::size_t log = 0;
    std::size_t last_commit = 0;
    std::size_t leaders = 0;
    std::size_t last_of_segment = 0;
    std::size_t read_until = 0;
    std::size_t ordinal = 0;
};

/// A burst on the device, and all memory that placing it takes. Input and stream must outlive it.
class DeviceTiles {
   public:
    /// Queues the transfers; `packed` is what lies on the device as `problem`.
    DeviceTiles(const DeviceProblem& problem, const PackedProblem& packed,
                const ScenarioInput& input, const Stream& stream);

    const TilePlan& plan() const { return plan_; }
    const kernels::TiledBurst& burst() const { return burst_; }

    /// The answer after all tiles; waits for it.
    BurstAnswer answer() const;

   private:
    const ScenarioInput& input_;
    const Stream& stream_;
    TilePlan plan_;
    InputBlock block_;
    InputOffsets scenario_at_;
    TileOffsets tiles_at_;
    OutputLayout layout_;
    OutputOffsets answer_at_;
    DeviceBuffer inputs_;
    DeviceBuffer outputs_;
    DeviceBuffer state_;
    kernels::TiledBurst burst_;
};

/// Solves one burst; `packed` is what lies on the device as `problem`.
BurstAnswer solve_tiled(const DeviceProblem& problem, const PackedProblem& packed,
                        const ScenarioInput& input, const Stream& stream);

}  // namespace berth::host::solve::device
