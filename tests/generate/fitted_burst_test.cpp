#include "generate/fitted_burst.hpp"

#include <gtest/gtest.h>

namespace berth::host::generate {
namespace {

constexpr std::int64_t whole_load_ppm = 1'000'000;

Blueprint blueprint(const Need& need, std::uint64_t weight) {
    Blueprint made;
    made.shape = {need, false, weight};
    return made;
}

Composition composition(std::uint32_t tasks) {
    Composition made;
    made.preset.tasks = tasks;
    return made;
}

TEST(FitBurst, KeepsSizesThatMeetTheLoad) {
    const std::vector<Blueprint> blueprints = {blueprint({512, 1024, 0}, 1)};
    const FittedBurst burst =
        fit_burst(composition(10), 0, blueprints, {5120, 100'000, 0}, whole_load_ppm);
    EXPECT_EQ(burst.needs.front(), (Need{512, 1024, 0}));
    EXPECT_EQ(burst.counts.front(), 10u);
}

TEST(FitBurst, ScalesByPowersOfTwoWhileTheyFill) {
    const std::vector<Blueprint> blueprints = {blueprint({512, 1024, 0}, 1)};
    EXPECT_EQ(fit_burst(composition(10), 0, blueprints, {20'480, 1'000'000, 0}, whole_load_ppm)
                  .needs.front(),
              (Need{2048, 4096, 0}));
    EXPECT_EQ(fit_burst(composition(10), 0, blueprints, {1280, 1'000'000, 0}, whole_load_ppm)
                  .needs.front(),
              (Need{128, 256, 0}));
}

TEST(FitBurst, GrowsByEighthsWhereDoublingOvershoots) {
    const std::vector<Blueprint> blueprints = {blueprint({512, 1024, 0}, 1)};
    const FittedBurst burst =
        fit_burst(composition(10), 0, blueprints, {7680, 1'000'000, 0}, whole_load_ppm);
    EXPECT_EQ(burst.needs.front(), (Need{768, 1536, 0}));
}

TEST(FitBurst, LimitsGpuTasksInFavourOfTheOthers) {
    const std::vector<Blueprint> blueprints = {blueprint({100, 100, 1}, 50),
                                               blueprint({100, 100, 0}, 50)};
    const FittedBurst burst =
        fit_burst(composition(100), 0, blueprints, {100'000, 100'000, 20}, whole_load_ppm);
    EXPECT_EQ(burst.counts, (std::vector<std::uint32_t>{20, 80}));
    EXPECT_EQ(amounts_asked(burst).gpus, 20);
}

TEST(FitBurst, LeavesNothingBelowWhatAContainerNeeds) {
    const std::vector<Blueprint> blueprints = {blueprint({128, 128, 0}, 1),
                                               blueprint({0, 512, 0}, 1)};
    const FittedBurst burst =
        fit_burst(composition(1000), 0, blueprints, {1024, 1024, 0}, whole_load_ppm);
    EXPECT_EQ(burst.needs[0], (Need{2, 6, 0}));
    EXPECT_EQ(burst.needs[1], (Need{0, 6, 0}));
}

}  // namespace
}  // namespace berth::host::generate
