#include "solve/group_counts.hpp"

#include <gtest/gtest.h>

#include <map>

namespace berth::host::solve {
namespace {

// Crosses the border at which a sorted list becomes a column.
TEST(GroupCounts, CountTheSameAsAListAndAsAColumn) {
    constexpr std::size_t instances = 100;
    GroupCounts counts(2, instances);
    std::map<std::size_t, std::int32_t> expected;
    for (std::size_t k = 0; k < 500; ++k) {
        const std::size_t instance = k * k % 97;
        counts.add(1, instance);
        ++expected[instance];
        for (std::size_t i = 0; i < instances; ++i) {
            ASSERT_EQ(counts.get(1, i), expected.contains(i) ? expected[i] : 0) << k << ' ' << i;
        }
    }
    EXPECT_EQ(counts.get(0, 5), 0);
}

}  // namespace
}  // namespace berth::host::solve
