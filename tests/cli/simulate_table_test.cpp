#include "cli/simulate_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/film_fixture.hpp"

namespace berth::host::cli {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

std::string table_of(const SimulationResult& result, const std::string& minutes = "changes") {
    return simulation_table(result, parse_minute_rows(minutes), Style(false));
}

TEST(SimulateTable, BeginsWithTheVerdict) {
    EXPECT_EQ(simulation_verdict(workshop_film()),
              "2 of 2 tasks ran; all were running after 2 min 35 s; 0.70 instance-hours, 0.35 USD");
    EXPECT_THAT(table_of(workshop_film()),
                StartsWith(simulation_verdict(workshop_film()) +
                           "\nPrices: by hand\n\nTotals\n  2 tasks: 2 finished\n  simulated 22 "
                           "min, at most 2 instances at a time\n  0.70 instance-hours, 0.35 USD, "
                           "of it 0.0700 USD while no task ran\n"));
}

TEST(SimulateTable, LeavesOutOfTheVerdictWhatDidNotHappen) {
    EXPECT_EQ(simulation_verdict(odd_film()), "6 of 11 tasks ran; 0.17 instance-hours, 0.0826 USD");
    FilmBuilder nothing("nothing");
    EXPECT_EQ(simulation_verdict(nothing.finish(0)), "No task was asked for");
}

TEST(SimulateTable, ShowsWaitsAndInstances) {
    const std::string table = table_of(workshop_film());
    EXPECT_THAT(table,
                HasSubstr("Waits from the request to RUNNING\n"
                          "  Tasks         p50         p90         p99     maximum        mean\n"
                          "      2  2 min 35 s  2 min 35 s  2 min 35 s  2 min 35 s  2 min 35 s\n"));
    EXPECT_THAT(table, HasSubstr("  Capacity provider  Type       Instances  Hours  Tasks\n"
                                 "  arm                t4g.micro          1   0.35      1\n"
                                 "  gpu                p2.xlarge          1   0.35      1\n"));
}

TEST(SimulateTable, ExplainsTheDecisionsThatChangedAGroup) {
    const SimulationResult result = workshop_film();
    const std::string table = table_of(result);
    std::size_t shown = 0;
    for (const ScalingDecision& decision : result.decisions) {
        const bool changed = decision.desired_before != decision.desired_after;
        shown += changed ? 1U : 0U;
        if (changed) {
            EXPECT_THAT(table, HasSubstr(explain_decision(result, decision)));
        }
    }
    EXPECT_EQ(shown, 4U);
    EXPECT_THAT(table, HasSubstr("   1 min  arm                0 -> 1   M = 1 because"));
    EXPECT_THAT(table, Not(HasSubstr("datapoints below the target so far")));
}

TEST(SimulateTable, ShowsTheMinutesThatChangedAndCountsTheOthers) {
    const std::string table = table_of(workshop_film());
    EXPECT_THAT(
        table,
        HasSubstr(
            "  2 min             2        0        0        0        0  0 + 1  200  0 + 1  200\n"));
    EXPECT_THAT(table, HasSubstr("  ... and 17 more minutes in which nothing changed; --minutes "
                                 "all shows all, and so does --output csv\n"));
    EXPECT_THAT(table_of(workshop_film(), "all"), Not(HasSubstr("more minute")));
    EXPECT_THAT(table_of(workshop_film(), "10"), HasSubstr("  ... and 20 more minutes; --minutes"));
}

TEST(SimulateTable, CountsFailuresWithTheirReasons) {
    const std::string table = table_of(odd_film());
    EXPECT_THAT(table, HasSubstr("\nNot run to the end\n"));
    EXPECT_THAT(table, HasSubstr("Tasks provisioning capacity limit exceeded.\n"));
    EXPECT_THAT(table, HasSubstr("RESOURCE:MEMORY on 2 instances, ATTRIBUTE on 1 instance\n"));
    EXPECT_THAT(table_of(workshop_film()), Not(HasSubstr("Not run to the end")));
}

TEST(SimulateTable, HasAColumnForInstancesOfNoProvider) {
    EXPECT_THAT(table_of(odd_film()), HasSubstr("no provider"));
    EXPECT_THAT(table_of(workshop_film()), Not(HasSubstr("no provider")));
}

TEST(SimulateTable, LetsNoNameSteerTheTerminal) {
    SimulationResult result = odd_film();
    result.providers.front().name = "\x1b[31mred";
    result.price_source = result.currency = "\x1b]0;title";
    for (TaskKind& kind : result.task_kinds) kind.task_definition = "\x1b[1m";
    EXPECT_THAT(table_of(result), Not(HasSubstr("\x1b")));
}

TEST(SimulateTable, RefusesRowsThatItDoesNotKnow) {
    for (const char* const text : {"", "0", "-1", "some", "5x", "1.5"}) {
        EXPECT_THROW(parse_minute_rows(text), InputError) << text;
    }
    EXPECT_EQ(parse_minute_rows("15").every, 15U);
    EXPECT_TRUE(parse_minute_rows("changes").only_changes);
}

}  // namespace
}  // namespace berth::host::cli
