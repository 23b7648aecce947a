#include "generate/draws.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <numeric>

namespace berth::host::generate {
namespace {

using testing::ElementsAre;
using Weights = std::vector<std::uint64_t>;

TEST(Mix, GivesThePublishedSequenceOfSplitMix64) {
    constexpr std::uint64_t step = 0x9E3779B97F4A7C15u;
    EXPECT_EQ(model::mix(1234567 + step), 6457827717110365317u);
    EXPECT_EQ(model::mix(1234567 + 2 * step), 3203168211198807973u);
    EXPECT_EQ(model::mix(1234567 + 3 * step), 9817491932198370423u);
}

TEST(Random, StaysBelowItsBound) {
    Random random(1, Stream::sizes);
    for (const std::uint64_t bound :
         {std::uint64_t{1}, std::uint64_t{2}, std::uint64_t{1000}, std::uint64_t{1} << 32}) {
        for (int i = 0; i < 1000; ++i) ASSERT_LT(random.below(bound), bound);
    }
}

TEST(Random, GivesEachStreamAndIndexASequenceOfItsOwn) {
    EXPECT_NE(Random(1, Stream::sizes).next(), Random(1, Stream::shapes).next());
    EXPECT_NE(Random(1, Stream::sizes, 0).next(), Random(1, Stream::sizes, 1).next());
    EXPECT_NE(Random(1, Stream::sizes).next(), Random(2, Stream::sizes).next());
    EXPECT_EQ(Random(1, Stream::sizes, 5).next(), Random(1, Stream::sizes, 5).next());
}

TEST(Random, ShufflesWithoutLoss) {
    std::vector<int> values(100);
    std::iota(values.begin(), values.end(), 0);
    std::vector<int> shuffled = values;
    Random(1, Stream::sizes).shuffle(shuffled);
    EXPECT_NE(shuffled, values);
    std::ranges::sort(shuffled);
    EXPECT_EQ(shuffled, values);
}

TEST(Apportion, GivesLargestRemaindersFirst) {
    EXPECT_THAT(apportion(Weights{1, 1, 1}, 10), ElementsAre(4, 3, 3));
    EXPECT_THAT(apportion(Weights{5, 3, 2}, 9), ElementsAre(4, 3, 2));
    EXPECT_THAT(apportion(Weights{0, 1, 0}, 7), ElementsAre(0, 7, 0));
}

TEST(Apportion, KeepsTheMinimumWhileTheTotalSuffices) {
    EXPECT_THAT(apportion(Weights{1000, 1, 1}, 10, 1), ElementsAre(8, 1, 1));
    EXPECT_THAT(apportion(Weights{1, 0, 1}, 2, 1), ElementsAre(1, 0, 1));
    EXPECT_THAT(apportion(Weights{1, 1, 1}, 2, 1), ElementsAre(1, 1, 0)) << "dropped";
}

TEST(Apportion, AddsUpToTheTotal) {
    Random random(9, Stream::sizes);
    for (int round = 0; round < 200; ++round) {
        Weights weights(random.between(1, 40));
        for (std::uint64_t& weight : weights) weight = random.below(1000);
        weights[0] += 1;
        const auto total = static_cast<std::uint32_t>(random.below(100'000));
        const auto shares = apportion(weights, total, 1);
        EXPECT_EQ(std::accumulate(shares.begin(), shares.end(), 0u), total) << "round " << round;
    }
}

TEST(Apportion, GivesNothingWithoutWeights) {
    EXPECT_THAT(apportion(Weights{}, 10), ElementsAre());
    EXPECT_THAT(apportion(Weights{0, 0}, 10), ElementsAre(0, 0));
}

TEST(WeightedDraw, FollowsTheWeights) {
    const WeightedDraw draw(Weights{0, 1, 0, 3});
    Random random(1, Stream::sizes);
    std::vector<int> counts(4, 0);
    for (int i = 0; i < 40'000; ++i) ++counts[draw.draw(random)];
    EXPECT_EQ(counts[0], 0);
    EXPECT_EQ(counts[2], 0);
    EXPECT_NEAR(counts[1], 10'000, 500);
    EXPECT_FALSE(WeightedDraw(Weights{0, 0}).possible());
}

TEST(Replicas, AreLogNormalWithTheStatedQuantiles) {
    Random random(1, Stream::shapes);
    std::vector<std::uint64_t> draws(100'000);
    for (std::uint64_t& draw : draws) draw = draw_replicas_hundredths(random);
    std::ranges::sort(draws);
    EXPECT_NEAR(static_cast<double>(draws[25'000]) / 100, 7.8, 0.5);
    EXPECT_NEAR(static_cast<double>(draws[50'000]) / 100, 22.2, 1.0);
    EXPECT_NEAR(static_cast<double>(draws[95'000]) / 100, 284.0, 15.0);
    EXPECT_GE(draws.front(), 1u);
    EXPECT_LE(draws.back(), 255'101u);
}

}  // namespace
}  // namespace berth::host::generate
