// What the simulation does with tasks, instances and services, one rule at a time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>

#include "simulate/simulated_cluster.hpp"

namespace berth {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::HasSubstr;

std::vector<StopReason> reasons(const SimulationResult& result) {
    std::vector<StopReason> out;
    for (const SimulatedTask& task : result.tasks) out.push_back(task.reason);
    return out;
}

std::string refusal(const SimulatedCluster& cluster) {
    try {
        cluster.simulate();
    } catch (const InputError& error) {
        return error.what();
    }
    return "";
}

// Tasks of a kind that are in the state between two times, at an instant.
std::size_t running_at(const SimulationResult& result, SimulationTime at) {
    return static_cast<std::size_t>(
        std::ranges::count_if(result.tasks, [at](const SimulatedTask& task) {
            return task.running && *task.running <= at && (!task.stopped || *task.stopped > at);
        }));
}

TEST(SimulatedTasks, GoThroughPendingAndRunningToStopped) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a")};
    cluster.define(make_definition("web")).run(10s, "web", 1, "", 100s);
    cluster.input.task_start = Duration::fixed(3);
    cluster.input.task_stop = Duration::fixed(2);
    const SimulationResult result = cluster.simulate();
    ASSERT_EQ(result.tasks.size(), 1U);
    EXPECT_EQ(result.tasks[0].placed, 10s);
    EXPECT_EQ(result.tasks[0].running, 13s);
    EXPECT_EQ(result.tasks[0].stopped, 115s);
    std::vector<EventKind> kinds;
    for (const SimulationEvent& event : result.events) kinds.push_back(event.kind);
    EXPECT_THAT(kinds,
                ElementsAre(EventKind::task_pending, EventKind::task_running,
                            EventKind::task_stopping, EventKind::task_stopped, EventKind::ended));
}

TEST(SimulatedTasks, ResourcesAreFreeAgainOnlyWhenTheTaskHasStopped) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a", 1024, 1024)};
    cluster.define(make_definition("big", 1024, 1024));
    cluster.run(0s, "big", 1, "", 10s).run(16s, "big", 1, "", 10s).run(17s, "big", 1, "", 10s);
    cluster.input.task_stop = Duration::fixed(2);
    // Placed at 0, running at 5, ends at 15, stopped at 17: in time for the last one.
    EXPECT_THAT(reasons(cluster.simulate()),
                ElementsAre(StopReason::finished, StopReason::no_capacity, StopReason::finished));
}

TEST(SimulatedTasks, WithoutManagedScalingATaskThatFitsNowhereIsRefusedWithItsReasons) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 4);
    cluster.last_provider().managed_scaling.reset();
    cluster.snapshot.instances = {make_instance("a", 100, 100)};
    cluster.snapshot.instances.front().capacity_provider = "g";
    cluster.define(make_definition("web")).run(0s, "web", 2, "g", 10s);
    const SimulationResult result = cluster.simulate();
    EXPECT_THAT(reasons(result), ElementsAre(StopReason::no_capacity, StopReason::no_capacity));
    EXPECT_EQ(result.tasks[0].refused_for[static_cast<std::size_t>(Reason::cpu)], 1U);
}

TEST(SimulatedTasks, NoMoreThanTheLimitWaitInProvisioning) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 0).define(make_definition("web"));
    cluster.run(0s, "web", 503, "g", 10s);
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(result.totals.refused, 3U);
    EXPECT_EQ(result.totals.given_up, 500U);
    EXPECT_EQ(result.tasks[502].reason, StopReason::provisioning_limit);
}

TEST(SimulatedTasks, WaitingTasksAreTriedInTheOrderInWhichTheyCame) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 1).define(make_definition("a", 1024, 512));
    cluster.define(make_definition("b", 1024, 512));
    cluster.run(0s, "a", 1, "g", 60s).run(1s, "b", 1, "g", 60s).run(2s, "a", 1, "g", 60s);
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(result.tasks[0].placed, result.tasks[1].placed);
    EXPECT_EQ(*result.tasks[2].placed, *result.tasks[0].running + 60s);
}

