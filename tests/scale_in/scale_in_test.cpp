// Which tasks go, worked out by hand.
#include "berth/scale_in.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace berth {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

ContainerInstance in_zone(std::string_view name, std::string_view zone) {
    return with_attributes(make_instance(name, 4096, 8192), {{"ecs.availability-zone", zone}});
}

Task shop_task(std::string_view name, std::string_view instance) {
    Task task = running_task(name, instance, "service:shop");
    task.task_definition_arn = make_definition("web").arn;
    return task;
}

// Zone a: a1 runs 2 tasks, a2 runs 1. Zone b: b1 runs 2. A task of another service is in the way.
Snapshot two_zones() {
    Snapshot snapshot = make_snapshot(
        {in_zone("b1", "us-west-2b"), in_zone("a2", "us-west-2a"), in_zone("a1", "us-west-2a")},
        {make_definition("web", 256, 512)});
    snapshot.tasks = {shop_task("t5", "b1"), shop_task("t4", "b1"),
                      shop_task("t3", "a2"), shop_task("t2", "a1"),
                      shop_task("t1", "a1"), running_task("t0", "a2", "service:other")};
    return snapshot;
}

ScaleInPlan plan_for(const Snapshot& snapshot, std::uint64_t count,
                     std::optional<std::vector<PlacementStrategy>> strategies = {},
                     std::uint64_t seed = 0) {
    return scale_in(snapshot, {"shop", count, std::move(strategies), seed});
}

std::vector<std::string> names(const ScaleInPlan& plan) {
    std::vector<std::string> all;
    for (const StoppedTask& task : plan.stopped) {
        all.push_back(task.task_arn.substr(task.task_arn.rfind('/') + 1));
    }
    return all;
}

TEST(ScaleIn, TakesTheFullestZoneThenTheFullestInstance) {
    // 3:2 -> t1 of a1; 2:2 -> the fullest instance is b1 with 2; 2:1 -> a1 and a2 with 1 each; ...
    const ScaleInPlan plan = plan_for(two_zones(), 5);
    EXPECT_THAT(names(plan), ElementsAre("t1", "t4", "t2", "t3", "t5"));
    EXPECT_EQ(plan.running, 5U);
    EXPECT_EQ(plan.short_by, 0U);
    EXPECT_EQ(plan.stopped[0].container_instance_arn, instance_arn("a1"));
    EXPECT_EQ(plan.stopped[0].why,
              "us-west-2a runs 3 tasks of the service, the most of any zone; of those a1 runs 2 "
              "tasks of the service, the most of any instance");
    EXPECT_EQ(plan.stopped[1].why, "b1 runs 2 tasks of the service, the most of any instance");
    EXPECT_EQ(plan.stopped[2].why, "us-west-2a runs 2 tasks of the service, the most of any zone");
    EXPECT_EQ(plan.stopped[3].why, "nothing tells the tasks apart: the first in instance order");
}

TEST(ScaleIn, SaysHowManyItFallsShort) {
    const ScaleInPlan plan = plan_for(two_zones(), 7);
    EXPECT_THAT(plan.stopped, SizeIs(5));
    EXPECT_EQ(plan.short_by, 2U);
    EXPECT_THAT(plan_for(two_zones(), 0).stopped, IsEmpty());
}

TEST(ScaleIn, PassesOverProtectedTasksButCountsThem) {
    Snapshot snapshot = two_zones();
    for (Task& task : snapshot.tasks) {
        task.is_protected = task.container_instance_arn == instance_arn("a1");
    }
    const ScaleInPlan plan = plan_for(snapshot, 4);
    EXPECT_THAT(names(plan), ElementsAre("t3", "t4", "t5"));
    EXPECT_EQ(plan.protected_tasks, 2U);
    EXPECT_EQ(plan.short_by, 1U);
    EXPECT_EQ(plan.stopped[0].why, "us-west-2a runs 3 tasks of the service, the most of any zone");
    EXPECT_EQ(plan.stopped[1].why, "nothing tells the tasks apart: the first in instance order");
}

TEST(ScaleIn, SaysWhereAProtectedTaskWasPassedOver) {
    Snapshot snapshot = two_zones();
    for (Task& task : snapshot.tasks) {
        task.is_protected = task.container_instance_arn == instance_arn("a1");
    }
    snapshot.tasks.push_back(shop_task("t9", "a1"));
    snapshot.tasks.back().is_protected = true;
    const ScaleInPlan plan = plan_for(snapshot, 1, std::vector{spread_instances()});
    EXPECT_THAT(names(plan), ElementsAre("t4"));
    EXPECT_EQ(plan.stopped[0].why,
              "b1 runs 2 tasks of the service, the most of any instance that has a task without "
              "protection");
}

