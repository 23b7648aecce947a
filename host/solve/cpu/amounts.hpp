// The amounts of 64 instances or tasks in the layout for vector instructions.
#pragma once

#include <cstddef>
#include <cstdint>

#include "solve/amounts.hpp"

namespace berth::host::solve::cpu {

/// The amounts of 64 instances or tasks, a column per amount, in the layout for vector
/// instructions.
struct alignas(64) AmountTile {
    static constexpr std::size_t size = 64;

    std::int32_t columns[kernels::resource_count][size];

    std::int32_t* operator[](kernels::Resource resource) {
        return columns[static_cast<std::size_t>(resource)];
    }
    const std::int32_t* operator[](kernels::Resource resource) const {
        return columns[static_cast<std::size_t>(resource)];
    }

    void fill(const Amounts& amounts) {
        for (std::size_t k = 0; k < size; ++k) set(k, amounts);
    }
    void set(std::size_t k, const Amounts& amounts) {
        for (std::size_t r = 0; r < kernels::resource_count; ++r) columns[r][k] = amounts.of[r];
    }
    Amounts get(std::size_t k) const {
        Amounts amounts{};
        for (std::size_t r = 0; r < kernels::resource_count; ++r) amounts.of[r] = columns[r][k];
        return amounts;
    }
};

/// The amounts of 64 entries, entry by entry: for entries that come and go one at a time, each in
/// its own cache line.
struct alignas(64) AmountBlock {
    static constexpr std::size_t size = 64;

    Amounts rows[size] = {};
};

}  // namespace berth::host::solve::cpu
