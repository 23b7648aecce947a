#include "cli/console.hpp"

#include <gtest/gtest.h>

namespace berth::host::cli {

namespace {

TEST(Progress, TellsShareAndRate) {
    EXPECT_EQ(progress_text("placing", "task", 45'000, 100'000, 0.1),
              "placing: 45,000 of 100,000 tasks (45.0 %), 450,000 tasks/s");
}

TEST(Progress, TellsTheTimeLeftOfLongWork) {
    EXPECT_EQ(progress_text("solving", "scenario", 250, 1'000, 10.0),
              "solving: 250 of 1,000 scenarios (25.0 %), 25 scenarios/s, 30.0 s left");
}

TEST(Progress, NamesThePhaseWhileNothingIsDecided) {
    EXPECT_EQ(progress_text("compiling", "task", 0, 0, 3.0), "compiling ...");
    EXPECT_EQ(progress_text("placing", "task", 0, 100, 3.0), "placing ...");
}

TEST(Progress, CostsNothingWhereItIsNotShown) {
    ProgressMeter never(ProgressMode::never, false);
    EXPECT_FALSE(never.callback());
    ProgressMeter quiet(ProgressMode::always, true);
    EXPECT_FALSE(quiet.callback());
}

TEST(Progress, ReportsEachPhaseAtOnceWhenAlwaysWanted) {
    testing::internal::CaptureStderr();
    {
        ProgressMeter meter(ProgressMode::always, false);
        meter.phase("reading");
        meter.phase("placing");
        ASSERT_TRUE(meter.callback());
        meter.callback()(5, 10);
    }
    const std::string text = testing::internal::GetCapturedStderr();
    EXPECT_NE(text.find("berth: reading ...\n"), std::string::npos) << text;
    EXPECT_NE(text.find("berth: placing ...\n"), std::string::npos) << text;
}

}  // namespace

}  // namespace berth::host::cli
