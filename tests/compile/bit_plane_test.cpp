#include "compile/bit_plane.hpp"

#include <gtest/gtest.h>

namespace berth::host::compile {
namespace {

// Sizes on both sides of every border of a word.
class BitPlaneSizes : public testing::TestWithParam<std::size_t> {};
INSTANTIATE_TEST_SUITE_P(Borders, BitPlaneSizes,
                         testing::Values(0, 1, 31, 32, 33, 63, 64, 65, 127, 128, 129));

TEST_P(BitPlaneSizes, KeepBitsPastTheLastInstanceAtZero) {
    const BitPlane plane(GetParam(), true);
    EXPECT_EQ(plane.count(), GetParam());
}

TEST_P(BitPlaneSizes, SetAndClearEachBitAlone) {
    BitPlane plane(GetParam());
    for (std::size_t i = 0; i < GetParam(); ++i) {
        plane.set(i);
        EXPECT_TRUE(plane.test(i)) << i;
        EXPECT_EQ(plane.count(), 1U) << i;
        plane.clear(i);
        EXPECT_FALSE(plane.test(i)) << i;
    }
}

TEST_P(BitPlaneSizes, VisitTheSetBitsInOrder) {
    BitPlane plane(GetParam());
    std::vector<std::size_t> set;
    for (std::size_t i = 0; i < GetParam(); i += 7) {
        plane.set(i);
        set.push_back(i);
    }
    std::vector<std::size_t> visited;
    for (std::size_t w = 0; w < plane.word_count(); ++w) {
        for_each_bit(plane.word(w), w, [&](std::size_t i) { visited.push_back(i); });
    }
    EXPECT_EQ(visited, set);
}

}  // namespace
}  // namespace berth::host::compile
