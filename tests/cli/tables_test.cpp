#include "cli/tables.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/history_fixture.hpp"
#include "support/what_if.hpp"

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
    EXPECT_EQ(simulation_verdict(workshop_history()),
              "2 of 2 tasks ran; all were running after 2 min 35 s; 0.70 instance-hours, 0.35 USD");
    EXPECT_THAT(table_of(workshop_history()),
                StartsWith(simulation_verdict(workshop_history()) +
                           "\nPrices: by hand\n\nTotals\n  2 tasks: 2 finished\n  simulated 22 "
                           "min, at most 2 instances at a time\n  0.70 instance-hours, 0.35 USD, "
                           "of it 0.0700 USD while no task ran\n"));
}

TEST(SimulateTable, LeavesOutOfTheVerdictWhatDidNotHappen) {
    EXPECT_EQ(simulation_verdict(odd_history()),
              "6 of 11 tasks ran; 0.17 instance-hours, 0.0826 USD");
    HistoryBuilder nothing("nothing");
    EXPECT_EQ(simulation_verdict(nothing.finish(0)), "No task was asked for");
}

TEST(SimulateTable, ShowsWaitsAndInstances) {
    const std::string table = table_of(workshop_history());
    EXPECT_THAT(table,
                HasSubstr("Waits from the request to RUNNING\n"
                          "  Tasks         p50         p90         p99     maximum        mean\n"
                          "      2  2 min 35 s  2 min 35 s  2 min 35 s  2 min 35 s  2 min 35 s\n"));
    EXPECT_THAT(table, HasSubstr("  Capacity provider  Type       Instances  Hours  Tasks\n"
                                 "  arm                t4g.micro          1   0.35      1\n"
                                 "  gpu                p2.xlarge          1   0.35      1\n"));
}

TEST(SimulateTable, ExplainsTheDecisionsThatChangedAGroup) {
    const SimulationResult result = workshop_history();
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
    const std::string table = table_of(workshop_history());
    EXPECT_THAT(
        table,
        HasSubstr(
            "  2 min             2        0        0        0        0  0 + 1  200  0 + 1  200\n"));
    EXPECT_THAT(table, HasSubstr("  ... and 17 more minutes in which nothing changed; --minutes "
                                 "all shows all, and so does --output csv\n"));
    EXPECT_THAT(table_of(workshop_history(), "all"), Not(HasSubstr("more minute")));
    EXPECT_THAT(table_of(workshop_history(), "10"),
                HasSubstr("  ... and 20 more minutes; --minutes"));
}

TEST(SimulateTable, CountsFailuresWithTheirReasons) {
    const std::string table = table_of(odd_history());
    EXPECT_THAT(table, HasSubstr("\nNot run to the end\n"));
    EXPECT_THAT(table, HasSubstr("Tasks provisioning capacity limit exceeded.\n"));
    EXPECT_THAT(table, HasSubstr("RESOURCE:MEMORY on 2 instances, ATTRIBUTE on 1 instance\n"));
    EXPECT_THAT(table_of(workshop_history()), Not(HasSubstr("Not run to the end")));
}

TEST(SimulateTable, HasAColumnForInstancesOfNoProvider) {
    EXPECT_THAT(table_of(odd_history()), HasSubstr("no provider"));
    EXPECT_THAT(table_of(workshop_history()), Not(HasSubstr("no provider")));
}

