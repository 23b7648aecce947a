// Numbers of the packed problem that change its size and speed but never the answer.
#pragma once

#include <cstdint>

namespace berth::host::solve::device {

struct PackTuning {
    /// Chains whose keys fit into this many bits are compared as one number.
    unsigned narrow_key_bits = 63;

    /// A group's tasks are counted in a hash table if this many times its capacity is less than N,
    /// the size of a column: pairs take twice the room, and a probe costs more than a load.
    std::uint64_t hash_below = 4;

    /// Most chunks of a segment. More make fewer segments to compare per task, and a longer look at
    /// the one that the last task has touched; 64 x 64 chunks of 32 are 131,072 instances.
    std::uint32_t chunks_per_segment = 64;
};

}  // namespace berth::host::solve::device