TEST(SimulatedTasks, BaseAndWeightDealThemOutToProviders) {
    SimulatedCluster cluster;
    cluster.group("a", "m5.large", 9).group("b", "m5.large", 9);
    cluster.define(make_definition("web", 10, 10)).run(0s, "web", 8, "a", 10s);
    cluster.input.loads.front().request.capacity_providers = {{"a", 2, 1}, {"b", 0, 2}};
    const SimulationResult result = cluster.simulate();
    std::size_t on_a = 0;
    for (const SimulatedTask& task : result.tasks) {
        on_a += result.task_kinds[task.kind].provider == 0;
    }
    EXPECT_EQ(on_a, 4U);
}

TEST(SimulatedTasks, OfTheSnapshotEndAndFreeWhatTheyHold) {
    SimulatedCluster cluster;
    cluster.define(make_definition("big", 1024, 1024));
    ContainerInstance instance = with_gpus(make_instance("a", 1024, 1024), {"g0", "g1"});
    instance.remaining = {};
    instance.remaining.gpu_ids = {"g0", "g1"};
    instance.running_tasks_count = 1;
    cluster.snapshot.instances = {instance};
    Task task = running_task("t", "a", "family:big");
    task.task_definition_arn = cluster.snapshot.task_definitions.front().arn;
    cluster.snapshot.tasks = {task};
    cluster.input.running_tasks_end = Duration::fixed(50);
    cluster.run(40s, "big", 1, "", 10s).run(60s, "big", 1, "", 10s);
    EXPECT_THAT(reasons(cluster.simulate()),
                ElementsAre(StopReason::finished, StopReason::no_capacity, StopReason::finished));
}

TEST(SimulatedGroups, LaunchWhereTheyHaveTheFewestInstances) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 7, 7, {"us-west-2a", "us-west-2b", "us-west-2c"});
    cluster.define(make_definition("web"));
    const SimulationResult result = cluster.simulate();
    std::map<std::string, int> zones;
    for (const SimulatedInstance& instance : result.instances) ++zones[instance.availability_zone];
    EXPECT_THAT(zones, ElementsAre(testing::Pair("us-west-2a", 3), testing::Pair("us-west-2b", 2),
                                   testing::Pair("us-west-2c", 2)));
}

TEST(SimulatedGroups, ScaleInTakesFromTheFullestZoneAndLessThanHalfAMinute) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 10, 10).define(make_definition("web"));
    cluster.last_provider().managed_scaling->instance_warmup_seconds = 0;
    const SimulationResult result = cluster.simulate();
    EXPECT_THAT(desired_capacities(result), ElementsAre(6, 4, 3, 2, 1, 0));
    const std::vector<ScalingDecision> steps = changes(result);
    for (std::size_t k = 1; k < steps.size(); ++k) EXPECT_EQ(steps[k].at - steps[k - 1].at, 60s);
    std::set<std::string> first_zones;
    for (const SimulatedInstance& instance : result.instances) {
        if (instance.gone == steps.front().at) first_zones.insert(instance.availability_zone);
    }
    EXPECT_EQ(first_zones.size(), 2U);
}

TEST(SimulatedGroups, ReplaceInstancesThatAreLost) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 4, 4, {"us-west-2a"}).define(make_definition("web", 2048, 100));
    cluster.run(200s, "web", 4, "g", 1000s);
    InstanceLoss loss;
    loss.at = 300s;
    loss.expression = "attribute:ecs.availability-zone == us-west-2a";
    loss.count = 2;
    cluster.input.losses = {loss};
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(count_events(result, EventKind::instance_lost), 2U);
    EXPECT_EQ(result.totals.interrupted, 2U);
    EXPECT_EQ(result.instances.size(), 6U);
    EXPECT_EQ(result.instances[4].launched, 300s);
}

TEST(SimulatedGroups, WithoutProtectionAnInstanceDrainsBeforeItGoes) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 10, 10, {"us-west-2a"});
    cluster.last_provider().managed_termination_protection = false;
    cluster.last_provider().managed_scaling->instance_warmup_seconds = 0;
    // Spread over all ten at first; five of them stay, on the five oldest instances.
    cluster.define(make_definition("web", 1100, 100)).run(100s, "web", 10, "g", 500s);
    cluster.run(100s, "web", 0, "g", 0s);
    cluster.input.loads.front().run_time = Duration::uniform(100, 4000);
    const SimulationResult result = cluster.simulate();
    EXPECT_GT(count_events(result, EventKind::instance_draining), 0U);
    EXPECT_EQ(result.totals.interrupted, 0U);
    for (const SimulatedTask& task : result.tasks) EXPECT_EQ(task.reason, StopReason::finished);
}