TEST(SimulateTable, LetsNoNameSteerTheTerminal) {
    SimulationResult result = odd_history();
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

TEST(WhatIfTable, ShowsTheVerdictTheBaseAndTheBest) {
    EXPECT_EQ(what_if_table(some_report({}), 2, Style(false)),
              "Best of 4 points by placed, cost-per-hour: point 3: 8 of 8 tasks placed at 12.50 "
              "USD/h (base: 5 of 8 tasks placed at 0.5000 USD/h)\n"
              "Prices: on demand, by hand\n"
              "\n"
              "Base\n"
              "  Rank  Point    Pareto  placed [tasks]  cost-per-hour [USD/h]\n"
              "     4  point 0  *                    5                 0.5000\n"
              "\n"
              "Best points, in brackets the difference to the base\n"
              "  Rank  Point    Pareto  placed [tasks]  cost-per-hour [USD/h]\n"
              "     1  point 3  *               8 (+3)         12.50 (+12.00)\n"
              "     2  point 1                  8 (+3)         16.25 (+15.75)\n"
              "  ... and 2 more points; --top 4 shows all, and so do --output json and csv\n");
}

TEST(WhatIfTable, CountsThePointsThatMeetTheRequirements) {
    whatif::ReportOptions options;
    options.requirements = {"placed=100%"};
    EXPECT_THAT(what_if_verdict(some_report(options)),
                HasSubstr("2 of 4 points meet placed=100%; best of 4 points by"));
    options.requirements = {"cost-per-hour<0.1"};
    EXPECT_THAT(what_if_verdict(some_report(options)), HasSubstr("0 of 4 points meet"));
    EXPECT_THAT(what_if_table(some_report(options), 9, Style(false)), HasSubstr("Meets all"));
}

TEST(WhatIfTable, SaysWhenNoChangeBeatsTheBase) {
    whatif::ReportOptions options;
    options.objective = "cost-per-hour,utilisation-cpu";
    const WhatIfReport report = some_report(options);
    EXPECT_THAT(what_if_verdict(report), HasSubstr("no change beats it"));
    const std::string table = what_if_table(report, 9, Style(false));
    EXPECT_THAT(table, HasSubstr("50.0 % (=)"));
    EXPECT_THAT(table, HasSubstr("Not placed in point 0, by what binds\n  3 tasks: "
                                 "RESOURCE:MEMORY"));
    EXPECT_THAT(table, Not(HasSubstr("more point")));
}

TEST(WhatIfTable, CountsTheTrialsInWhichAllFits) {
    whatif::ReportBuilder builder(some_sweep(2), some_basis(), {});
    builder.add(some_result(0, 6, 2, 1.0));
    builder.add(some_result(1, 7, 0, 1.0));
    const std::string table = what_if_table(builder.finish(1, label), 9, Style(false));
    EXPECT_THAT(table, HasSubstr("6.5 of 7.5 tasks placed at 1.00 USD/h, all of them in 1 of 2 "
                                 "trials"));
    EXPECT_THAT(table, HasSubstr("6-7"));
}

TEST(WhatIfTable, LetsNoNameSteerTheTerminal) {
    WhatIfReport report = some_report({});
    for (PointReport& point : report.points) point.name = "\x1b[31mred";
    report.price_source = "\x1b]0;title";
    EXPECT_THAT(what_if_table(report, 9, Style(false)), Not(HasSubstr("\x1b")));
}

TEST(WhatIfTable, AnEmptySweepHasNoRows) {
    whatif::ReportBuilder builder(some_sweep(1), some_basis(), {});
    EXPECT_THAT(what_if_table(builder.finish(0, label), 9, Style(false)),
                HasSubstr("No point was solved"));
}

TEST(WhatIfTable, WritesAmountsWithTheirSeparators) {
    const MetricInfo count{"placed", "tasks", Better::higher, ""};
    const MetricInfo share{"utilisation-cpu", "share", Better::higher, ""};
    const MetricInfo money{"cost-per-hour", "USD/h", Better::lower, ""};
    EXPECT_EQ(metric_text(count, 1234567), "1,234,567");
    EXPECT_EQ(metric_text(share, 0.6125), "61.3 %");
    EXPECT_EQ(metric_text(money, 1234.5), "1,234.50");
    EXPECT_EQ(metric_text(money, 0.0255), "0.0255");
    EXPECT_EQ(difference_text(count, -1200), "-1,200");
    EXPECT_EQ(difference_text(share, -0.031), "-3.1 pp");
    EXPECT_EQ(difference_text(money, 1e-13), "=");
}

}  // namespace

}  // namespace berth::host::cli
