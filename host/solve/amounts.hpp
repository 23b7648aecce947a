// The four amounts that decide most fits.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>

namespace berth::host::solve {

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

}  // namespace berth::host::solve
