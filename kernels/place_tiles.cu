// A large burst, tile by tile: the whole device scores, one block places (place_tile.h).
//
//   score_tile_kernel   a warp per chunk of 32 instances, for all classes of the tile
//   place_tile_kernel   one block, task by task
//
// Both are queued for every tile without waiting: what passes from one to the next, passes in
// device memory.
#include "kernels/block_team.cuh"
#include "kernels/launchers.h"
#include "kernels/place_tile.h"
#include "kernels/tuning.h"

namespace berth::kernels {

namespace {

__device__ Tile tile_of(const TiledBurst& burst, std::uint32_t t) {
    const TileView& view = burst.tiles[t];
    return {view, burst.tile_classes + view.first_class, burst.slot_of_run, burst.memory,
            segments_of_gang};
}

__global__ void __launch_bounds__(score_block)
    score_tile_kernel(const BERTH_GRID_CONSTANT TiledBurst burst, std::uint32_t t) {
    __shared__ BlockTeam<score_block>::Storage storage;
    BlockTeam<score_block> team(storage);
    const Cluster cluster{burst.problem, burst.scenario,
                          state_at(burst.problem.layout, burst.state)};
    const Tile tile = tile_of(burst, t);
    const std::uint32_t chunk = blockIdx.x * team.gangs() + team.gang();
    if (chunk < burst.memory.winners_stride) score_chunk(team, cluster, tile, chunk);
}

// One block has the device for itself: it need not spare registers for a second.
__global__ void __launch_bounds__(place_block, 1)
    place_tile_kernel(const BERTH_GRID_CONSTANT TiledBurst burst, std::uint32_t t) {
    __shared__ BlockTeam<place_block>::Storage storage;
    BlockTeam<place_block> team(storage);
    const Cluster cluster{burst.problem, burst.scenario,
                          state_at(burst.problem.layout, burst.state)};
    place_tile(team, cluster, tile_of(burst, t), burst.output);
}

}  // namespace

cudaError_t score_tile(const TiledBurst& burst, std::uint32_t tile, cudaStream_t stream) {
    constexpr std::uint32_t gangs = score_block / chunk_size;
    const std::uint32_t blocks = (burst.memory.winners_stride + gangs - 1) / gangs;
    if (blocks > 0) score_tile_kernel<<<blocks, score_block, 0, stream>>>(burst, tile);
    return cudaGetLastError();
}

cudaError_t place_tiles(const TiledBurst& burst, std::uint32_t tile_count, cudaStream_t stream) {
    for (std::uint32_t t = 0; t < tile_count; ++t) {
        cudaError_t error = score_tile(burst, t, stream);
        if (error != cudaSuccess) return error;
        place_tile_kernel<<<1, place_block, 0, stream>>>(burst, t);
        error = cudaGetLastError();
        if (error != cudaSuccess) return error;
    }
    return cudaSuccess;
}

}  // namespace berth::kernels
