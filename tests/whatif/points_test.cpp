#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <stdexcept>

#include "berth/error.hpp"
#include "berth/what_if.hpp"
#include "support/builders.hpp"

namespace berth {
namespace {

using ::testing::ElementsAre;

Axis axis(const std::string& name, std::size_t options) {
    Axis axis;
    axis.name = name;
    for (std::size_t o = 0; o < options; ++o) axis.options.push_back({std::to_string(o), {}});
    return axis;
}

Sweep grid(std::initializer_list<std::size_t> sizes) {
    Sweep sweep;
    for (const std::size_t size : sizes) {
        sweep.axes.push_back(axis("axis" + std::to_string(sweep.axes.size()), size));
    }
    return sweep;
}

TEST(Points, TheLastAxisTurnsFastest) {
    const Sweep sweep = grid({2, 3});
    EXPECT_EQ(point_count(sweep), 6u);
    EXPECT_THAT(scenario_key(sweep, 0).options, ElementsAre(0, 0));
    EXPECT_THAT(scenario_key(sweep, 1).options, ElementsAre(0, 1));
    EXPECT_THAT(scenario_key(sweep, 3).options, ElementsAre(1, 0));
    EXPECT_THAT(scenario_key(sweep, 5).options, ElementsAre(1, 2));
    EXPECT_EQ(point_name(sweep, scenario_key(sweep, 5)), "axis0=1, axis1=2");
}

TEST(Points, TrialsOfAPointFollowEachOther) {
    Sweep sweep = grid({2});
    sweep.trials = 3;
    const ScenarioKey key = scenario_key(sweep, 4);
    EXPECT_EQ(key.point, 1u);
    EXPECT_EQ(key.trial, 1u);
    EXPECT_THROW(scenario_key(sweep, 6), InputError);
}

TEST(Points, ASweepWithoutAxesIsTheBaseAlone) {
    const Sweep sweep;
    EXPECT_EQ(point_count(sweep), 1u);
    EXPECT_EQ(point_name(sweep, scenario_key(sweep, 0)), "as is");
}

TEST(Points, ASampleHoldsDifferentPointsInTheOrderOfTheGrid) {
    Sweep sweep = grid({50, 40, 30});
    sweep.mode = SweepMode::sample;
    sweep.sample_size = 500;
    sweep.sample_seed = 3;
    std::vector<std::vector<std::size_t>> points;
    for (std::uint64_t s = 0; s < 500; ++s) points.push_back(scenario_key(sweep, s).options);
    for (std::size_t s = 1; s < points.size(); ++s) EXPECT_LT(points[s - 1], points[s]);
}

TEST(Points, ASampleDependsOnItsSeedAlone) {
    Sweep sweep = grid({1000, 1000});
    sweep.mode = SweepMode::sample;
    sweep.sample_size = 3;
    sweep.sample_seed = 1;
    const auto first = scenario_key(sweep, 0).options;
    sweep.sample_seed = 2;
    EXPECT_NE(scenario_key(sweep, 0).options, first);
    sweep.sample_seed = 1;
    sweep.seed = 99;
    EXPECT_EQ(scenario_key(sweep, 0).options, first);
    EXPECT_THAT(first, ElementsAre(122, 666));  // the same on every machine
}

TEST(Points, ASampleOfAllPointsIsTheGrid) {
    Sweep sweep = grid({7, 11});
    sweep.mode = SweepMode::sample;
    sweep.sample_size = 77;
    for (std::uint64_t s = 0; s < 77; ++s) {
        EXPECT_THAT(scenario_key(sweep, s).options, ElementsAre(s / 11, s % 11));
    }
    sweep.sample_size = 78;
    EXPECT_THROW(point_count(sweep), InputError);
}

TEST(Points, EachPointIsAsLikelyInASampleAsAnyOther) {
    Sweep sweep = grid({10});
    sweep.mode = SweepMode::sample;
    sweep.sample_size = 3;
    std::vector<int> drawn(10, 0);
    for (sweep.sample_seed = 0; sweep.sample_seed < 2000; ++sweep.sample_seed) {
        for (std::uint64_t s = 0; s < 3; ++s) ++drawn[scenario_key(sweep, s).options[0]];
    }
    for (const int count : drawn) EXPECT_NEAR(count, 600, 100);  // five standard deviations
}

TEST(Points, AListNamesItsPoints) {
    Sweep sweep = grid({3, 3});
    sweep.mode = SweepMode::list;
    sweep.list = {{2, 0}, {0, 1}};
    EXPECT_EQ(point_count(sweep), 2u);
    EXPECT_THAT(scenario_key(sweep, 1).options, ElementsAre(0, 1));
}

TEST(Points, MoreScenariosThanADoubleCanNumberAreAnError) {
    Sweep sweep = grid({10'000, 10'000, 10'000});
    EXPECT_EQ(point_count(sweep), 1'000'000'000'000u);
    sweep.axes.push_back(axis("more", 10'000));
    EXPECT_THROW(point_count(sweep), InputError);
    sweep.axes.pop_back();
    sweep.trials = 1'000'000;
    EXPECT_THROW(point_count(sweep), InputError);
}

TEST(Points, LosingEachZoneIsAnOptionPerZone) {
    Sweep sweep;
    sweep.axes = {{"zone", {{"none", {}}}, true}};
    EXPECT_THROW(point_count(sweep), std::logic_error);
    const Snapshot cluster = test::make_snapshot(
        {test::with_attributes(test::make_instance("a"), {{"ecs.availability-zone", "z2"}}),
         test::with_attributes(test::make_instance("b"), {{"ecs.availability-zone", "z1"}}),
         test::with_attributes(test::make_instance("c"), {{"ecs.availability-zone", "z2"}})},
        {});
    sweep = expand(sweep, cluster);
    ASSERT_EQ(point_count(sweep), 3u);
    EXPECT_EQ(point_name(sweep, scenario_key(sweep, 0)), "zone=none");
    EXPECT_EQ(point_name(sweep, scenario_key(sweep, 1)), "zone=z1");
    EXPECT_EQ(std::get<LoseZone>(sweep.axes[0].options[2].edits.at(0)).zone, "z2");
}

}  // namespace
}  // namespace berth
