// Placing a large burst tile by tile.
//
// One block that looks at 100,000 instances for each of a million tasks reads for hours what the
// whole device reads in a moment. A commit touches one instance, so everything that is known about
// the others stays true. Hence two steps per tile of some hundred tasks:
//
//   score   the whole device, gang by gang: for each class of the tile and each chunk of 32
//           instances, the best instance of the chunk (filter, fit, masks and score in one pass;
//           what an instance has left is read once for all classes)
//   place   one team, task by task: the best of the chunks' winners. Of the chunks that commits of
//           this tile have touched since the class was last looked at, the winner is found anew
//           first: a gang each.
//
// A chunk's instances lie in the same buckets of the class's spread attributes (LaneOrderView), so
// that its winner depends on those instances alone, and counters of buckets come in when winners
// are compared. What a task is compared by is always computed from the state as it is then; only
// *which* instance leads its chunk is remembered. So the answer is that of a full scan, to the bit.
//
// Classes whose keys change from task to task (`random` behind another strategy) are scanned, and
// those that begin with `random` walk the order, as in place_burst.h.
#pragma once

#include <cstdint>

#include "kernels/place_run.h"

namespace berth::kernels {

/// What the keys of chunk winners are made with: no key that depends on the task stands in them.
BERTH_HOST_DEVICE inline RandomOrder no_order() {
    return RandomOrder(0, 0, 1);
}

/// The instances of a chunk that one lane looks after, and what they have left.
template <typename Team>
class ChunkRows {
   public:
    static constexpr std::uint32_t rows = chunk_size / Team::lanes;

    BERTH_TEAM_FUNCTION ChunkRows(const Team& team, const Cluster& cluster,
                                  std::uint32_t lane_order, std::uint32_t chunk) {
        const ProblemView& problem = cluster.problem;
        const std::uint32_t* lanes = problem.lane_instances +
                                     problem.lane_orders[lane_order].lane_first +
                                     std::uint64_t{chunk} * chunk_size;
        for (std::uint32_t k = 0; k < rows; ++k) {
            instance_[k] = lanes[k * Team::lanes + team.lane()];
            if (instance_[k] != no_instance) left_[k] = cluster.state.left[instance_[k]];
        }
    }

    /// The gang finds the best of the chunk for the class; lane 0 writes it down.
    template <typename Key>
    BERTH_TEAM_FUNCTION void lead(Team& team, const Cluster& cluster, const ClassView& c,
                                  std::uint32_t* winner) const {
        Key best = Key::none();
        for (std::uint32_t k = 0; k < rows; ++k) {
            const std::uint32_t i = instance_[k];
            if (i == no_instance || !is_feasible(cluster, c, i, left_[k])) continue;
            const Key key = key_of<Key>(cluster, c, no_order(), i, left_[k]);
            if (key < best) best = key;
        }
        best = team.gang_min(best);
        if (team.lane() == 0) {
            const std::uint32_t mask = ordinal_mask(cluster.problem.instance_count);
            *winner = best.exists() ? best.instance(mask) : no_instance;
        }
    }

    BERTH_TEAM_FUNCTION void lead(Team& team, const Cluster& cluster, const ClassView& c,
                                  std::uint32_t* winner) const {
        if (c.narrow) {
            lead<NarrowKey>(team, cluster, c, winner);
        } else {
            lead<WideKey>(team, cluster, c, winner);
        }
    }

   private:
    std::uint32_t instance_[rows];
    Amounts left_[rows];
};

/// The tile in hand.
struct Tile {
    TileView view;
    const std::uint32_t* classes;      ///< [view.class_count]
    const std::uint32_t* slot_of_run;  ///< [runs] position of a run's class in `classes`
    TileMemory memory;
};

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

/// Picks among the winners of the chunks. One per member, all in the same state.
class TilePicker {
   public:
    BERTH_TEAM_FUNCTION explicit TilePicker(const Tile& tile) : tile_(tile) {}

