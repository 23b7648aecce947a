#include "cli/what_if_table.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/what_if.hpp"

namespace berth::host::cli {
namespace {

using namespace test;
using ::testing::HasSubstr;
using ::testing::Not;

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