TEST(ScaleIn, LeavesTasksThatStopAlready) {
    Snapshot snapshot = two_zones();
    snapshot.tasks[0].desired_status = "STOPPED";
    EXPECT_EQ(plan_for(snapshot, 9).running, 4U);
}

TEST(ScaleIn, MirrorsBinpackTowardsTheEmptiestInstance) {
    Snapshot snapshot = two_zones();
    snapshot.instances[0].remaining.memory_mib = 3000;  // b1
    snapshot.instances[1].remaining.memory_mib = 2000;  // a2
    snapshot.instances[2].remaining.memory_mib = 2600;  // a1
    const auto memory = std::vector{binpack(StrategyField::memory)};
    const ScaleInPlan plan = plan_for(snapshot, 5, memory);
    // b1 3,512 and 4,024 after its stops, then a1 3,112 and 3,624, then a2.
    EXPECT_THAT(names(plan), ElementsAre("t4", "t5", "t1", "t2", "t3"));
    EXPECT_EQ(plan.stopped[0].why,
              "b1 would have 3,512 MiB of memory left, the most of any instance");
}

TEST(ScaleIn, AddsWhatTheStoppedTaskGivesBack) {
    Snapshot snapshot = two_zones();
    snapshot.task_definitions.push_back(make_definition("large", 2048, 4096));
    snapshot.tasks[2].task_definition_arn = make_definition("large").arn;  // t3 on a2
    const auto cpu = std::vector{binpack(StrategyField::cpu)};
    for (ContainerInstance& instance : snapshot.instances) instance.remaining.cpu_units = 100;
    snapshot.instances[1].remaining.cpu_units = -500;  // counts as 0
    const ScaleInPlan plan = plan_for(snapshot, 1, cpu);
    EXPECT_THAT(names(plan), ElementsAre("t3"));
    EXPECT_EQ(plan.stopped[0].why, "a2 would have 2,048 CPU units left, the most of any instance");
}

TEST(ScaleIn, SpreadsByAnyAttributeWithOneBucketForItsAbsence) {
    Snapshot snapshot = two_zones();
    snapshot.instances[2].set_attribute("rack", "r1");  // a1
    const ScaleInPlan plan = plan_for(snapshot, 3, std::vector{spread_attribute("rack")});
    // Without: a2 and b1 with 3; with r1: 2.
    EXPECT_THAT(names(plan), ElementsAre("t3", "t1", "t4"));
    EXPECT_EQ(plan.stopped[0].why,
              "the instances without rack run 3 tasks of the service, the most of any value");
    EXPECT_EQ(plan.stopped[2].why,
              "the instances without rack run 2 tasks of the service, the most of any value");
}

TEST(ScaleIn, TakesTheServicesOwnStrategiesUnlessGivenOthers) {
    Snapshot snapshot = two_zones();
    Service service;
    service.name = "shop";
    service.arn = "arn:aws:ecs:us-west-2:123456789012:service/demo/shop";
    service.strategies = {spread_instances()};
    snapshot.services = {service};
    // By instance alone: a1 and b1 hold 2 each.
    EXPECT_THAT(names(plan_for(snapshot, 2)), ElementsAre("t1", "t4"));
    EXPECT_THAT(names(scale_in(snapshot, {service.arn, 2, {}, 0})), ElementsAre("t1", "t4"));
    snapshot.services[0].strategies = std::vector<PlacementStrategy>{};
    EXPECT_THAT(plan_for(snapshot, 1).stopped[0].why, HasSubstr("the most of any zone"));
}

TEST(ScaleIn, KnowsAServiceByItsArnWithoutADescription) {
    const ScaleInPlan plan =
        scale_in(two_zones(), {"arn:aws:ecs:us-west-2:123456789012:service/demo/shop", 1, {}, 0});
    EXPECT_THAT(names(plan), ElementsAre("t1"));
}

TEST(ScaleIn, DrawsRandomTasksBySeed) {
    const auto random = std::vector{random_placement()};
    const ScaleInPlan plan = plan_for(two_zones(), 5, random, 7);
    EXPECT_THAT(names(plan), testing::UnorderedElementsAre("t1", "t2", "t3", "t4", "t5"));
    EXPECT_EQ(names(plan), names(plan_for(two_zones(), 5, random, 7)));
    EXPECT_NE(names(plan), names(plan_for(two_zones(), 5, random, 8)));
    EXPECT_EQ(plan.stopped[0].why, "first in the pseudo-random order of seed 7");
}

TEST(ScaleIn, DoesNotMindTheOrderOfTheInput) {
    Snapshot snapshot = two_zones();
    const auto random = std::vector{random_placement()};
    const auto first = names(plan_for(snapshot, 3));
    const auto first_random = names(plan_for(snapshot, 3, random));
    std::ranges::reverse(snapshot.tasks);
    std::ranges::reverse(snapshot.instances);
    EXPECT_EQ(names(plan_for(snapshot, 3)), first);
    EXPECT_EQ(names(plan_for(snapshot, 3, random)), first_random);
}

