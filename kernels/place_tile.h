// Placing a large burst tile by tile.
//
// One block that looks at 100,000 instances for each of a million tasks reads for hours what the
// whole device reads in a moment. A commit touches one instance, so everything that is known about
// the others stays true. Hence two steps per tile of some hundred tasks:
//
//   score   the whole device, gang by gang: for each class of the tile and each chunk of 32
//           instances, the best instance of the chunk (filter, fit, masks and score in one pass;
//           what an instance has left is read once for all classes)
//   place   one team, task by task: the best of the chunks' winners (tile_picker.h). Of the chunks
//           that commits of this tile have touched, the winner is found anew first
//
// Classes whose keys change from task to task (`random` behind another strategy) are scanned, and
// those that begin with `random` walk the order, as in place_burst.h.
#pragma once

#include <cstdint>

#include "kernels/tile_picker.h"

namespace berth::kernels {

/// Scores one chunk, of whichever lane order, for all classes of the tile. The classes are sorted
/// by lane order, so that the rows are read once per order.
template <typename Team>
BERTH_TEAM_FUNCTION void score_chunk(Team& team, const Cluster& cluster, const Tile& tile,
                                     std::uint32_t chunk) {
    std::uint32_t slot = 0;
    while (slot < tile.view.class_count) {
        const std::uint32_t order = cluster.problem.classes[tile.classes[slot]].lane_order;
        const bool exists = chunk < cluster.problem.lane_orders[order].chunk_count;
        const ChunkRows<Team> rows(team, cluster, order, exists ? chunk : 0);
        for (; slot < tile.view.class_count; ++slot) {
            const ClassView& c = cluster.problem.classes[tile.classes[slot]];
            if (c.lane_order != order) break;
            if (exists && cluster.state.failed[tile.classes[slot]] == 0) {
                rows.lead(
                    team, cluster, c,
                    tile.memory.winners + std::uint64_t{slot} * tile.memory.winners_stride + chunk);
            }
        }
    }
}

/// Places the runs of the tile in order; their chunks have been scored for the state as it is.
template <typename Team>
BERTH_TEAM_FUNCTION void place_tile(Team& team, const Cluster& cluster, const Tile& tile,
                                    const OutputView& out) {
    for (std::uint32_t slot = team.rank(); slot < tile.view.class_count; slot += team.size()) {
        tile.memory.read_until[slot] = nothing_read;
    }
    std::uint64_t ordinal = *tile.memory.ordinal;
    team.sync();
    TilePicker picker(tile);
    for (std::uint32_t k = 0; k < tile.view.run_count; ++k) {
        ordinal += place_run(team, cluster, tile.view.first_run + k, ordinal, picker, out);
    }
    team.sync();
    if (team.rank() == 0) *tile.memory.ordinal = ordinal;
}

}  // namespace berth::kernels