TEST(SimulatedServices, KeepTheirDesiredCountWhenAnInstanceIsLost) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a"), make_instance("b"), make_instance("c")};
    cluster.define(make_definition("web")).serve("web", "web", 6, "");
    InstanceLoss loss;
    loss.at = 100s;
    loss.count = 1;
    cluster.input.losses = {loss};
    cluster.input.end = 300s;
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(running_at(result, 99s), 6U);
    EXPECT_LT(running_at(result, 101s), 6U);
    EXPECT_EQ(running_at(result, 200s), 6U);
}

TEST(SimulatedServices, TryAgainWhereATaskHasNoPlace) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a", 256, 512)};
    cluster.define(make_definition("web")).serve("web", "web", 1, "");
    cluster.run(0s, "web", 1, "", 90s);
    // The service is first; a standalone task is refused. When the service is told to have none,
    // it stops its task.
    ServiceUpdate more;
    more.at = 30s;
    more.service = "web";
    more.desired_count = 2;
    cluster.input.service_updates = {more};
    cluster.input.end = 200s;
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(count_events(result, EventKind::service_unplaced), 3U);  // at 30, 90 and 150 s
    EXPECT_EQ(running_at(result, 199s), 1U);
}

SimulatedCluster deployment(std::int64_t desired, std::int64_t minimum, std::int64_t maximum) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a", 100'000, 100'000)};
    cluster.define(make_definition("web")).define(make_definition("next"));
    cluster.serve("web", "web", desired, "");
    cluster.snapshot.services.front().minimum_healthy_percent = minimum;
    cluster.snapshot.services.front().maximum_percent = maximum;
    ServiceUpdate update;
    update.at = 100s;
    update.service = "web";
    update.task_definition = "next";
    cluster.input.service_updates = {update};
    cluster.input.task_stop = Duration::fixed(10);
    cluster.input.end = 1000s;
    return cluster;
}

struct Extremes {
    std::size_t least_running = 1000;
    std::size_t most_there = 0;
};

Extremes extremes(const SimulationResult& result, SimulationTime from) {
    Extremes out;
    for (SimulationTime at = from; at < 1000s; at += 1s) {
        out.least_running = std::min(out.least_running, running_at(result, at));
        out.most_there = std::max<std::size_t>(
            out.most_there,
            static_cast<std::size_t>(std::ranges::count_if(result.tasks, [at](const auto& task) {
                return task.placed && *task.placed <= at && (!task.stopped || *task.stopped > at);
            })));
    }
    return out;
}

TEST(SimulatedServices, ADeploymentStartsNewTasksFirstUpToTheMaximum) {
    const SimulationResult result = deployment(4, 100, 150).simulate();
    const Extremes seen = extremes(result, 50s);
    EXPECT_GE(seen.least_running, 4U);
    EXPECT_EQ(count_events(result, EventKind::deployment_completed), 1U);
    EXPECT_EQ(result.task_kinds[result.tasks.back().kind].task_definition, "next:1");
    EXPECT_EQ(running_at(result, 999s), 4U);
}

TEST(SimulatedServices, ADeploymentWithoutRoomStopsOldTasksFirstDownToTheMinimum) {
    const SimulationResult result = deployment(4, 50, 100).simulate();
    const Extremes seen = extremes(result, 50s);
    EXPECT_GE(seen.least_running, 2U);
    EXPECT_EQ(count_events(result, EventKind::deployment_completed), 1U);
    EXPECT_EQ(running_at(result, 999s), 4U);
}

TEST(SimulatedServices, FewerTasksAreStoppedByTheRulesOfScaleIn) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a"), make_instance("b")};
    cluster.define(make_definition("web")).serve("web", "web", 4, "");
    cluster.snapshot.services.front().strategies = std::vector{spread_instances()};
    ServiceUpdate fewer;
    fewer.at = 50s;
    fewer.service = "web";
    fewer.desired_count = 2;
    cluster.input.service_updates = {fewer};
    cluster.input.end = 100s;
    const SimulationResult result = cluster.simulate();
    std::multiset<std::uint32_t> left;
    for (const SimulatedTask& task : result.tasks) {
        if (!task.stopped) left.insert(task.instance);
    }
    EXPECT_THAT(left, ElementsAre(0U, 1U));
}

