#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "berth/error.hpp"
#include "support/builders.hpp"
#include "whatif/one_scenario.hpp"

namespace berth {
namespace {

using test::names_of;
using test::scenario_of;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ContainerInstance instance_in(std::string_view name, std::string_view type, std::string_view zone) {
    return test::with_attributes(
        test::make_instance(name),
        {{"ecs.instance-type", type}, {"ecs.availability-zone", zone}, {"stack", name}});
}

Task task_on(std::string_view instance, std::string group, std::string_view family) {
    Task task = test::running_task(std::string(instance) + "-" + group, instance, group);
    task.task_definition_arn = test::make_definition(family).arn;
    return task;
}

// Two m5.large in zone a, one in b, one c5.large in b.
Snapshot small_cluster() {
    Snapshot snapshot;
    snapshot.instances = {
        instance_in("d", "c5.large", "zone-b"), instance_in("a", "m5.large", "zone-a"),
        instance_in("b", "m5.large", "zone-a"), instance_in("c", "m5.large", "zone-b")};
    snapshot.task_definitions = {test::make_definition("web"),
                                 test::make_definition("agent", 100, 200)};
    snapshot.tasks = {task_on("a", "family:web", "web"), task_on("c", "service:api", "web")};
    for (ContainerInstance& instance : snapshot.instances) {
        if (instance.arn == test::instance_arn("a")) instance.running_tasks_count = 1;
    }
    return snapshot;
}

std::string refusal(const Snapshot& base, std::vector<Edit> edits) {
    try {
        scenario_of(base, {}, std::move(edits));
    } catch (const InputError& error) {
        return error.problem();
    }
    return "";
}

TEST(FleetEdits, AnOptionWithoutEditsLeavesTheClusterAsItIs) {
    const MaterialisedScenario scenario = scenario_of(small_cluster(), {}, std::vector<Edit>{});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("a", "b", "c", "d"));
    EXPECT_EQ(scenario.snapshot.tasks.size(), 2u);
}

TEST(FleetEdits, RemovedInstancesTakeTheirTasksWithThem) {
    const auto scenario =
        scenario_of(small_cluster(), {},
                    {RemoveInstances{"attribute:stack == x or task:group == family:web", {}}});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("b", "c", "d"));
    ASSERT_EQ(scenario.snapshot.tasks.size(), 1u);
    EXPECT_EQ(scenario.snapshot.tasks[0].group, "service:api");
}

TEST(FleetEdits, TheFirstInInstanceOrderAreRemoved) {
    const auto scenario = scenario_of(
        small_cluster(), {}, {RemoveInstances{"attribute:ecs.instance-type == m5.large", 2}});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("c", "d"));
}

TEST(FleetEdits, ADrainedInstanceKeepsItsTasksAndItsPlace) {
    const auto scenario =
        scenario_of(small_cluster(), {}, {DrainInstances{"", 1}, DrainInstances{"", 1}});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("a#draining", "b#draining", "c", "d"));
    EXPECT_EQ(scenario.snapshot.instances[0].status, "DRAINING");
    ASSERT_EQ(scenario.snapshot.tasks.size(), 2u);
    EXPECT_EQ(scenario.snapshot.tasks[0].container_instance_arn,
              scenario.snapshot.instances[0].arn);
}

TEST(FleetEdits, ASwappedInstanceIsNewEmptyAndOfTheOtherType) {
    const auto scenario =
        scenario_of(small_cluster(), {}, {SwapInstances{"m5.large", "m6g.xlarge", 1}});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("a#m6g.xlarge", "b", "c", "d"));
    const ContainerInstance& swapped = scenario.snapshot.instances[0];
    EXPECT_EQ(*swapped.attribute("ecs.instance-type"), "m6g.xlarge");
    EXPECT_EQ(*swapped.attribute("ecs.cpu-architecture"), "arm64");
    EXPECT_EQ(*swapped.attribute("ecs.availability-zone"), "zone-a");
    EXPECT_EQ(*swapped.attribute("stack"), "a");
    EXPECT_EQ(swapped.remaining.cpu_units, 4096);
    EXPECT_EQ(swapped.remaining.memory_mib, 15974);  // 0.975 of 16384, rounded down
    EXPECT_EQ(swapped.running_tasks_count, 0);
    EXPECT_EQ(scenario.snapshot.tasks.size(), 1u);
}

