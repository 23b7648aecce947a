// berth scale-in: which tasks go, which are protected, and strategies as options give them.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

Outcome scale_in(std::vector<std::string> options) {
    return run_berth(on_example("scale-in", options, false));
}

TEST(ScaleIn, StopsTheUnprotectedTaskOfTheFullestZone) {
    const Outcome outcome = scale_in({"--service", "web"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("1 of 4 running tasks of service web would be stopped, 1 is "
                                       "protected from scale-in"));
    EXPECT_THAT(outcome.out, HasSubstr("(m5.large, us-west-2a)")) << "the zone with two tasks";
}

TEST(ScaleIn, NeverStopsAProtectedTask) {
    const Outcome outcome = scale_in({"--service", "web", "--count", "9", "--output", "json"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    EXPECT_EQ(answer.number("/schemaVersion"), 1);
    EXPECT_EQ(answer.number("/summary/running"), 4);
    EXPECT_EQ(answer.number("/summary/stopped"), 3);
    EXPECT_EQ(answer.number("/summary/protected"), 1);
    EXPECT_EQ(answer.number("/summary/shortBy"), 6);
    EXPECT_EQ(answer.size("/stopped"), 3U);
}

TEST(ScaleIn, TakesStrategiesInAnyCase) {
    for (const char* strategy : {"spread:attribute:ecs.availability-zone", "spread:instanceId",
                                 "spread:HOST", "BinPack:memory", "binpack:CPU", "random"}) {
        const Outcome outcome = scale_in({"--service", "web", "--strategy", strategy});
        EXPECT_EQ(outcome.status, 0) << strategy << '\n' << outcome;
    }
}

TEST(ScaleIn, RefusesWhatIsNoStrategy) {
    for (const char* strategy : {"", "pack", "binpack", "binpack:disk", "spread"}) {
        const Outcome outcome = scale_in({"--service", "web", "--strategy", strategy});
        EXPECT_EQ(outcome.status, 2) << strategy << '\n' << outcome;
        EXPECT_THAT(outcome.err, HasSubstr("--strategy")) << strategy;
    }
    std::vector<std::string> six = {"--service", "web"};
    for (int i = 0; i < 6; ++i) six.insert(six.end(), {"--strategy", "random"});
    EXPECT_EQ(scale_in(six).status, 2);
}

TEST(ScaleIn, TheSeedDecidesWhatRandomStops) {
    const auto first = [](const std::string& seed) {
        return scale_in({"--service", "web", "--strategy", "random", "--seed", seed}).out;
    };
    EXPECT_EQ(first("1"), first("1"));
    bool differs = false;
    for (int seed = 0; seed < 20 && !differs; ++seed) {
        differs = first(std::to_string(seed)) != first("1");
    }
    EXPECT_TRUE(differs);
}

TEST(ScaleIn, RefusesAServiceThatTheSnapshotDoesNotKnow) {
    const Outcome outcome = scale_in({"--service", "nobody"});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("nobody"));
}

}  // namespace
}  // namespace berth::test