TEST(SimulatedServices, DaemonsStartOnNewInstancesBeforeAnythingElse) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 1).define(make_definition("agent", 100, 100));
    cluster.define(make_definition("web", 2048, 100)).define(make_definition("small", 1900, 100));
    Service daemon;
    daemon.name = "agent";
    daemon.task_definition = "agent";
    daemon.scheduling = SchedulingStrategy::daemon;
    daemon.launch_type = LaunchType::ec2;
    cluster.snapshot.services.push_back(daemon);
    cluster.run(0s, "web", 1, "g", 60s).run(0s, "small", 1, "g", 60s);
    const SimulationResult result = cluster.simulate();
    // The daemon leaves no room for a task that wants the whole instance.
    EXPECT_EQ(result.tasks[0].reason, StopReason::provisioning_timeout);
    EXPECT_EQ(result.tasks[1].reason, StopReason::finished);
    ASSERT_EQ(result.tasks.size(), 3U);
    EXPECT_EQ(result.task_kinds[result.tasks[2].kind].group, "service:agent");
    EXPECT_EQ(result.tasks[2].placed, result.tasks[1].placed);
    // An instance with nothing but its daemon is empty for managed scaling.
    EXPECT_THAT(desired_capacities(result), ElementsAre(1, 0));
}

TEST(SimulatedServices, ThatAreCreatedLaterStartThen) {
    SimulatedCluster cluster;
    cluster.snapshot.instances = {make_instance("a")};
    cluster.define(make_definition("web"));
    TaskLoad load;
    load.request = create_service("late", "web");
    load.request.launch_type = LaunchType::ec2;
    cluster.input.loads = {load};
    Arrival arrival;
    arrival.at = 60s;
    arrival.count = 3;
    cluster.input.arrivals = {arrival};
    cluster.input.end = 100s;
    const SimulationResult result = cluster.simulate();
    EXPECT_EQ(result.tasks.size(), 3U);
    EXPECT_EQ(result.tasks.front().created, 60s);
}

TEST(SimulationInput, OfUnknownThingsIsRefusedByName) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 1).define(make_definition("web"));
    SimulatedCluster unknown_provider = cluster;
    unknown_provider.run(0s, "web", 1, "nobody", 10s);
    EXPECT_THAT(refusal(unknown_provider), HasSubstr("no capacity provider 'nobody'; it has: g"));
    SimulatedCluster unknown_definition = cluster;
    unknown_definition.run(0s, "nothing", 1, "g", 10s);
    EXPECT_THAT(refusal(unknown_definition), HasSubstr("nothing"));
    SimulatedCluster unknown_type = cluster;
    unknown_type.snapshot.launch_templates.front().instance_type = "m99.large";
    EXPECT_THAT(refusal(unknown_type), HasSubstr("m99.large"));
    SimulatedCluster unknown_service = cluster;
    unknown_service.input.service_updates = {{0s, "web", 3, {}}};
    EXPECT_THAT(refusal(unknown_service), HasSubstr("no service 'web'"));
    SimulatedCluster settings = cluster;
    settings.input.managed_scaling["other"] = {};
    EXPECT_THAT(refusal(settings), HasSubstr("'other'"));
}

TEST(SimulationInput, StrategiesThatEcsRefusesAreErrors) {
    SimulatedCluster cluster;
    cluster.group("a", "m5.large", 1).group("b", "m5.large", 1).define(make_definition("web"));
    cluster.run(0s, "web", 1, "a", 10s);
    SimulatedCluster bases = cluster;
    bases.input.loads.front().request.capacity_providers = {{"a", 1, 1}, {"b", 1, 1}};
    EXPECT_THAT(refusal(bases), HasSubstr("base"));
    SimulatedCluster weights = cluster;
    weights.input.loads.front().request.capacity_providers = {{"a", 0, 0}, {"b", 0, 0}};
    EXPECT_THAT(refusal(weights), HasSubstr("weight"));
}

TEST(SimulationInput, GroupSizesThatContradictEachOtherAreAnError) {
    SimulatedCluster cluster;
    cluster.group("g", "m5.large", 1).define(make_definition("web"));
    cluster.last_group().min_size = 2;
    EXPECT_THAT(refusal(cluster), HasSubstr("minimum of 2 and a maximum of 1"));
}

}  // namespace
}  // namespace berth
