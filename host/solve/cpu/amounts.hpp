// The amounts of 64 instances or tasks as vector instructions want them.
#pragma once

#include <cstddef>
#include <cstdint>

#include "solve/amounts.hpp"

namespace berth::host::solve::cpu {

/// The amounts of 64 instances or tasks, a column per amount, as vector instructions want them.
struct alignas(64) AmountTile {
    static constexpr std::size_t size = 64;

    std::int32_t cpu_units[size];
    std::int32_t memory_mib[size];
    std::int32_t gpus[size];
    std::int32_t enis[size];

    void fill(const Amounts& amounts) {
        for (std::size_t k = 0; k < size; ++k) set(k, amounts);
    }
    void set(std::size_t k, const Amounts& amounts) {
        cpu_units[k] = amounts.cpu_units;
        memory_mib[k] = amounts.memory_mib;
        gpus[k] = amounts.gpus;
        enis[k] = amounts.enis;
    }
    Amounts get(std::size_t k) const { return {cpu_units[k], memory_mib[k], gpus[k], enis[k]}; }
};

/// The amounts of 64 entries, entry by entry: for entries that come and go one at a time, each
/// in a cache line of its own.
struct alignas(64) AmountBlock {
    static constexpr std::size_t size = 64;

    Amounts rows[size] = {};
};

/// One of the columns of a tile.
using AmountColumn = std::int32_t (AmountTile::*)[AmountTile::size];

}  // namespace berth::host::solve::cpu
