// Draws of durations: their means, their spread, and that a seed gives the same ones everywhere.
#include "simulate/duration.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <vector>

namespace berth::host::simulate {
namespace {

using Kind = Duration::Kind;
using testing::ElementsAre;

constexpr std::size_t draws = 200'000;

std::vector<double> seconds_drawn(const Duration& duration) {
    model::Random random(7, 1);
    std::vector<double> seconds(draws);
    for (double& second : seconds) {
        second = static_cast<double>(draw(duration, random).count()) / 1000;
    }
    return seconds;
}

double mean(const std::vector<double>& values) {
    double sum = 0;
    for (const double value : values) sum += value;
    return sum / static_cast<double>(values.size());
}

double median(std::vector<double> values) {
    std::ranges::nth_element(values, values.begin() + draws / 2);
    return values[draws / 2];
}

double deviation(const std::vector<double>& values) {
    std::vector<double> squares;
    const double middle = mean(values);
    for (const double value : values) squares.push_back((value - middle) * (value - middle));
    return std::sqrt(mean(squares));
}

TEST(Draw, OfAFixedDurationIsTheDurationAndTakesNoNumber) {
    model::Random random(1, 2);
    EXPECT_EQ(draw({Kind::fixed, 1.2345, 0}, random).count(), 1235);
    EXPECT_EQ(random.next(), model::Random(1, 2).next());
}

TEST(Draw, IsUniformBetweenItsEnds) {
    const std::vector<double> seconds = seconds_drawn({Kind::uniform, 10, 30});
    EXPECT_NEAR(mean(seconds), 20, 0.1);
    EXPECT_NEAR(deviation(seconds), 20 / std::sqrt(12), 0.1);
    EXPECT_GE(std::ranges::min(seconds), 10);
    EXPECT_LE(std::ranges::max(seconds), 30);
}

TEST(Draw, IsExponential) {
    const std::vector<double> seconds = seconds_drawn({Kind::exponential, 100, 0});
    EXPECT_NEAR(mean(seconds), 100, 1);
    EXPECT_NEAR(median(seconds), 100 * std::log(2), 1);
}

TEST(Draw, IsNormalAndCutOffAtZero) {
    const std::vector<double> seconds = seconds_drawn({Kind::normal, 100, 15});
    EXPECT_NEAR(mean(seconds), 100, 0.2);
    EXPECT_NEAR(deviation(seconds), 15, 0.2);
    EXPECT_EQ(std::ranges::min(seconds_drawn({Kind::normal, 1, 10})), 0);
}

TEST(Draw, IsLogNormal) {
    const std::vector<double> seconds = seconds_drawn({Kind::log_normal, 300, 0.8});
    EXPECT_NEAR(median(seconds), 300, 3);
    EXPECT_NEAR(mean(seconds), 300 * std::exp(0.32), 5);
}

TEST(Draw, IsTheSameEverywhere) {
    const auto first_three = [](const Duration& duration) {
        model::Random random(42, 3, 9);
        std::vector<std::int64_t> counts(3);
        for (std::int64_t& count : counts) count = draw(duration, random).count();
        return counts;
    };
    EXPECT_THAT(first_three({Kind::uniform, 0, 1000}), ElementsAre(492775, 390104, 523157));
    EXPECT_THAT(first_three({Kind::exponential, 1000, 0}), ElementsAre(678801, 494468, 740568));
    EXPECT_THAT(first_three({Kind::normal, 1000, 100}), ElementsAre(983862, 1008014, 876489));
    EXPECT_THAT(first_three({Kind::log_normal, 1000, 0.5}), ElementsAre(922478, 1040883, 539260));
}

TEST(Draw, IsNeverLongerThanTimesCanHold) {
    model::Random random(1, 1);
    EXPECT_EQ(draw({Kind::fixed, 1e300, 0}, random).count(), 1'000'000'000'000);
    for (int i = 0; i < 1000; ++i) {
        EXPECT_LE(draw({Kind::log_normal, 1e8, 20}, random).count(), 1'000'000'000'000);
    }
}

}  // namespace
}  // namespace berth::host::simulate
