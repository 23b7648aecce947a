// Counts in a hashed table are those in a column.
#include "kernels/group_table.h"

#include <gtest/gtest.h>

#include <map>
#include <vector>

#include "generate_cases/dice.hpp"

namespace berth::kernels {
namespace {

void expect_counts(std::uint32_t instances, std::uint32_t capacity, std::uint32_t reach) {
    tests::Dice dice(capacity);
    GroupView group{};
    group.table_first = 3;
    group.table_capacity = capacity;
    std::vector<std::int32_t> tables(3 + 2 * std::max(instances, capacity), 0);
    std::map<std::uint32_t, std::int32_t> expected;
    for (int k = 0; k < 200; ++k) {
        const auto i = static_cast<std::uint32_t>(dice.below(instances));
        if (expected.size() == reach && !expected.contains(i)) continue;
        ++expected[i];
        count_task(tables.data(), group, instances, i);
        for (std::uint32_t j = 0; j < instances; ++j) {
            const auto found = expected.find(j);
            ASSERT_EQ(tasks_on(tables.data(), group, instances, j),
                      found == expected.end() ? 0 : found->second);
        }
    }
    EXPECT_GE(expected.size(), std::min(reach, instances / 2));
}

TEST(GroupTable, AColumnCounts) {
    expect_counts(100, 100, 100);
}

TEST(GroupTable, AHalfFullHashTableCounts) {
    for (const std::uint32_t capacity : {2U, 4U, 16U, 64U}) {
        expect_counts(100, capacity, capacity / 2);
    }
}

}  // namespace
}  // namespace berth::kernels
