#include "simulate/duration_text.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::host::simulate {
namespace {

std::int64_t milliseconds(std::string_view text) {
    return parse_duration(text).count();
}

TEST(DurationText, ReadsANumberWithAUnit) {
    EXPECT_EQ(milliseconds("300s"), 300'000);
    EXPECT_EQ(milliseconds("250 ms"), 250);
    EXPECT_EQ(milliseconds("1.5 h"), 5'400'000);
    EXPECT_EQ(milliseconds("0s"), 0);
    EXPECT_EQ(milliseconds(".5min"), 30'000);
}

TEST(DurationText, AddsItsPartsUp) {
    EXPECT_EQ(milliseconds("2 min 35 s"), 155'000);
    EXPECT_EQ(milliseconds("1d2h3m4s5ms"), 93'784'005);
    EXPECT_EQ(milliseconds("  30s  "), 30'000);
}

TEST(DurationText, RefusesWhatIsNoLengthOfTime) {
    for (const char* const text :
         {"", " ", "300", "s", "-5s", "5 x", "1e3s", "inf s", "nan s", "5 s s", "1 year", "1e999d",
          "999999999999999999999d", "36601 d", "5\ns", "+5s", "0x10s"}) {
        EXPECT_THROW(parse_duration(text), InputError) << text;
    }
}

TEST(DurationText, NamesTheTextAndARemedy) {
    try {
        parse_duration("300");
        FAIL() << "was read";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), testing::HasSubstr("'300' is not a length of time"));
        EXPECT_THAT(error.what(), testing::HasSubstr("'300s'"));
    }
}

TEST(DurationText, WritesTheUnitsThatAreNeeded) {
    EXPECT_EQ(duration_text(SimulationTime(155'000)), "2 min 35 s");
    EXPECT_EQ(duration_text(SimulationTime(0)), "0 s");
    EXPECT_EQ(duration_text(SimulationTime(93'600'000)), "1 d 2 h");
    EXPECT_EQ(duration_text(SimulationTime(4'250)), "4.25 s");
    EXPECT_EQ(duration_text(SimulationTime(60'001)), "1 min 0.001 s");
    EXPECT_EQ(duration_text(SimulationTime(-1'500)), "-1.5 s");
}

TEST(DurationText, ReadsWhatItWrites) {
    for (std::int64_t time = 0; time < 400'000'000; time = time * 3 + 7) {
        EXPECT_EQ(milliseconds(duration_text(SimulationTime(time))), time);
    }
}

}  // namespace
}  // namespace berth::host::simulate
