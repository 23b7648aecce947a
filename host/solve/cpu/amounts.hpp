// The four amounts that decide most fits, of one instance, of one task, or of 64 instances.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "compile/needs.hpp"

namespace berth::engine {

/// The four amounts of an instance, or of a task, side by side: one load and one comparison decide
/// a fit.
struct alignas(16) Amounts {
    std::int32_t cpu_units = 0;
    std::int32_t memory_mib = 0;
    std::int32_t gpus = 0;
    std::int32_t enis = 0;

    /// Whether every amount is at least the other's.
    bool covers(const Amounts& asked) const {
        return static_cast<unsigned>(cpu_units >= asked.cpu_units) &
               static_cast<unsigned>(memory_mib >= asked.memory_mib) &
               static_cast<unsigned>(gpus >= asked.gpus) &
               static_cast<unsigned>(enis >= asked.enis);
    }

    /// Raises each amount to at least the other's.
    void raise_to(const Amounts& other) {
        cpu_units = std::max(cpu_units, other.cpu_units);
        memory_mib = std::max(memory_mib, other.memory_mib);
        gpus = std::max(gpus, other.gpus);
        enis = std::max(enis, other.enis);
    }

    static constexpr std::int32_t nothing = std::numeric_limits<std::int32_t>::min();
    static constexpr Amounts none() { return {nothing, nothing, nothing, nothing}; }

    static constexpr std::int32_t too_much = std::numeric_limits<std::int32_t>::max();
    /// More than any instance has.
    static constexpr Amounts unmeetable() { return {too_much, too_much, too_much, too_much}; }

    friend bool operator==(const Amounts&, const Amounts&) = default;
};

/// What a task of the class asks of any instance. GPUs asked for as `ALL` come on top of it, and a
/// task without an interface does not mind an instance that has passed its limit.
inline Amounts asked_amounts(const TaskNeeds& needs) {
    return {needs.cpu_units, needs.memory_mib, needs.gpus,
            needs.enis > 0 ? needs.enis : Amounts::nothing};
}

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

/// One of the columns of a tile.
using AmountColumn = std::int32_t (AmountTile::*)[AmountTile::size];

}  // namespace berth::engine
