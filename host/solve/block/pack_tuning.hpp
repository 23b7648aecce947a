// Numbers of the packed problem that change its size and speed and never the answer.
#pragma once

#include <cstdint>

namespace berth::engine {

struct PackTuning {
    /// Chains whose keys fit into so many bits are compared as one number.
    unsigned narrow_key_bits = 63;

    /// A group's tasks are counted in a hash table where so many times its capacity is less than N,
    /// the size of a column: pairs take twice the room, and a probe costs more than a load.
    std::uint64_t hash_below = 4;
};

}  // namespace berth::engine
