// Tasks per group and instance: a column for groups that may be on many instances, a small hash
// table for the rest, so that 100,000 families on 10,000 instances stay within memory.
//
// A table entry is a pair (instance + 1, count); 0 means free. Capacities are powers of two, at
// least twice the instances that the group can reach, so a probe ends.
#pragma once

#include <cstdint>

#include "kernels/host_device.h"
#include "kernels/problem_view.h"

namespace berth::kernels {

/// Where a probe for the instance begins in a hashed table.
BERTH_HOST_DEVICE inline std::uint32_t home_of(std::uint32_t instance, std::uint32_t capacity) {
    return (instance * 2654435769U >> 7U) & (capacity - 1);
}

/// Tasks of the group on the instance. `column_capacity` = N: that capacity means a column.
BERTH_HOST_DEVICE inline std::int32_t tasks_on(const std::int32_t* tables, const GroupView& group,
                                               std::uint32_t column_capacity,
                                               std::uint32_t instance) {
    const std::int32_t* table = tables + group.table_first;
    if (group.table_capacity == column_capacity) return table[instance];
    const auto wanted = static_cast<std::int32_t>(instance + 1);
    for (std::uint32_t s = home_of(instance, group.table_capacity);;
         s = (s + 1) & (group.table_capacity - 1)) {
        if (table[2 * s] == wanted) return table[2 * s + 1];
        if (table[2 * s] == 0) return 0;
    }
}

/// One more task of the group on the instance. One thread at a time per hashed group, and per
/// instance of a column.
BERTH_HOST_DEVICE inline void count_task(std::int32_t* tables, const GroupView& group,
                                         std::uint32_t column_capacity, std::uint32_t instance) {
    std::int32_t* table = tables + group.table_first;
    if (group.table_capacity == column_capacity) {
        ++table[instance];
        return;
    }
    const auto wanted = static_cast<std::int32_t>(instance + 1);
    std::uint32_t s = home_of(instance, group.table_capacity);
    while (table[2 * s] != wanted && table[2 * s] != 0) s = (s + 1) & (group.table_capacity - 1);
    table[2 * s] = wanted;
    ++table[2 * s + 1];
}

}  // namespace berth::kernels
