#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/history_fixture.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

std::string csv_of(const SimulationResult& result) {
    std::string text;
    write_simulation_csv(text, result);
    return text;
}

TEST(SimulationCsv, HasARowPerMinuteUnderItsHeadings) {
    const std::string csv = csv_of(workshop_history());
    EXPECT_THAT(csv, StartsWith("seconds,provisioning,pending,running,stopped,refused,"
                                "arm:launching,arm:active,arm:draining,arm:desired,arm:metric,"
                                "gpu:launching,gpu:active,gpu:draining,gpu:desired,gpu:metric,"
                                "no provider:active,no provider:draining\n"
                                "0.000,0,0,0,0,0,0,0,0,0,100,0,0,0,0,100,0,0\n"));
    EXPECT_THAT(csv, HasSubstr("\n120.000,2,0,0,0,0,1,0,0,1,200,1,0,0,1,200,0,0\n"));
    EXPECT_THAT(csv, HasSubstr("\n180.000,0,0,2,0,0,0,1,0,1,100,0,1,0,1,100,0,0\n"));
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + 23);
}

TEST(SimulationCsv, QuotesNamesThatNeedIt) {
    HistoryBuilder history("quotes");
    history.provider("a,\"b\"", 1, {});
    EXPECT_THAT(csv_of(history.finish(0)), HasSubstr(",\"a,\"\"b\"\":launching\","));
}

}  // namespace
}  // namespace berth::test
