#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include "simulate/history_fixture.hpp"

namespace berth::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

class SimulationJson : public testing::Test {
   protected:
    simdjson::dom::element parsed(const SimulationResult& result) {
        text_.clear();
        write_simulation_json(text_, result);
        return parser_.parse(text_);
    }

    static std::vector<double> numbers(simdjson::dom::element list) {
        std::vector<double> values;
        for (const simdjson::dom::element value : simdjson::dom::array(list)) {
            values.push_back(value);
        }
        return values;
    }

    std::string text_;
    simdjson::dom::parser parser_;
};

TEST_F(SimulationJson, SaysWhatItIs) {
    const auto document = parsed(workshop_history());
    EXPECT_EQ(std::int64_t(document["schemaVersion"]), 1);
    EXPECT_EQ(std::string_view(document["kind"]), "simulation");
    EXPECT_EQ(std::string_view(document["title"]), "Workshop");
    EXPECT_TRUE(document["start"].is_null());
}

TEST_F(SimulationJson, HasTheTotals) {
    const auto totals = parsed(workshop_history())["totals"];
    EXPECT_EQ(std::int64_t(totals["tasks"]), 2);
    EXPECT_EQ(double(totals["allRunning"]), 155);
    EXPECT_EQ(double(totals["waitSeconds"]["p99"]), 155);
    EXPECT_DOUBLE_EQ(double(totals["instanceHours"]["p2.xlarge"]), 0.35);
}

TEST_F(SimulationJson, HasTheSettingsThatApplied) {
    const auto document = parsed(odd_history());
    const auto model = document["model"];
    EXPECT_EQ(double(model["provisioningTimeoutSeconds"]), 1800);
    EXPECT_EQ(std::string_view(model["taskStart"]["kind"]), "uniform");
    EXPECT_EQ(double(model["taskStart"]["mostSeconds"]), 9);
    EXPECT_EQ(double(model["delaysOfType"]["m5.large"]["registration"]["sigma"]), 0.3);
    EXPECT_EQ(double(model["runningTasksEnd"]["meanSeconds"]), 600);
    EXPECT_TRUE(model["fromZero"].is_null());
    EXPECT_EQ(std::int64_t(document["providers"].at(0)["managedScaling"]["instanceWarmupSeconds"]),
              300);
}

TEST_F(SimulationJson, TellsTheLivesOfInstancesAndWhenTheyWereBusy) {
    const auto instance = parsed(workshop_history())["instances"].at(1);
    EXPECT_EQ(std::string_view(instance["capacityProvider"]), "gpu");
    EXPECT_EQ(double(instance["launched"]), 60);
    EXPECT_EQ(double(instance["registered"]), 150);
    EXPECT_EQ(double(instance["gone"]), 1320);
    EXPECT_EQ(std::int64_t(instance["tasks"]), 1);
    EXPECT_THAT(numbers(instance["busy"].at(0)), ElementsAre(150, 455));
}

TEST_F(SimulationJson, HasATaskPerLineInTheOrderOfItsColumns) {
    const auto document = parsed(workshop_history());
    EXPECT_THAT(text_, HasSubstr("\n  [1,1,0.000,150.000,155.000,455.000,\"finished\",[0],false]"));
    EXPECT_EQ(simdjson::dom::array(document["taskColumns"]).size(), 9U);
    EXPECT_EQ(simdjson::dom::array(document["tasks"].at(0)).size(), 9U);
}

TEST_F(SimulationJson, CountsTasksByKindAndWhatFailed) {
    const auto document = parsed(odd_history());
    const auto kind = document["taskKinds"].at(0);
    EXPECT_EQ(std::int64_t(kind["tasks"]), 10);
    EXPECT_EQ(std::int64_t(kind["started"]), 5);
    EXPECT_EQ(std::int64_t(kind["refused"]), 3);
    EXPECT_EQ(std::int64_t(kind["givenUp"]), 1);
    EXPECT_EQ(std::int64_t(kind["stopped"]), 2);
    EXPECT_EQ(std::int64_t(kind["running"]), 1);
    EXPECT_EQ(std::int64_t(kind["waiting"]), 1);
    const auto failure = document["failures"].at(0);
    EXPECT_EQ(std::string_view(failure["reason"]), "noCapacity");
    EXPECT_EQ(std::int64_t(failure["tasks"]), 1);
    EXPECT_EQ(simdjson::dom::array(document["failures"]).size(), 6U);
}

TEST_F(SimulationJson, HasEveryDecisionWithItsReason) {
    const SimulationResult result = odd_history();
    const auto decisions = parsed(result)["decisions"];
    ASSERT_EQ(simdjson::dom::array(decisions).size(), result.decisions.size());
    for (std::size_t d = 0; d < result.decisions.size(); ++d) {
        EXPECT_EQ(std::string_view(decisions.at(d)["why"]),
                  explain_decision(result, result.decisions[d]));
    }
    EXPECT_EQ(std::string_view(decisions.at(7)["bound"]), "warmup");
}

TEST_F(SimulationJson, HasTheMinutesWithInstancesOfNoProviderApart) {
    const auto minute = parsed(odd_history())["minutes"].at(3);
    EXPECT_EQ(double(minute["at"]), 180);
    EXPECT_EQ(std::int64_t(minute["providers"].at(0)["active"]), 1);
    EXPECT_EQ(std::int64_t(minute["withoutProvider"]["active"]), 1);
}

}  // namespace
}  // namespace berth::test
