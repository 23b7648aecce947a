// Picking an instance in a tile (place_tile.h): a tournament in three rounds.
//
// The winners of chunks play for the lead of their segment, the leaders of segments for the task.
// Of the chunks that commits of this tile have touched since the class was last looked at, the
// winner is found anew first, then the leader of its segment: a gang each.
//
// The instances of a segment, and so of its chunks, lie in the same buckets of the class's spread
// attributes (LaneOrderView). Why the answer is that of a full scan, to the bit:
//
//   * A key is made of what the instance alone has (amounts, tasks of the group on it, ordinal) and
//     of counters of its buckets. Within a segment the counters are the same for all, whatever they
//     are. So who leads a chunk or a segment depends on its own instances alone, and so does who is
//     feasible in it.
//   * A commit changes one instance. So it can change the lead of one chunk and one segment of an
//     order, and these two are looked at again before the next task of the class.
//   * What leaders are compared by is always computed from the state as it is then; only *which*
//     instance leads is remembered.
//
// After the first task of a run just one chunk and one segment have been touched, and some fifty
// leaders are left to compare even among 100,000 instances. That is work for one gang. So the first
// gang places the run alone, without a barrier of the whole team from task to task, while the
// others wait. Where an attribute has so many buckets that segments are many, all of them compare.
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
    std::uint32_t segments_of_gang;  ///< so many segments at most are compared by a gang alone
};

/// What `read_until` says of a class whose segments nobody has looked at in this tile.
constexpr std::uint32_t nothing_read = UINT32_MAX;

/// Picks among the leaders of the segments. One per member, all in the same state.
class TilePicker {
   public:
    BERTH_TEAM_FUNCTION explicit TilePicker(const Tile& tile) : tile_(tile) {}

    /// Whether the segments are few enough for a gang to compare.
    BERTH_TEAM_FUNCTION bool needs_one_gang(const Cluster& cluster, const ClassView& c) const {
        return c.chunks_keep_best &&
               cluster.problem.lane_orders[c.lane_order].segment_count <= tile_.segments_of_gang;
    }

    /// What has gathered since the class was last looked at is work for all gangs.
    template <typename Team>
    BERTH_TEAM_FUNCTION void begin_run(Team& team, const Cluster& cluster, const ClassView& c,
                                       std::uint32_t run) {
        catch_up(team, cluster, c, tile_.slot_of_run[run]);
        team.sync();
    }

    template <typename Team>
    BERTH_TEAM_FUNCTION std::uint32_t pick(Team& team, const Cluster& cluster, const ClassView& c,
                                           std::uint32_t run, std::uint64_t ordinal) {
        if (!c.chunks_keep_best) return best_instance(team, cluster, c, ordinal);
        const std::uint32_t slot = tile_.slot_of_run[run];
        catch_up(team, cluster, c, slot);
        return c.narrow ? best_leader<NarrowKey>(team, cluster, c, leaders(slot))
                        : best_leader<WideKey>(team, cluster, c, leaders(slot));
    }

    template <typename Team>
    BERTH_TEAM_FUNCTION void committed(Team& team, const Cluster& cluster, std::uint32_t instance) {
        if (team.rank() == 0) tile_.memory.log[log_size_] = instance;
        for (std::uint32_t order = team.rank(); order < cluster.problem.lane_order_count;
             order += team.size()) {
            last_commit(order)[chunks_of(cluster, order)[instance]] = log_size_;
            last_of_segment(order)[segments_of(cluster, order)[instance]] = log_size_;
        }
        ++log_size_;
    }

    BERTH_TEAM_FUNCTION void committed_by_others(std::uint32_t tasks) { log_size_ += tasks; }

   private:
    BERTH_TEAM_FUNCTION static const std::uint32_t* chunks_of(const Cluster& cluster,
                                                              std::uint32_t order) {
        const ProblemView& problem = cluster.problem;
        return problem.chunk_of_instance + problem.lane_orders[order].instance_first;
    }
    BERTH_TEAM_FUNCTION static const std::uint32_t* segments_of(const Cluster& cluster,
                                                                std::uint32_t order) {
        const ProblemView& problem = cluster.problem;
        return problem.segment_of_instance + problem.lane_orders[order].instance_first;
    }

    BERTH_TEAM_FUNCTION std::uint32_t* last_commit(std::uint32_t order) const {
        return tile_.memory.last_commit + std::uint64_t{order} * tile_.memory.winners_stride;
    }
    BERTH_TEAM_FUNCTION std::uint32_t* last_of_segment(std::uint32_t order) const {
        return tile_.memory.last_of_segment + std::uint64_t{order} * tile_.memory.leaders_stride;
    }
    BERTH_TEAM_FUNCTION std::uint32_t* winners(std::uint32_t slot) const {
        return tile_.memory.winners + std::uint64_t{slot} * tile_.memory.winners_stride;
    }
    BERTH_TEAM_FUNCTION std::uint32_t* leaders(std::uint32_t slot) const {
        return tile_.memory.leaders + std::uint64_t{slot} * tile_.memory.leaders_stride;
    }