TEST(FleetEdits, ALostZoneIsGone) {
    const auto scenario = scenario_of(small_cluster(), {}, {LoseZone{"zone-a"}});
    EXPECT_THAT(names_of(scenario.snapshot), ElementsAre("c", "d"));
}

TEST(FleetEdits, NewInstancesBalanceTheZonesOfTheirType) {
    AddInstances add;
    add.instance_type = "m5.large";
    add.count = 3;
    const auto scenario = scenario_of(small_cluster(), {}, {add});
    EXPECT_THAT(names_of(scenario.snapshot),
                ElementsAre("a", "b", "c", "d", "what-if-m5.large-zone-a-000001",
                            "what-if-m5.large-zone-b-000001", "what-if-m5.large-zone-b-000002"));
}

TEST(FleetEdits, NewInstancesStayOutOfALostZone) {
    AddInstances add;
    add.instance_type = "m5.large";
    add.count = 1;
    const auto scenario = scenario_of(small_cluster(), {}, {LoseZone{"zone-b"}, add});
    EXPECT_THAT(names_of(scenario.snapshot),
                ElementsAre("a", "b", "what-if-m5.large-zone-a-000001"));
}

TEST(FleetEdits, NewInstancesGoToTheZonesThatAreGivenInTurn) {
    AddInstances add;
    add.instance_type = "m5.large";
    add.count = 3;
    add.zones = {"zone-x", "zone-y"};
    const auto scenario = scenario_of({}, {}, {add});
    EXPECT_THAT(names_of(scenario.snapshot),
                ElementsAre("what-if-m5.large-zone-x-000001", "what-if-m5.large-zone-x-000002",
                            "what-if-m5.large-zone-y-000001"));
}

TEST(FleetEdits, EditsThatAddUnequalInstancesGiveThemUnequalNames) {
    AddInstances plain;
    plain.instance_type = "m5.large";
    plain.zones = {"zone-a"};
    AddInstances other = plain;
    other.attributes = {{"stack", "prod"}};
    const auto scenario = scenario_of({}, {}, {plain, other, plain});
    EXPECT_THAT(names_of(scenario.snapshot),
                ElementsAre("what-if-m5.large-2-zone-a-000001", "what-if-m5.large-zone-a-000001",
                            "what-if-m5.large-zone-a-000002"));
    EXPECT_EQ(*scenario.snapshot.instances[0].attribute("stack"), "prod");
}

TEST(FleetEdits, ANewInstanceHasWhatEcsSetsOnAllOfItsKind) {
    Snapshot base = small_cluster();
    for (ContainerInstance& instance : base.instances) {
        instance.set_attribute("ecs.capability.execution-role-awslogs", "");
        instance.set_attribute("ecs.subnet-id", instance.arn);
        instance.agent_version = "1.9.0";
    }
    base.instances[0].agent_version = "1.86.3";
    AddInstances add;
    add.instance_type = "p2.xlarge";
    add.capacity_provider = "gpus";
    add.attributes = {{"stack", "batch"}};
    const ContainerInstance added = scenario_of(base, {}, {add}).snapshot.instances.back();
    EXPECT_NE(added.attribute("ecs.capability.execution-role-awslogs"), nullptr);
    EXPECT_EQ(added.attribute("ecs.subnet-id"), nullptr);
    EXPECT_EQ(*added.attribute("stack"), "batch");
    EXPECT_EQ(*added.attribute("ecs.os-type"), "linux");
    EXPECT_EQ(added.capacity_provider, "gpus");
    EXPECT_EQ(added.agent_version, "1.86.3");
    EXPECT_EQ(added.remaining.gpu_ids.size(), 1u);
}

TEST(FleetEdits, TheFileCanSayWhatATypeRegisters) {
    AddInstances add;
    add.instance_type = "m5.large";
    Sweep sweep = test::sweep_of({add});
    sweep.registration.memory_factor = 0.5;
    EXPECT_EQ(scenario_of({}, {}, sweep).snapshot.instances[0].registered.memory_mib, 4096);
    sweep.registration.types["m5.large"] = {.cpu_units = 2000, .memory_mib = {}};
    const ContainerInstance added = scenario_of({}, {}, sweep).snapshot.instances[0];
    EXPECT_EQ(added.remaining.cpu_units, 2000);
    EXPECT_EQ(added.registered.memory_mib, 4096);
}

