#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "berth/error.hpp"
#include "support/builders.hpp"
#include "whatif/small_world.hpp"

namespace berth {
namespace {

using test::burst;
using test::cluster;
using test::needs_of;
using test::scenario_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

std::vector<std::int64_t> counts_of(const MaterialisedScenario& scenario) {
    std::vector<std::int64_t> counts;
    for (const Request& request : scenario.burst) counts.push_back(request.count);
    return counts;
}

std::vector<std::string> definitions_of(const MaterialisedScenario& scenario) {
    std::vector<std::string> definitions;
    for (const Request& request : scenario.burst) definitions.push_back(request.task_definition);
    return definitions;
}

TEST(BurstEdits, CountsAreScaledAndRoundedUp) {
    const auto scenario = scenario_of(cluster(), burst(), {ScaleCounts{1.5, {}}});
    EXPECT_THAT(counts_of(scenario), ElementsAre(5, 3, 2, 0));
    EXPECT_THAT(scenario.base_request, ElementsAre(0, 1, 2, 3));
    EXPECT_THAT(counts_of(scenario_of(cluster(), burst(), {ScaleCounts{0, {}}})),
                ElementsAre(0, 0, 0, 0));
}

TEST(BurstEdits, AFactorIsWhatItSaysAndNotTheNearestDoubleAbove) {
    const auto scenario =
        scenario_of(cluster(), {test::run_task("web", 100)}, {ScaleCounts{0.07, {}}});
    EXPECT_THAT(counts_of(scenario), ElementsAre(7));
}

TEST(BurstEdits, ASelectorTakesRequestsByTaskDefinitionOrService) {
    const auto by_family = scenario_of(cluster(), burst(), {ScaleCounts{2, {{"web"}, {}}}});
    EXPECT_THAT(counts_of(by_family), ElementsAre(6, 2, 1, 0));
    const auto by_revision = scenario_of(cluster(), burst(), {ScaleCounts{2, {{"web:1"}, {}}}});
    EXPECT_THAT(counts_of(by_revision), ElementsAre(6, 2, 1, 0));
    const auto by_service = scenario_of(cluster(), burst(), {ScaleCounts{2, {{}, {"shop"}}}});
    EXPECT_THAT(counts_of(by_service), ElementsAre(3, 4, 1, 0));
    const auto by_either = scenario_of(cluster(), burst(), {ScaleCounts{2, {{"train"}, {"shop"}}}});
    EXPECT_THAT(counts_of(by_either), ElementsAre(3, 4, 2, 0));
}

TEST(BurstEdits, ASelectorThatNamesNoRequestIsAnError) {
    try {
        scenario_of(cluster(), burst(), {ScaleCounts{2, {{"wbe"}, {}}}});
        FAIL() << "expected an error";
    } catch (const InputError& error) {
        EXPECT_THAT(error.problem(), HasSubstr("no request has the task definition 'wbe'"));
    }
}

TEST(BurstEdits, SizesAreThoseOfTheWholeTask) {
    const auto scenario = scenario_of(cluster(), burst(), {ScaleSizes{0.3, 2, {{"api"}, {}}}});
    EXPECT_EQ(needs_of(scenario, 1)[kernels::Resource::cpu], 300);
    EXPECT_EQ(needs_of(scenario, 1)[kernels::Resource::memory], 600);
    EXPECT_EQ(needs_of(scenario, 0)[kernels::Resource::cpu], 256);
    const auto twice =
        scenario_of(cluster(), burst(), {ScaleSizes{0.301, 1, {}}, ScaleSizes{1.5, 1, {}}});
    EXPECT_EQ(needs_of(twice, 1)[kernels::Resource::cpu], 452);  // 301 x 1.5, rounded up
    EXPECT_EQ(needs_of(twice, 1)[kernels::Resource::memory], 300);
}

TEST(BurstEdits, DaemonServicesTakeNoStrategies) {
    const auto scenario =
        scenario_of(cluster(), burst(), {SetStrategies{{test::spread_instances()}, {}}});
    EXPECT_EQ(scenario.burst[0].strategies->at(0).type, StrategyType::spread);
    EXPECT_EQ(scenario.burst[1].strategies->at(0).type, StrategyType::spread);
    EXPECT_FALSE(scenario.burst[3].strategies.has_value());
}

TEST(BurstEdits, ConstraintsReplaceTheOldOnesUnlessThoseAreKept) {
    std::vector<Request> requests = {test::run_task("web")};
    requests[0].constraints = {test::distinct_instance()};
    SetConstraints edit{{test::member_of("attribute:stack == prod")}, false, {}};
    EXPECT_THAT(scenario_of(cluster(), requests, {edit}).burst[0].constraints,
                ElementsAre(test::member_of("attribute:stack == prod")));
    edit.keep = true;
    EXPECT_THAT(scenario_of(cluster(), requests, {edit}).burst[0].constraints, SizeIs(2));
}

TEST(BurstEdits, FargateTasksTakeNeitherConstraintsNorStrategies) {
    std::vector<Request> requests = {test::run_task("web")};
    requests[0].launch_type = LaunchType::fargate;
    requests[0].strategies.reset();
    const auto scenario = scenario_of(cluster(), requests,
                                      {SetConstraints{{test::distinct_instance()}, false, {}},
                                       SetStrategies{{test::spread_instances()}, {}}});
    EXPECT_THAT(scenario.burst[0].constraints, IsEmpty());
    EXPECT_FALSE(scenario.burst[0].strategies.has_value());
}

TEST(BurstEdits, GpuModelsConstrainTheTasksThatAskForGpus) {
    Snapshot base = cluster();
    base.instances[0].set_attribute("ecs.instance-type", "g4dn.xlarge");
    AddInstances add;
    add.instance_type = "g4dn.2xlarge";
    Sweep sweep;
    sweep.axes = {
        {"gpus", {{"T4", {UseGpuModels{{"T4"}, {}}}}, {"A10G", {UseGpuModels{{"A10G"}, {}}}}}},
        {"fleet", {{"as is", {}}, {"more", {add}}}}};
    const auto scenario = scenario_of(base, burst(), sweep);
    EXPECT_THAT(scenario.burst[0].constraints, IsEmpty());
    EXPECT_THAT(
        scenario.burst[2].constraints,
        ElementsAre(test::member_of("attribute:ecs.instance-type in [g4dn.2xlarge, g4dn.xlarge]")));
    const auto nowhere = scenario_of(base, burst(), sweep, 2);
    ASSERT_THAT(nowhere.burst[2].constraints, SizeIs(1));
    EXPECT_THAT(nowhere.burst[2].constraints[0].expression, HasSubstr("[g5."));
}

TEST(BurstEdits, AnUnknownGpuModelIsAnErrorThatListsTheKnownOnes) {
    try {
        scenario_of(cluster(), burst(), {UseGpuModels{{"T5"}, {}}});
        FAIL() << "expected an error";
    } catch (const InputError& error) {
        EXPECT_THAT(error.problem(), HasSubstr("A10G"));
    }
}

TEST(BurstOrder, LargestFirstGoesByTheLargestShareOfAnAverageInstance) {
    // 4096 units and 8192 MiB each: web 1/16 and 1/16, api 1/4, big 1/2 of the memory.
    Snapshot base = cluster();
    base.task_definitions.push_back(test::make_definition("big", 10, 4096));
    const auto scenario =
        scenario_of(base, {test::run_task("web"), test::run_task("api"), test::run_task("big")},
                    {SetOrder{RequestOrder::largest_first}});
    EXPECT_THAT(definitions_of(scenario), ElementsAre("big", "api", "web"));
    EXPECT_THAT(scenario.base_request, ElementsAre(2, 1, 0));
}

TEST(BurstOrder, RoundRobinTakesOneTaskOfEachGroupInTurn) {
    std::vector<Request> requests = {test::run_task("web", 3), test::run_task("api", 2)};
    requests.push_back(requests[0]);  // the same group once more
    const auto scenario = scenario_of(cluster(), requests, {SetOrder{RequestOrder::round_robin}});
    EXPECT_THAT(scenario.base_request, ElementsAre(0, 1, 0, 1, 0, 2));
    EXPECT_THAT(counts_of(scenario), ElementsAre(1, 1, 1, 1, 1, 3));
}

TEST(BurstOrder, ShufflingKeepsEveryTaskAndDiffersByTrial) {
    Sweep sweep = test::sweep_of({SetOrder{RequestOrder::shuffled}});
    sweep.trials = 2;
    const std::vector<Request> requests = {test::run_task("web", 20), test::run_task("api", 30),
                                           test::daemon_service("agent", "web")};
    const auto first = scenario_of(cluster(), requests, sweep, 0);
    const auto second = scenario_of(cluster(), requests, sweep, 1);
    EXPECT_NE(first.base_request, second.base_request);
    EXPECT_EQ(first.base_request[0], 2u);  // ECS starts daemons first anyway
    EXPECT_GT(first.burst.size(), 10u);
    for (const auto& scenario : {first, second}) {
        std::map<std::size_t, std::int64_t> tasks;
        for (std::size_t r = 0; r < scenario.burst.size(); ++r) {
            tasks[scenario.base_request[r]] += scenario.burst[r].count;
        }
        EXPECT_THAT(tasks, ElementsAre(std::pair(0, 20), std::pair(1, 30), std::pair(2, 0)));
    }
}

TEST(BurstOrder, ShufflingLeavesEachCapacityProviderItsShare) {
    std::vector<Request> requests = {test::run_task("web", 40)};
    requests[0].capacity_providers = {{"one", 4, 1}, {"two", 0, 2}};
    const auto scenario = scenario_of(cluster(), requests, {SetOrder{RequestOrder::shuffled}});
    std::map<std::string, std::int64_t> tasks;
    for (const Request& request : scenario.burst) {
        ASSERT_THAT(request.capacity_providers, SizeIs(1));
        tasks[request.capacity_providers[0].capacity_provider] += request.count;
    }
    EXPECT_THAT(tasks, ElementsAre(std::pair("one", 16), std::pair("two", 24)));
}

}  // namespace
}  // namespace berth
