#include "solve/random_order.hpp"

#include <gtest/gtest.h>

#include <vector>

namespace berth::host::solve {
namespace {

class RandomOrderSizes : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Sizes, RandomOrderSizes,
                         testing::Values(1, 2, 3, 4, 5, 7, 8, 9, 31, 32, 33, 63, 64, 65, 255, 256,
                                         257, 1000));

TEST_P(RandomOrderSizes, IsAPermutationAndPositionIsItsInverse) {
    const RandomOrder order(42, 7, GetParam());
    std::vector<bool> seen(GetParam(), false);
    for (std::uint64_t p = 0; p < GetParam(); ++p) {
        const std::uint64_t x = order.at(p);
        ASSERT_LT(x, GetParam());
        EXPECT_FALSE(seen[x]) << x << " stands twice";
        seen[x] = true;
        EXPECT_EQ(order.position(x), p);
    }
}

TEST(RandomOrder, DependsOnSeedAndTask) {
    int differ_by_seed = 0;
    int differ_by_task = 0;
    for (std::uint64_t t = 0; t < 100; ++t) {
        const std::uint64_t here = RandomOrder(1, t, 1000).at(0);
        differ_by_seed += here != RandomOrder(2, t, 1000).at(0) ? 1 : 0;
        differ_by_task += here != RandomOrder(1, t + 1, 1000).at(0) ? 1 : 0;
    }
    EXPECT_GT(differ_by_seed, 90);
    EXPECT_GT(differ_by_task, 90);
}

// Chi-square of the first position over many tasks: 9 degrees of freedom, 27.9 is the 0.1 % point.
TEST(RandomOrder, PutsEachInstanceFirstAboutEquallyOften) {
    constexpr int tasks = 20000;
    std::vector<int> first(10, 0);
    for (std::uint64_t t = 0; t < tasks; ++t) ++first[RandomOrder(0, t, 10).at(0)];
    double chi_square = 0;
    for (const int count : first) {
        const double off = count - tasks / 10.0;
        chi_square += off * off / (tasks / 10.0);
    }
    EXPECT_LT(chi_square, 27.9);
}

}  // namespace
}  // namespace berth::host::solve
