// Points, their statistics and how they are written.
#include "whatif/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <stdexcept>

#include "berth/error.hpp"
#include "generate_cases/dice.hpp"
#include "support/what_if.hpp"
#include "whatif/statistics.hpp"

namespace berth {
namespace {

using namespace test;
using namespace host::whatif;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

TEST(Statistics, TakePercentilesByNearestRank) {
    EXPECT_EQ(distribution({7}), (Distribution{7, 7, 7, 7, 7, 7, 7, 7}));
    EXPECT_EQ(distribution({4, 1, 3, 2}), (Distribution{1, 1, 1, 2, 3, 4, 4, 2.5}));
    std::vector<double> hundred;
    for (int i = 100; i > 0; --i) hundred.push_back(i);
    EXPECT_EQ(distribution(hundred), (Distribution{1, 5, 25, 50, 75, 95, 100, 50.5}));
    hundred.push_back(101);
    EXPECT_EQ(distribution(hundred), (Distribution{1, 6, 26, 51, 76, 96, 101, 51}));
}

TEST(Report, RanksByTheObjectiveAndComparesWithTheBase) {
    const WhatIfReport report = some_report({});
    std::vector<std::uint64_t> order;
    for (const PointReport& point : report.points) order.push_back(point.point);
    EXPECT_THAT(order, ElementsAre(3, 1, 2, 0)) << "most placed first, then the cheapest";
    EXPECT_EQ(report.points[0].rank, 1U);
    EXPECT_EQ(report.points[0].name, "point 3");
    EXPECT_EQ(report.base, 0U);
    ASSERT_NE(report.base_point(), nullptr);
    EXPECT_EQ(report.base_point()->rank, 4U);
    EXPECT_TRUE(report.warnings.empty());
}

TEST(Report, RequirementsComeBeforeTheObjective) {
    ReportOptions options;
    options.objective = "cost-per-hour";
    EXPECT_EQ(some_report(options).points.front().point, 0U);
    options.requirements = {"placed=100%", "cost-per-hour<=100,failed=0"};
    const WhatIfReport report = some_report(options);
    EXPECT_EQ(report.points.front().point, 3U);
    EXPECT_TRUE(report.points[1].meets_requirements);
    EXPECT_FALSE(report.points[2].meets_requirements);
    EXPECT_THAT(report.requirements, ElementsAre("placed=100%", "cost-per-hour<=100", "failed=0"));
}

TEST(Report, MarksTheParetoFront) {
    std::vector<std::uint64_t> front;
    for (const PointReport& point : some_report({}).points) {
        if (point.on_pareto_front) front.push_back(point.point);
    }
    EXPECT_THAT(front, ElementsAre(3, 0)) << "1 costs more than 3 and places as many";
}

TEST(Report, AddsTheRoomThatIsAskedForToTheMetrics) {
    ReportOptions options;
    options.objective = "room:web";
    const WhatIfReport report = some_report(options);
    EXPECT_EQ(report.metrics.back().name, "room:web");
    EXPECT_EQ(report.points.front().values.back(), 7);
}

TEST(Report, SaysWhatIsMissing) {
    ReportBuilder builder(some_sweep(2), some_basis(), {});
    builder.add(some_result(2, 5, 1, 1.0));
    builder.add(some_result(3, 6, 0, 1.0));
    builder.add(some_result(4, 6, 0, 1.0));
    const WhatIfReport report = builder.finish(4, label);
    ASSERT_EQ(report.warnings.size(), 3U);
    EXPECT_THAT(report.warnings[0].text, HasSubstr("2 of 4 points"));
    EXPECT_THAT(report.warnings[1].text, HasSubstr("points with fewer than their 2 trials: 1"));
    EXPECT_THAT(report.warnings[2].text, HasSubstr("base is not among the points"));
    EXPECT_FALSE(report.base);
}

TEST(Report, WarnsOfPointsThatSeemCheapForWantOfPrices) {
    ReportBuilder builder(some_sweep(1), some_basis(), {});
    ScenarioResult result = some_result(0, 5, 1, 1.0);
    result.metrics.unpriced_instances = 2;
    builder.add(result);
    EXPECT_THAT(builder.finish(1, label).warnings.at(0).text, HasSubstr("price is not known"));
}

TEST(Report, RefusesAScenarioTwice) {
    ReportBuilder builder(some_sweep(2), some_basis(), {});
    builder.add(some_result(3, 5, 1, 1.0));
    EXPECT_THROW(builder.add(some_result(3, 5, 1, 1.0)), std::invalid_argument);
}

TEST(Report, RefusesWhatItCannotRankBy) {
    ReportOptions options;
    options.objective = "speed";
    try {
        ReportBuilder builder(some_sweep(1), some_basis(), options);
        FAIL() << "there is no such metric";
    } catch (const InputError& error) {
        EXPECT_EQ(error.where().file, "--objective");
    }
}

TEST(Report, CountsTrialsInAnyOrder) {
    ReportBuilder builder(some_sweep(4), some_basis(), {});
    builder.add(some_result(2, 8, 0, 2.0));
    builder.add(some_result(0, 5, 3, 1.0));
    builder.add(some_result(3, 6, 2, 2.0));
    builder.add(some_result(1, 8, 0, 1.0));
    const WhatIfReport report = builder.finish(1, label);
    const PointReport& point = report.points.at(0);
    EXPECT_EQ(point.trials, 4U);
    EXPECT_EQ(point.trials_placed_all, 2U);
    EXPECT_EQ(point.metrics.placed, 5U) << "the parts are those of the first trial";
    EXPECT_EQ(point.values[0], 6.75) << "placed, on average";
    EXPECT_EQ(point.distributions.at(0), (Distribution{5, 5, 5, 6, 8, 8, 8, 6.75}));
}

TEST(Report, ATrialThatLeavesTasksOverBreaksTheRequirementOfAllTasks) {
    ReportOptions options;
    options.requirements = {"placed=100%"};
    ReportBuilder builder(some_sweep(2), some_basis(), options);
    builder.add(some_result(0, 8, 0, 1.0));
    builder.add(some_result(1, 7, 1, 1.0));
    builder.add(some_result(2, 8, 0, 1.0));
    builder.add(some_result(3, 8, 0, 1.0));
    const WhatIfReport report = builder.finish(2, label);
    EXPECT_EQ(report.points[0].point, 1U);
    EXPECT_TRUE(report.points[0].meets_requirements);
    EXPECT_FALSE(report.points[1].meets_requirements);
}

}  // namespace
}  // namespace berth