    template <typename Team>
    BERTH_TEAM_FUNCTION std::uint32_t pick(Team& team, const Cluster& cluster, const ClassView& c,
                                           std::uint32_t run, std::uint64_t ordinal) {
        if (!c.chunks_keep_best) return best_instance(team, cluster, c, ordinal);
        const std::uint32_t slot = tile_.slot_of_run[run];
        std::uint32_t* winners =
            tile_.memory.winners + std::uint64_t{slot} * tile_.memory.winners_stride;
        catch_up(team, cluster, c, slot, winners);
        return c.narrow ? best_winner<NarrowKey>(team, cluster, c, winners)
                        : best_winner<WideKey>(team, cluster, c, winners);
    }

    template <typename Team>
    BERTH_TEAM_FUNCTION void committed(Team& team, const Cluster& cluster, std::uint32_t instance) {
        if (team.rank() == 0) {
            tile_.memory.log[log_size_] = instance;
            for (std::uint32_t order = 0; order < cluster.problem.lane_order_count; ++order) {
                const std::uint32_t chunk = chunks_of(cluster, order)[instance];
                last_commit(order)[chunk] = log_size_;
            }
        }
        ++log_size_;
    }

   private:
    BERTH_TEAM_FUNCTION static const std::uint32_t* chunks_of(const Cluster& cluster,
                                                              std::uint32_t order) {
        const ProblemView& problem = cluster.problem;
        return problem.chunk_of_instance + problem.lane_orders[order].chunk_first;
    }

    BERTH_TEAM_FUNCTION std::uint32_t* last_commit(std::uint32_t order) const {
        return tile_.memory.last_commit + std::uint64_t{order} * tile_.memory.winners_stride;
    }

    // Finds the winners of the touched chunks anew: of several commits to a chunk, the last one's
    // gang does it.
    template <typename Team>
    BERTH_TEAM_FUNCTION void catch_up(Team& team, const Cluster& cluster, const ClassView& c,
                                      std::uint32_t slot, std::uint32_t* winners) {
        const std::uint32_t* chunk_of = chunks_of(cluster, c.lane_order);
        const std::uint32_t read = tile_.memory.read_until[slot];
        for (std::uint32_t k = read + team.gang(); k < log_size_; k += team.gangs()) {
            const std::uint32_t chunk = chunk_of[tile_.memory.log[k]];
            if (last_commit(c.lane_order)[chunk] != k) continue;
            ChunkRows<Team>(team, cluster, c.lane_order, chunk)
                .lead(team, cluster, c, winners + chunk);
        }
        team.sync();
        if (team.rank() == 0) tile_.memory.read_until[slot] = log_size_;
    }

    template <typename Key, typename Team>
    BERTH_TEAM_FUNCTION std::uint32_t best_winner(Team& team, const Cluster& cluster,
                                                  const ClassView& c,
                                                  const std::uint32_t* winners) {
        const std::uint32_t chunks = cluster.problem.lane_orders[c.lane_order].chunk_count;
        Key best = Key::none();
        for (std::uint32_t chunk = team.rank(); chunk < chunks; chunk += team.size()) {
            const std::uint32_t i = winners[chunk];
            if (i == no_instance) continue;
            const Key key = key_of<Key>(cluster, c, no_order(), i, cluster.state.left[i]);
            if (key < best) best = key;
        }
        best = team.min(best);
        return best.exists() ? best.instance(ordinal_mask(cluster.problem.instance_count))
                             : no_instance;
    }

    const Tile& tile_;
    std::uint32_t log_size_ = 0;  // commits of this tile
};

/// Places the runs of the tile in order; their chunks have been scored for the state as it is.
template <typename Team>
BERTH_TEAM_FUNCTION void place_tile(Team& team, const Cluster& cluster, const Tile& tile,
                                    const OutputView& out) {
    for (std::uint32_t slot = team.rank(); slot < tile.view.class_count; slot += team.size()) {
        tile.memory.read_until[slot] = 0;
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