TEST(FleetEdits, DaemonsStartOnNewInstancesWhereTheirConstraintsHold) {
    Snapshot base = small_cluster();
    Service agent;
    agent.name = "agent";
    agent.task_definition = "agent";
    agent.scheduling = SchedulingStrategy::daemon;
    Service on_arm = agent;
    on_arm.name = "arm-agent";
    on_arm.constraints = {test::member_of("attribute:ecs.cpu-architecture == arm64")};
    base.services = {on_arm, agent};
    AddInstances add;
    add.instance_type = "m5.large";
    add.count = 2;
    const auto scenario = scenario_of(base, {}, {add, SwapInstances{"c5.large", "m6g.xlarge", {}}});
    const Snapshot& snapshot = scenario.snapshot;
    EXPECT_THAT(names_of(snapshot),
                ElementsAre("a", "b", "c", "d#m6g.xlarge", "what-if-m5.large-zone-a-000001",
                            "what-if-m5.large-zone-b-000001"));
    EXPECT_EQ(snapshot.instances[3].running_tasks_count, 2);
    EXPECT_EQ(snapshot.instances[4].running_tasks_count, 1);
    EXPECT_EQ(snapshot.instances[5].remaining.cpu_units, 2048 - 100);
    EXPECT_EQ(snapshot.instances[5].remaining.memory_mib, 7987 - 200);
    const Task& last = snapshot.tasks.back();
    EXPECT_EQ(last.group, "service:agent");
    EXPECT_EQ(last.container_instance_arn, snapshot.instances[5].arn);
    std::set<std::string> arns;
    for (const Task& task : snapshot.tasks) EXPECT_TRUE(arns.insert(task.arn).second);
}

TEST(FleetEdits, EachTrialLosesOtherInstancesAndTheSameTrialTheSame) {
    Sweep sweep = test::sweep_of({LoseInstances{2, "", 7}});
    sweep.trials = 20;
    std::set<std::vector<std::string>> left;
    for (std::uint64_t trial = 0; trial < sweep.trials; ++trial) {
        const auto names = names_of(scenario_of(small_cluster(), {}, sweep, trial).snapshot);
        EXPECT_EQ(names.size(), 2u);
        EXPECT_EQ(names, names_of(scenario_of(small_cluster(), {}, sweep, trial).snapshot));
        left.insert(names);
    }
    EXPECT_GE(left.size(), 4u);  // of 6 pairs
}

TEST(FleetEdits, LosingMoreInstancesThanThereAreLeavesNone) {
    EXPECT_THAT(names_of(scenario_of(small_cluster(), {}, {LoseInstances{9, "", 1}}).snapshot),
                IsEmpty());
}

TEST(FleetEdits, EditsAreAppliedInTheOrderOfTheAxes) {
    AddInstances add;
    add.instance_type = "c5.large";
    add.zones = {"zone-a"};
    Sweep sweep;
    sweep.axes = {{"first", {{"add", {add}}}}, {"second", {{"lose", {LoseZone{"zone-a"}}}}}};
    EXPECT_THAT(names_of(scenario_of(small_cluster(), {}, sweep).snapshot), ElementsAre("c", "d"));
    std::swap(sweep.axes[0], sweep.axes[1]);
    EXPECT_THAT(names_of(scenario_of(small_cluster(), {}, sweep).snapshot),
                ElementsAre("c", "d", "what-if-c5.large-zone-a-000001"));
}

TEST(FleetEdits, NamesThatTheClusterLacksAreErrors) {
    EXPECT_THAT(refusal(small_cluster(), {LoseZone{"zone-q"}}),
                ::testing::AllOf(HasSubstr("axis 'axis', option 'option'"), HasSubstr("zone-q"),
                                 HasSubstr("zone-a, zone-b")));
    EXPECT_THAT(refusal(small_cluster(), {SwapInstances{"m5.huge", "m5.large", {}}}),
                HasSubstr("the types are: c5.large, m5.large"));
    EXPECT_THAT(refusal(small_cluster(), {SwapInstances{"m5.large", "m5.hgue", {}}}),
                HasSubstr("m5.xlarge"));
    EXPECT_THAT(refusal(small_cluster(), {RemoveInstances{"stack = prod", {}}}),
                HasSubstr("option 'option'"));
}

}  // namespace
}  // namespace berth