    // Finds the winners of touched chunks anew, then the leaders of their segments; of a class that
    // comes for the first time, the leaders of all.
    template <typename Team>
    BERTH_TEAM_FUNCTION void catch_up(Team& team, const Cluster& cluster, const ClassView& c,
                                      std::uint32_t slot) {
        const std::uint32_t read = tile_.memory.read_until[slot];
        if (read == log_size_) return;
        lead_chunks(team, cluster, c, slot, read == nothing_read ? 0 : read);
        team.sync();
        if (read == nothing_read) {
            const std::uint32_t count = cluster.problem.lane_orders[c.lane_order].segment_count;
            for (std::uint32_t s = team.gang(); s < count; s += team.gangs()) {
                lead_segment(team, cluster, c, slot, s);
            }
        } else {
            lead_segments(team, cluster, c, slot, read);
        }
        team.sync();
        if (team.rank() == 0) tile_.memory.read_until[slot] = log_size_;
    }

    // Of several commits to a chunk, the last one's gang looks at it.
    template <typename Team>
    BERTH_TEAM_FUNCTION void lead_chunks(Team& team, const Cluster& cluster, const ClassView& c,
                                         std::uint32_t slot, std::uint32_t read) {
        const std::uint32_t* chunk_of = chunks_of(cluster, c.lane_order);
        for (std::uint32_t k = read + team.gang(); k < log_size_; k += team.gangs()) {
            const std::uint32_t chunk = chunk_of[tile_.memory.log[k]];
            if (last_commit(c.lane_order)[chunk] != k) continue;
            ChunkRows<Team>(team, cluster, c.lane_order, chunk)
                .lead(team, cluster, c, winners(slot) + chunk);
        }
    }

    // The same for segments.
    template <typename Team>
    BERTH_TEAM_FUNCTION void lead_segments(Team& team, const Cluster& cluster, const ClassView& c,
                                           std::uint32_t slot, std::uint32_t read) {
        const std::uint32_t* segment_of = segments_of(cluster, c.lane_order);
        for (std::uint32_t k = read + team.gang(); k < log_size_; k += team.gangs()) {
            const std::uint32_t segment = segment_of[tile_.memory.log[k]];
            if (last_of_segment(c.lane_order)[segment] != k) continue;
            lead_segment(team, cluster, c, slot, segment);
        }
    }

    template <typename Team>
    BERTH_TEAM_FUNCTION void lead_segment(Team& team, const Cluster& cluster, const ClassView& c,
                                          std::uint32_t slot, std::uint32_t segment) {
        if (c.narrow) {
            lead_segment<NarrowKey>(team, cluster, c, slot, segment);
        } else {
            lead_segment<WideKey>(team, cluster, c, slot, segment);
        }
    }

    template <typename Key, typename Team>
    BERTH_TEAM_FUNCTION void lead_segment(Team& team, const Cluster& cluster, const ClassView& c,
                                          std::uint32_t slot, std::uint32_t segment) {
        const std::uint32_t* begin = cluster.problem.segment_chunks +
                                     cluster.problem.lane_orders[c.lane_order].segment_first +
                                     segment;
        const Key best = team.gang_min(smallest<Key>(
            cluster, c, winners(slot), begin[0] + team.lane(), begin[1], Team::lanes));
        if (team.lane() == 0) leaders(slot)[segment] = instance_of(cluster, best);
    }

    template <typename Key, typename Team>
    BERTH_TEAM_FUNCTION std::uint32_t best_leader(Team& team, const Cluster& cluster,
                                                  const ClassView& c,
                                                  const std::uint32_t* leaders) {
        const std::uint32_t count = cluster.problem.lane_orders[c.lane_order].segment_count;
        return instance_of(
            cluster, team.min(smallest<Key>(cluster, c, leaders, team.rank(), count, team.size())));
    }

    // The smallest key, as of now, of the instances at first, first + step, ... below `end`.
    template <typename Key>
    BERTH_TEAM_FUNCTION static Key smallest(const Cluster& cluster, const ClassView& c,
                                            const std::uint32_t* instances, std::uint32_t first,
                                            std::uint32_t end, std::uint32_t step) {
        Key best = Key::none();
        for (std::uint32_t k = first; k < end; k += step) {
            const std::uint32_t i = instances[k];
            if (i == no_instance) continue;
            const Key key = key_of<Key>(cluster, c, no_order(), i, cluster.state.left[i]);
            if (key < best) best = key;
        }
        return best;
    }

    template <typename Key>
    BERTH_TEAM_FUNCTION static std::uint32_t instance_of(const Cluster& cluster, const Key& best) {
        return best.exists() ? best.instance(ordinal_mask(cluster.problem.instance_count))
                             : no_instance;
    }

    const Tile& tile_;
    std::uint32_t log_size_ = 0;  // commits of this tile
};

}  // namespace berth::kernels
