// The ECS workshop's cluster over time: empty at first, an ARM and a GPU group of one instance.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/simulated_cluster.hpp"

namespace berth {
namespace {

using namespace test;
using testing::ElementsAre;

constexpr std::uint32_t arm = 0;
constexpr std::uint32_t gpu = 1;

TaskDefinition arm_definition() {
    TaskDefinition definition = make_definition("workshop-arm64", 10, 200);
    definition.constraints = {member_of("attribute:ecs.cpu-architecture == arm64")};
    return definition;
}

TaskDefinition gpu_definition() {
    TaskDefinition definition = make_definition("workshop-gpu", 100, 80);
    definition.containers.front().gpus.count = 1;
    definition.constraints = {member_of("attribute:ecs.instance-type == p2.xlarge")};
    return definition;
}

SimulatedCluster workshop(std::int64_t max_size = 1) {
    SimulatedCluster cluster;
    cluster.group("arm", "t4g.micro", max_size).group("gpu", "p2.xlarge", max_size);
    for (CapacityProvider& provider : cluster.snapshot.capacity_providers) {
        provider.managed_scaling->maximum_step = 10;
    }
    return cluster.define(arm_definition()).define(gpu_definition());
}

SimulationResult result_of_workshop() {
    SimulatedCluster cluster = workshop();
    cluster.run(0s, "workshop-arm64", 1, "arm", 0s).run(0s, "workshop-gpu", 1, "gpu", 0s);
    StopTasks stop;
    stop.at = 300s;
    cluster.input.stops = {stop};
    return cluster.simulate();
}

std::vector<ScalingDecision> decisions_of(const SimulationResult& result, std::uint32_t provider) {
    std::vector<ScalingDecision> out;
    for (const ScalingDecision& decision : result.decisions) {
        if (decision.provider == provider) out.push_back(decision);
    }
    return out;
}

TEST(WorkshopSimulation, BothTasksWaitInProvisioningAtOnce) {
    const SimulationResult result = result_of_workshop();
    ASSERT_GE(result.events.size(), 2U);
    for (const std::size_t e : {0U, 1U}) {
        EXPECT_EQ(result.events[e].kind, EventKind::task_provisioning);
        EXPECT_EQ(result.events[e].at, 0s);
    }
}

TEST(WorkshopSimulation, TheMetricIs200AndEachGroupGoesToItsMaximumOfOne) {
    const SimulationResult result = result_of_workshop();
    for (const std::uint32_t provider : {arm, gpu}) {
        const ScalingDecision first = decisions_of(result, provider).front();
        EXPECT_EQ(first.at, 60s);
        EXPECT_EQ(first.metric, 200);
        EXPECT_EQ(first.instances, 0);
        EXPECT_EQ(first.wanted, 1);
        EXPECT_THAT(desired_capacities(result, provider), ElementsAre(1, 0));
    }
    EXPECT_EQ(result.totals.peak_instances, 2U);
}

TEST(WorkshopSimulation, EachTaskRunsOnItsInstanceTheGpuTaskWithItsGpu) {
    const SimulationResult result = result_of_workshop();
    ASSERT_EQ(result.tasks.size(), 2U);
    const auto type_of = [&](std::size_t task) {
        return result.instances.at(result.tasks[task].instance).instance_type;
    };
    EXPECT_EQ(type_of(arm), "t4g.micro");
    EXPECT_EQ(type_of(gpu), "p2.xlarge");
    EXPECT_TRUE(result.tasks[arm].gpus.empty());
    EXPECT_THAT(result.tasks[gpu].gpus, ElementsAre(0U));
    // 60 s to the datapoint, 30 s launch, 60 s registration, 5 s from PENDING to RUNNING.
    EXPECT_EQ(result.tasks[arm].running, 155s);
    EXPECT_EQ(result.totals.all_running, 155s);
    EXPECT_EQ(result.tasks[gpu].stopped, 300s);
    EXPECT_EQ(result.tasks[gpu].reason, StopReason::asked);
}

TEST(WorkshopSimulation, TheMetricIs100WhileTheTasksRunThen15DatapointsBringTheGroupsToZero) {
    const SimulationResult result = result_of_workshop();
    for (const std::uint32_t provider : {arm, gpu}) {
        std::vector<double> metrics;
        for (const ScalingDecision& decision : decisions_of(result, provider)) {
            metrics.push_back(decision.metric);
        }
        // At 60 and 120 s no instance is there; from 180 s to 240 s the tasks run. At 300 s they
        // are stopped, so that 15 datapoints below the target go from 300 to 1,140 s.
        ASSERT_GE(metrics.size(), 19U);
        EXPECT_THAT(std::vector(metrics.begin(), metrics.begin() + 4),
                    ElementsAre(200, 200, 100, 100));
        for (std::size_t k = 4; k < 19; ++k) EXPECT_EQ(metrics[k], 0) << k;
        const ScalingDecision in = changes(result, provider).back();
        EXPECT_EQ(in.at, 1140s);
        EXPECT_EQ(in.datapoints, 15U);
    }
    for (const SimulatedInstance& instance : result.instances) EXPECT_EQ(instance.gone, 1140s);
}

TEST(WorkshopSimulation, TheGpuTaskWithoutAProviderFailsAtOnceWithEcsMessage) {
    SimulatedCluster cluster = workshop();
    cluster.run(0s, "workshop-gpu", 1, "", 300s);
    const SimulationResult result = cluster.simulate();
    ASSERT_EQ(result.tasks.size(), 1U);
    EXPECT_EQ(result.tasks[0].reason, StopReason::no_instances);
    EXPECT_EQ(result.events.front().kind, EventKind::task_refused);
    EXPECT_TRUE(result.instances.empty());
    EXPECT_EQ(to_string(result.tasks[0].reason), "noInstances");
}

TEST(WorkshopSimulation, WithAMaximumOfZeroTheTaskWaitsUntilItGivesUp) {
    SimulatedCluster cluster = workshop(0);
    cluster.run(0s, "workshop-gpu", 1, "gpu", 300s);
    const SimulationResult result = cluster.simulate();
    EXPECT_TRUE(result.instances.empty());
    EXPECT_EQ(result.tasks[0].reason, StopReason::provisioning_timeout);
    EXPECT_EQ(result.tasks[0].stopped, 1800s);
    EXPECT_EQ(result.totals.given_up, 1U);
    EXPECT_EQ(decisions_of(result, gpu).front().bound, ScalingDecision::Bound::group_maximum);
}

TEST(WorkshopSimulation, ATaskLargerThanTheSmallestTypeNeverScalesTheGroupOut) {
    SimulatedCluster cluster = workshop(10);
    AutoScalingGroup& group = cluster.snapshot.auto_scaling_groups[arm];
    group.overrides = {{"t4g.micro", 0, {}}, {"t4g.2xlarge", 0, {}}};
    cluster.define(make_definition("large", 1024, 4096)).run(0s, "large", 3, "arm", 300s);
    const SimulationResult result = cluster.simulate();
    EXPECT_TRUE(result.instances.empty());
    EXPECT_TRUE(changes(result, arm).empty());
    const ScalingDecision first = decisions_of(result, arm).front();
    EXPECT_EQ(first.metric, 100);
    ASSERT_EQ(first.estimates.size(), 1U);
    EXPECT_EQ(first.estimates[0].unfit_type, "t4g.micro");
    EXPECT_EQ(result.totals.given_up, 3U);
}

}  // namespace
}  // namespace berth
