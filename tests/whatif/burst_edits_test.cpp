#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "berth/error.hpp"
#include "compile/needs.hpp"
#include "support/builders.hpp"
#include "whatif/one_scenario.hpp"
#include "whatif/scenario_world.hpp"

namespace berth {
namespace {

using test::scenario_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

TaskDefinition gpu_definition(std::string_view family) {
    TaskDefinition definition = test::make_definition(family);
    definition.containers[0].gpus.count = 1;
    return definition;
}

Snapshot cluster() {
    return test::make_snapshot({test::make_instance("a"), test::make_instance("b")},
                               {test::make_definition("web"),
                                test::make_definition("api", 1000, 300), gpu_definition("train")});
}

std::vector<Request> burst() {
    return {test::run_task("web", 3), test::create_service("shop", "api:1", 2),
            test::run_task("train", 1), test::daemon_service("agent", "web")};
}

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

engine::TaskNeeds needs_of(const MaterialisedScenario& scenario, std::size_t request) {
    const Request& wanted = scenario.burst.at(request);
    const TaskDefinition* definition =
        scenario.snapshot.find_task_definition(wanted.task_definition);
    return engine::task_needs(*definition, wanted.overrides, {});
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
    EXPECT_EQ(needs_of(scenario, 1).cpu_units, 300);
    EXPECT_EQ(needs_of(scenario, 1).memory_mib, 600);
    EXPECT_EQ(needs_of(scenario, 0).cpu_units, 256);
    const auto twice =
        scenario_of(cluster(), burst(), {ScaleSizes{0.301, 1, {}}, ScaleSizes{1.5, 1, {}}});
    EXPECT_EQ(needs_of(twice, 1).cpu_units, 452);  // 301 x 1.5, rounded up
    EXPECT_EQ(needs_of(twice, 1).memory_mib, 300);
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

// "web" runs as a service on both instances, "api" by itself on `a`, and a daemon on both.
Snapshot cluster_in_use() {
    Snapshot base = cluster();
    const auto run = [&base](std::string_view instance, const std::string& group,
                             std::string_view family) {
        const std::string name = "t" + std::to_string(base.tasks.size());
        base.tasks.push_back(test::running_task(name, instance, group));
        base.tasks.back().task_definition_arn = test::make_definition(family).arn;
    };
    run("a", "service:shop", "web");
    run("a", "service:shop", "web");
    run("b", "service:shop", "web");
    run("a", "family:api", "api");
    run("a", "service:agent", "web");
    run("a", "family:lost", "unknown");
    Service shop;
    shop.name = "shop";
    shop.constraints = {test::distinct_instance()};
    shop.strategies = {{test::spread_instances()}};
    Service agent;
    agent.name = "agent";
    agent.task_definition = "web";
    agent.scheduling = SchedulingStrategy::daemon;
    base.services = {shop, agent};
    return base;
}

Sweep losing_a(bool replace_displaced) {
    Sweep sweep = test::sweep_of({RemoveInstances{"", 1}});
    sweep.replace_displaced = replace_displaced;
    return sweep;
}

TEST(DisplacedTasks, JoinTheBurstFirstByTaskDefinitionAndGroup) {
    const auto scenario = scenario_of(cluster_in_use(), {test::run_task("train")}, losing_a(true));
    ASSERT_THAT(scenario.burst, SizeIs(3));
    EXPECT_THAT(scenario.base_request,
                ElementsAre(MaterialisedScenario::npos, MaterialisedScenario::npos, 0));
    EXPECT_EQ(scenario.burst[0].group, "family:api");
    EXPECT_EQ(scenario.burst[0].count, 1);
    EXPECT_EQ(scenario.burst[1].service_name, "shop");
    EXPECT_EQ(scenario.burst[1].count, 2);
    EXPECT_THAT(scenario.burst[1].constraints, ElementsAre(test::distinct_instance()));
    EXPECT_TRUE(scenario.burst[1].strategies.has_value());
}

TEST(DisplacedTasks, AreGoneWhereTheSweepDoesNotReplaceThem) {
    const auto scenario = scenario_of(cluster_in_use(), {test::run_task("train")}, losing_a(false));
    EXPECT_THAT(scenario.base_request, ElementsAre(0));
}

TEST(DisplacedTasks, WhoseTaskDefinitionIsUnknownAreSaidToBeLeftOut) {
    const auto scenario = scenario_of(cluster_in_use(), {}, losing_a(true));
    ASSERT_THAT(scenario.snapshot.warnings, SizeIs(1));
    EXPECT_THAT(scenario.snapshot.warnings[0].text,
                ::testing::AllOf(HasSubstr("1 running tasks"), HasSubstr("unknown:1")));
}

TEST(DisplacedTasks, OfDrainedInstancesStayAndOfSwappedOnesDoNot) {
    Snapshot base = cluster_in_use();
    base.instances[0].set_attribute("ecs.instance-type", "m5.large");
    Sweep sweep = test::sweep_of({DrainInstances{"", {}}});
    sweep.replace_displaced = true;
    EXPECT_THAT(scenario_of(base, {}, sweep).burst, IsEmpty());
    sweep = test::sweep_of({SwapInstances{"m5.large", "m5.xlarge", {}}});
    sweep.replace_displaced = true;
    EXPECT_THAT(scenario_of(base, {}, sweep).burst, SizeIs(2));
}

TEST(DisplacedTasks, RunAsTheEditsWantTasksToRun) {
    Sweep sweep = losing_a(true);
    sweep.axes.push_back({"more",
                          {{"option",
                            {ScaleCounts{3, {}}, ScaleSizes{2, 1, {}},
                             SetStrategies{{test::random_placement()}, {{}, {"shop"}}}}}}});
    const auto scenario = scenario_of(cluster_in_use(), {}, sweep);
    EXPECT_EQ(scenario.burst[1].count, 2);
    EXPECT_EQ(needs_of(scenario, 1).cpu_units, 512);
    EXPECT_THAT(*scenario.burst[1].strategies, ElementsAre(test::random_placement()));
}

TEST(DisplacedTasks, HaveOutcomesOfTheirOwnForTheWholeSweep) {
    const whatif::ScenarioWorld world(cluster_in_use(), {test::run_task("train")}, losing_a(true));
    EXPECT_EQ(world.outcome_count(), 3u);
    ASSERT_THAT(world.displaced(), SizeIs(2));
    EXPECT_EQ(world.displaced()[0].group, "family:api");
    EXPECT_EQ(world.displaced()[1].group, "service:shop");
}

TEST(ScenarioBatch, AClusterWithoutInstancesFailsEveryTask) {
    Sweep sweep = test::sweep_of({RemoveInstances{}});
    const whatif::ScenarioWorld world(cluster(), {test::run_task("web", 3)}, sweep);
    const whatif::ScenarioBatch batch = world.batch(0, 1);
    EXPECT_EQ(solve_batch(batch.problem, batch.scenarios).at(0).failed, 3u);
    EXPECT_THAT(world.materialised(batch.keys[0]).snapshot.instances, IsEmpty());
}

TEST(ScenarioBatch, HoldsNoMoreInstancesThanItsScenariosHave) {
    AddInstances add;
    add.instance_type = "m5.large";
    add.zones = {"z"};
    Sweep sweep;
    sweep.axes.push_back({"instances", {}});
    for (std::int64_t count = 0; count <= 20; ++count) {
        add.count = count;
        sweep.axes[0].options.push_back({std::to_string(count), {add}});
    }
    const whatif::ScenarioWorld world(cluster(), burst(), sweep);
    EXPECT_EQ(world.batch(0, 21).problem.instance_count(), 22u);
    EXPECT_EQ(world.batch(5, 1).problem.instance_count(), 7u);
}

}  // namespace
}  // namespace berth
