#include "whatif/objective.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "berth/error.hpp"
#include "generate_cases/dice.hpp"

namespace berth {
namespace {

using namespace host::whatif;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

MetricScale some_scale() {
    return {"EUR", 8, {"web:3", "db:1", "web:4", "api:2"}};
}

std::string problem_of(const std::function<void()>& act) {
    try {
        act();
    } catch (const InputError& error) {
        return error.problem();
    }
    return "no error";
}

ScenarioMetrics some_metrics() {
    ScenarioMetrics metrics;
    metrics.requested = 8;
    metrics.placed = 6;
    metrics.failed = 2;
    metrics.instances = 4;
    metrics.instances_idle = 1;
    metrics.cost_per_hour = 2.5;
    metrics.resources[0] = {100, 29, 0};
    metrics.resources[2] = {8, 6, 1};
    metrics.zones = {{"a", {2, 4}}, {"b", {1, 2}}, {"c", {1, 0}}};
    metrics.room = {1, 2, 3, 4};
    return metrics;
}

double value_of(const std::string& name) {
    return find_metric(name, some_scale()).value(some_metrics());
}

TEST(Metric, ReadsItsValueOffTheScenario) {
    EXPECT_EQ(value_of("placed"), 6);
    EXPECT_EQ(value_of("cost-per-hour"), 2.5);
    EXPECT_EQ(value_of("cost-per-burst"), 20);
    EXPECT_EQ(value_of("utilisation-gpu"), 0.75);
    EXPECT_EQ(value_of("utilisation-eni"), 0) << "nothing is registered";
    EXPECT_EQ(value_of("stranded-gpu"), 1);
    EXPECT_DOUBLE_EQ(value_of("zone-imbalance"), 4.0 / 6);
    EXPECT_EQ(value_of("room:db"), 2);
    EXPECT_EQ(value_of("room:web:4"), 3);
}

TEST(Metric, NamesAreDistinctAndMoneyHasItsCurrency) {
    std::set<std::string> names;
    for (const Metric& metric : standard_metrics(some_scale())) {
        EXPECT_TRUE(names.insert(metric.info.name).second) << metric.info.name;
        EXPECT_FALSE(metric.info.text.empty()) << metric.info.name;
        EXPECT_FALSE(metric.info.unit.empty()) << metric.info.name;
        EXPECT_EQ(find_metric(metric.info.name, some_scale()).info, metric.info);
    }
    EXPECT_EQ(find_metric("cost-per-hour", some_scale()).info.unit, "EUR/h");
    EXPECT_EQ(find_metric("cost-per-burst", some_scale()).info.unit, "EUR");
}

TEST(Metric, AnUnknownNameListsThoseThatThereAre) {
    const auto problem = [](const char* name) {
        return problem_of([&] { find_metric(name, some_scale()); });
    };
    EXPECT_THAT(problem("cost-per-hours"), HasSubstr("did you mean cost-per-hour?"));
    EXPECT_THAT(problem("speed"), HasSubstr("there are placed, failed, cost-per-hour,"));
    EXPECT_THAT(problem("room:nosuch"), HasSubstr("web:3, db:1, web:4, api:2"));
    EXPECT_THAT(problem("room:web"), HasSubstr("more than one task definition"));
}

TEST(Objective, TakesTheBetterDirectionUnlessASignSaysOtherwise) {
    const auto terms =
        parse_objective("cost-per-hour, -utilisation-gpu,placed,+placed", some_scale());
    ASSERT_EQ(terms.size(), 4U);
    EXPECT_FALSE(terms[0].highest_first);
    EXPECT_TRUE(terms[1].highest_first);
    EXPECT_EQ(terms[1].metric.info.name, "utilisation-gpu");
    EXPECT_TRUE(terms[2].highest_first);
    EXPECT_FALSE(terms[3].highest_first);
    EXPECT_EQ(terms[3].text, "+placed");
}

TEST(Objective, RefusesAnEmptyPart) {
    for (const char* text : {"", ",", "placed,", "placed,,failed", " "}) {
        EXPECT_THROW(parse_objective(text, some_scale()), InputError) << text;
    }
    EXPECT_THROW(parse_objective("-", some_scale()), InputError);
}

bool is_met(const std::string& text) {
    const auto requirements = parse_requirements(text, some_scale());
    return std::ranges::all_of(requirements, [](const Requirement& requirement) {
        const ScenarioMetrics metrics = some_metrics();
        const auto& whole = requirement.metric.whole;
        return requirement.is_met(requirement.metric.value(metrics), whole ? whole(metrics) : 0);
    });
}

TEST(Requirement, ComparesNumbersAndPercentages) {
    EXPECT_TRUE(is_met("placed=75%"));
    EXPECT_FALSE(is_met("placed=100%"));
    EXPECT_TRUE(is_met("placed == 6"));
    EXPECT_TRUE(is_met("cost-per-hour<=2.5, failed<3"));
    EXPECT_FALSE(is_met("cost-per-hour<2.5"));
    EXPECT_TRUE(is_met("utilisation-gpu>=75%"));
    EXPECT_FALSE(is_met("utilisation-gpu>75%"));
    EXPECT_TRUE(is_met("instances-idle<=25 %"));
    EXPECT_TRUE(is_met("room:db>=2"));
    EXPECT_TRUE(is_met("utilisation-cpu>=29%")) << "29 of 100, though neither is a whole binary";
    EXPECT_TRUE(is_met("stranded-eni<=0%")) << "of no interfaces every percentage holds";
    EXPECT_FALSE(is_met("placed>=70%,failed=0"));
}

TEST(Requirement, SaysWhatItExpected) {
    const auto problem = [](const char* text) {
        return problem_of([&] { parse_requirements(text, some_scale()); });
    };
    EXPECT_THAT(problem("placed"), HasSubstr("expected a comparison"));
    EXPECT_THAT(problem("placed=all"), HasSubstr("expected a number or a percentage"));
    EXPECT_THAT(problem("placed=inf"), HasSubstr("expected a number"));
    EXPECT_THAT(problem("placed=>3"), HasSubstr("expected a number"));
    EXPECT_THAT(problem("placed="), HasSubstr("expected a number"));
    EXPECT_THAT(problem("cost-per-hour<=50%"), HasSubstr("give a number of EUR/h"));
    EXPECT_THAT(problem("plaecd=3"), HasSubstr("did you mean placed?"));
}

TEST(Ranking, PutsThoseThatMeetAllRequirementsFirstAndBreaksTiesByOrder) {
    const std::vector<RankedPoint> points = {{false, {1, 1}}, {true, {2, 5}}, {true, {2, 4}},
                                             {true, {2, 5}},  {true, {1, 9}}, {false, {0, 0}}};
    EXPECT_THAT(ranked(points), ElementsAre(4, 2, 1, 3, 5, 0));
}

TEST(ParetoFront, IsWhatNoOtherPointDominates) {
    tests::Dice dice(11);
    for (int round = 0; round < 200; ++round) {
        std::vector<std::vector<double>> points(dice.below(30));
        const std::size_t coordinates = 1 + dice.below(3);
        for (std::vector<double>& point : points) {
            for (std::size_t k = 0; k < coordinates; ++k) {
                point.push_back(static_cast<double>(dice.below(6)));
            }
        }
        const std::vector<bool> front = pareto_front(points);
        for (std::size_t p = 0; p < points.size(); ++p) {
            const bool is_dominated = std::ranges::any_of(points, [&](const auto& other) {
                bool no_worse = true;
                for (std::size_t k = 0; k < coordinates; ++k) no_worse &= other[k] <= points[p][k];
                return no_worse && other != points[p];
            });
            EXPECT_EQ(front[p], !is_dominated) << "round " << round << ", point " << p;
        }
    }
}

}  // namespace
}  // namespace berth
