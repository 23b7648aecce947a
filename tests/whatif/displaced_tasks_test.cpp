#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "whatif/scenario_world.hpp"
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
    EXPECT_EQ(needs_of(scenario, 1)[kernels::Resource::cpu], 512);
    EXPECT_THAT(*scenario.burst[1].strategies, ElementsAre(test::random_placement()));
}

TEST(DisplacedTasks, HaveOutcomesOfTheirOwnForTheWholeSweep) {
    const host::whatif::ScenarioWorld world(cluster_in_use(), {test::run_task("train")},
                                            losing_a(true));
    EXPECT_EQ(world.outcome_count(), 3u);
    ASSERT_THAT(world.displaced(), SizeIs(2));
    EXPECT_EQ(world.displaced()[0].group, "family:api");
    EXPECT_EQ(world.displaced()[1].group, "service:shop");
}

TEST(ScenarioBatch, AClusterWithoutInstancesFailsEveryTask) {
    Sweep sweep = test::sweep_of({RemoveInstances{}});
    const host::whatif::ScenarioWorld world(cluster(), {test::run_task("web", 3)}, sweep);
    const host::whatif::ScenarioBatch batch = world.batch(0, 1);
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
    const host::whatif::ScenarioWorld world(cluster(), burst(), sweep);
    EXPECT_EQ(world.batch(0, 21).problem.instance_count(), 22u);
    EXPECT_EQ(world.batch(5, 1).problem.instance_count(), 7u);
}

}  // namespace
}  // namespace berth