TEST(ScaleIn, SpreadsFargateTasksByTheirOwnZone) {
    Snapshot snapshot;
    for (const auto& [name, zone] :
         {std::pair("t1", "us-west-2a"), {"t2", "us-west-2b"}, {"t3", "us-west-2b"}}) {
        Task task = shop_task(name, "");
        task.container_instance_arn.clear();
        task.is_fargate = true;
        task.availability_zone = zone;
        snapshot.tasks.push_back(task);
    }
    EXPECT_THAT(names(plan_for(snapshot, 3)), ElementsAre("t2", "t1", "t3"));
}

TEST(ScaleIn, WarnsOfWhatTheSnapshotLacks) {
    Snapshot snapshot = two_zones();
    snapshot.instances.pop_back();
    snapshot.tasks[0].task_definition_arn = "gone:1";
    const ScaleInPlan plan = plan_for(snapshot, 1);
    ASSERT_THAT(plan.warnings, SizeIs(2));
    EXPECT_THAT(plan.warnings[0].text, HasSubstr("2 tasks of service:shop on instances"));
    EXPECT_THAT(plan.warnings[1].text, HasSubstr("1 task of service:shop have a task definition"));
}

TEST(ScaleIn, RefusesAServiceThatNothingIsKnownOf) {
    EXPECT_THROW(scale_in(two_zones(), {"nosuch", 1, {}, 0}), InputError);
    Snapshot snapshot = two_zones();
    snapshot.services.emplace_back().name = "idle";
    EXPECT_EQ(scale_in(snapshot, {"idle", 1, {}, 0}).short_by, 1U);
}

TEST(ScaleIn, RefusesMoreStrategiesThanEcsAllows) {
    EXPECT_THROW(plan_for(two_zones(), 1, std::vector(6, random_placement())), InputError);
}

Snapshot daemon_snapshot(const std::string& expression) {
    Snapshot snapshot = two_zones();
    Service service;
    service.name = "shop";
    service.task_definition = "web";
    service.scheduling = SchedulingStrategy::daemon;
    service.constraints = {member_of(expression)};
    snapshot.services = {service};
    snapshot.tasks = {shop_task("t1", "a1"), shop_task("t2", "a2"), shop_task("t3", "b1")};
    return snapshot;
}

TEST(ScaleIn, StopsDaemonTasksWhereTheConstraintsNoLongerHold) {
    const ScaleInPlan plan =
        plan_for(daemon_snapshot("attribute:ecs.availability-zone == us-west-2b"), 1);
    EXPECT_THAT(names(plan), ElementsAre("t1", "t2"));
    EXPECT_EQ(plan.running, 3U);
    EXPECT_EQ(plan.short_by, 0U);
    EXPECT_EQ(
        plan.stopped[0].why,
        "the instance no longer satisfies the constraints: attribute:ecs.availability-zone == "
        "us-west-2b is false: the instance has ecs.availability-zone=us-west-2a");
}

TEST(ScaleIn, HoldsDaemonTasksToTheConstraintsOfTheTaskDefinitionToo) {
    Snapshot snapshot = daemon_snapshot("agentConnected == true");
    EXPECT_THAT(plan_for(snapshot, 1).stopped, IsEmpty());
    snapshot.task_definitions[0].constraints = {member_of("attribute:rack exists")};
    EXPECT_THAT(names(plan_for(snapshot, 1)), ElementsAre("t1", "t2", "t3"));
    snapshot.tasks[1].is_protected = true;
    EXPECT_THAT(names(plan_for(snapshot, 1)), ElementsAre("t1", "t3"));
}

TEST(ScaleIn, JudgesADaemonTaskWithoutItself) {
    Snapshot snapshot =
        daemon_snapshot("runningTasksCount < 2 and not(task:group == service:shop)");
    for (ContainerInstance& instance : snapshot.instances) instance.running_tasks_count = 2;
    EXPECT_THAT(plan_for(snapshot, 1).stopped, IsEmpty()) << "one task besides the DAEMON's own";
    snapshot.instances[0].running_tasks_count = 3;
    EXPECT_THAT(names(plan_for(snapshot, 1)), ElementsAre("t3"));
    // Two tasks of the group on a1: with one gone, the other is alone.
    snapshot.instances[0].running_tasks_count = 2;
    snapshot.tasks.push_back(shop_task("t1b", "a1"));
    EXPECT_THAT(names(plan_for(snapshot, 1)), ElementsAre("t1"));
}

TEST(ScaleIn, RefusesStrategiesForADaemonService) {
    EXPECT_THROW(
        plan_for(daemon_snapshot("agentConnected == true"), 1, std::vector{random_placement()}),
        InputError);
}

}  // namespace
}  // namespace berth
