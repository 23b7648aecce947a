// What the host may ask of the device. No kernel syntax here: read by the C++ compiler, too.
//
// Nothing is synchronised, nothing allocated: work is queued on the stream that is given. Errors
// come back as the runtime's own codes.
#pragma once

#include <cuda_runtime_api.h>

#include <cstdint>

#include "kernels/problem_view.h"
#include "kernels/tuning.h"

namespace berth::kernels {

/// The row of tuning.h for the current device.
cudaError_t tuning_of_device(Tuning* tuning);

/// Scenarios to place, one per thread block at a time. All pointers are to device memory.
struct ScenarioBatch {
    ProblemView problem;
    const ScenarioView* scenarios;  ///< [scenario_count]
    const OutputView* outputs;      ///< [scenario_count]
    std::uint32_t scenario_count;
    unsigned char* states;         ///< [blocks][problem.layout.bytes]
    std::uint32_t* next_scenario;  ///< a counter that holds 0
};

/// How many thread blocks the device runs at the same time for this problem, at most one per
/// scenario; each needs a state of its own.
cudaError_t resident_blocks(const ProblemView& problem, std::uint32_t scenario_count,
                            std::uint32_t* blocks);

/// Places every scenario of the batch.
cudaError_t place_scenarios(const ScenarioBatch& batch, std::uint32_t blocks, cudaStream_t stream);

/// A burst to place tile by tile. All pointers are to device memory; the state at `state` holds the
/// problem's initial state, `*memory.ordinal` is 0.
struct TiledBurst {
    ProblemView problem;
    ScenarioView scenario;
    const TileView* tiles;
    const std::uint32_t* tile_classes;
    const std::uint32_t* slot_of_run;
    TileMemory memory;
    unsigned char* state;  ///< [problem.layout.bytes]
    OutputView output;
};

/// Queues the scoring of one tile alone.
cudaError_t score_tile(const TiledBurst& burst, std::uint32_t tile, cudaStream_t stream);

/// Queues the kernels of tiles 0 to tile_count - 1.
cudaError_t place_tiles(const TiledBurst& burst, std::uint32_t tile_count, cudaStream_t stream);

/// Whether this build has code for the current device.
cudaError_t has_code_for_device(bool* answer);

}  // namespace berth::kernels
