// Numbers of the cpu backend that change its speed but never its answer.
#pragma once

#include <cstddef>
#include <cstdint>

namespace berth::host::solve::cpu {

struct CpuTuning {
    /// Every class scans all of its feasible instances for every task: the baseline for measuring
    /// the indices.
    bool scans_always = false;

    /// Up to this many eligible instances, a scan is as quick as an index that has to be
    /// maintained.
    std::size_t few_eligible = 192;

    /// With more buckets, looking at the best of every bucket costs more than a scan.
    std::size_t buckets_at_most = 64;

    /// An instance drawn at random has room with the probability feasible / N. After this many
    /// misses it pays to find out which instances have room.
    std::size_t random_steps_at_most = 64;

    /// A slot in a pack index costs every commit a comparison; a class of fewer tasks searches.
    std::uint64_t tasks_for_a_slot = 16;

    /// Cursors pay off from this many tasks of a class with spread.
    std::uint64_t tasks_for_cursors = 8;

    /// Looking at one changed instance costs as much as at this many consecutive ones: if more of
    /// the cluster has changed, a feasible set is rebuilt.
    std::size_t instances_per_change = 16;
};

}  // namespace berth::host::solve::cpu
