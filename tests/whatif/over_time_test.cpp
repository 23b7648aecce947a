// What edits make of a simulation, and which of them a sweep over time takes.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>

#include "berth/error.hpp"
#include "berth/what_if_over_time.hpp"
#include "simulate/simulated_cluster.hpp"
#include "whatif/metric.hpp"
#include "whatif/one_scenario.hpp"

namespace berth {
namespace {

using namespace test;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

/// Two providers, `spot` and `steady`, and 10 tasks that come as 7 and 3.
SimulatedCluster some_cluster() {
    SimulatedCluster cluster;
    cluster.define(make_definition("web"));
    cluster.group("spot", "m5.large", 10).group("steady", "m5.xlarge", 4, 1);
    cluster.run(0s, "web", 7, "spot", 600s);
    cluster.input.arrivals.push_back(cluster.input.arrivals.front());
    cluster.input.arrivals.back().at = 60s;
    cluster.input.arrivals.back().count = 3;
    return cluster;
}

SimulatedScenario scenario_over_time(std::vector<Edit> edits,
                                     const SimulatedCluster& cluster = some_cluster()) {
    const Sweep sweep = sweep_of(std::move(edits));
    return materialise(cluster.snapshot, cluster.input, sweep, scenario_key(sweep, 0));
}

std::string refusal_over_time(std::vector<Edit> edits) {
    try {
        scenario_over_time(std::move(edits));
    } catch (const InputError& error) {
        return error.problem();
    }
    return "no error";
}

std::vector<std::uint32_t> arriving(const SimulatedScenario& scenario) {
    std::vector<std::uint32_t> counts;
    for (const Arrival& arrival : scenario.simulation.arrivals) counts.push_back(arrival.count);
    return counts;
}

TEST(SweepOverTime, WithoutEditsTheSimulationStaysAsItIs) {
    SimulatedCluster cluster = some_cluster();
    cluster.input.seed = 5;
    Sweep sweep = sweep_of({});
    sweep.seed = 10;
    sweep.trials = 3;
    const SimulatedScenario last =
        materialise(cluster.snapshot, cluster.input, sweep, scenario_key(sweep, 2));
    EXPECT_EQ(last.simulation.seed, 17u);
    EXPECT_THAT(arriving(last), ElementsAre(7, 3));
    EXPECT_TRUE(last.simulation.managed_scaling.empty());
    EXPECT_EQ(last.snapshot.auto_scaling_groups, cluster.snapshot.auto_scaling_groups);
}

TEST(SweepOverTime, ManagedScalingChangesWhereItIsMeant) {
    SetManagedScaling edit;
    edit.target_capacity = 80;
    const SimulatedScenario all = scenario_over_time({edit});
    EXPECT_EQ(all.simulation.managed_scaling.at("spot").target_capacity, 80);
    EXPECT_EQ(all.simulation.managed_scaling.at("steady").target_capacity, 80);
    edit.capacity_providers = {"steady"};
    edit.instance_warmup_seconds = 60;
    const SimulatedScenario one = scenario_over_time({edit});
    EXPECT_EQ(one.simulation.managed_scaling.size(), 1u);
    EXPECT_EQ(one.simulation.managed_scaling.at("steady").instance_warmup_seconds, 60);
    EXPECT_FALSE(one.simulation.managed_scaling.at("steady").maximum_step.has_value());
}

TEST(SweepOverTime, AllProvidersAreThoseThatHaveManagedScaling) {
    SimulatedCluster cluster = some_cluster();
    cluster.last_provider().managed_scaling.reset();
    SetManagedScaling edit;
    edit.maximum_step = 2;
    EXPECT_EQ(scenario_over_time({edit}, cluster).simulation.managed_scaling.size(), 1u);
    edit.capacity_providers = {"steady"};
    EXPECT_EQ(
        scenario_over_time({edit}, cluster).simulation.managed_scaling.at("steady").maximum_step,
        2);
}

TEST(SweepOverTime, GroupsAreMeantByNameOrByProvider) {
    SetGroupSize edit;
    edit.max_size = 2;
    edit.groups.capacity_providers = {"steady"};
    const SimulatedScenario one = scenario_over_time({edit});
    EXPECT_EQ(one.snapshot.auto_scaling_groups[0].max_size, 10);
    EXPECT_EQ(one.snapshot.auto_scaling_groups[1].max_size, 2);
    edit.groups = {{"spot"}, {}};
    EXPECT_EQ(scenario_over_time({edit}).snapshot.auto_scaling_groups[0].max_size, 2);
    edit.groups = {};
    const SimulatedScenario all = scenario_over_time({edit});
    EXPECT_EQ(all.snapshot.auto_scaling_groups[0].max_size, 2);
    EXPECT_EQ(all.snapshot.auto_scaling_groups[1].max_size, 2);
}

TEST(SweepOverTime, ADesiredCapacityGoesToTheLimitThatLeavesItOutside) {
    SetGroupSize edit;
    edit.groups.auto_scaling_groups = {"steady"};
    edit.max_size = 0;
    EXPECT_EQ(scenario_over_time({edit}).snapshot.auto_scaling_groups[1].desired_capacity, 0);
    edit.max_size.reset();
    edit.min_size = 3;
    EXPECT_EQ(scenario_over_time({edit}).snapshot.auto_scaling_groups[1].desired_capacity, 3);
    edit.min_size = 5;
    EXPECT_THAT(refusal_over_time({edit}), HasSubstr("a minSize of 5 and a maxSize of 4"));
    edit.min_size = 2;
    edit.desired_capacity = 1;
    EXPECT_THAT(refusal_over_time({edit}), HasSubstr("a desiredCapacity of 1, outside"));
}

TEST(SweepOverTime, AGroupLaunchesItsNewTypes) {
    SetInstanceTypes edit;
    edit.groups.auto_scaling_groups = {"spot"};
    edit.instance_types = {"c5.xlarge", "m5.large"};
    const SimulatedScenario scenario = scenario_over_time({edit});
    const SimulationResult result = simulate(scenario.snapshot, scenario.simulation);
    EXPECT_THAT(result.providers[0].instance_types, ElementsAre("c5.xlarge", "m5.large"));
    ASSERT_FALSE(result.totals.instance_hours.empty());
    EXPECT_TRUE(result.totals.instance_hours.contains("c5.xlarge"));
}

TEST(SweepOverTime, AnotherStrategyTakesThePlaceOfTheLaunchType) {
    SimulatedCluster cluster = some_cluster();
    cluster.input.loads[0].request.capacity_providers.clear();
    cluster.input.loads[0].request.launch_type = LaunchType::ec2;
    const SimulatedScenario scenario =
        scenario_over_time({SetProviderStrategy{{{"steady", 0, 1}}, {}}}, cluster);
    const Request& request = scenario.simulation.loads[0].request;
    EXPECT_FALSE(request.launch_type.has_value());
    EXPECT_THAT(request.capacity_providers,
                ElementsAre(CapacityProviderStrategyItem{"steady", 0, 1}));
}

TEST(SweepOverTime, ScaledCountsAreSharedOutOverTheArrivals) {
    EXPECT_THAT(arriving(scenario_over_time({ScaleCounts{2, {}}})), ElementsAre(14, 6));
    EXPECT_THAT(arriving(scenario_over_time({ScaleCounts{0.5, {}}})), ElementsAre(4, 1));
    EXPECT_THAT(arriving(scenario_over_time({ScaleCounts{0.1, {}}})), ElementsAre(1));
    EXPECT_THAT(arriving(scenario_over_time({ScaleCounts{0, {}}})), ElementsAre());
}

TEST(SweepOverTime, SaysWhichEditsItDoesNotTake) {
    const std::string order = refusal_over_time({SetOrder{RequestOrder::shuffled}});
    EXPECT_THAT(order,
                HasSubstr("axis 'axis', option 'option': setOrder has no meaning over time"));
    Sweep sweep = sweep_of({});
    sweep.replace_displaced = true;
    const SimulatedCluster cluster = some_cluster();
    EXPECT_THROW(materialise(cluster.snapshot, cluster.input, sweep, scenario_key(sweep, 0)),
                 InputError);
}

TEST(SweepOverTime, APlacementDoesNotTakeEditsOverTime) {
    const SimulatedCluster cluster = some_cluster();
    const std::vector<Request> burst = {run_task("web", 1)};
    SetManagedScaling scaling;
    scaling.target_capacity = 80;
    SetGroupSize size;
    size.max_size = 1;
    for (const Edit& edit : {Edit(scaling), Edit(size), Edit(SetInstanceTypes{{}, {"m5.large"}})}) {
        try {
            scenario_of(cluster.snapshot, burst, {edit});
            ADD_FAILURE() << edit.index();
        } catch (const InputError& error) {
            EXPECT_THAT(error.problem(), HasSubstr("give --simulation in place of --burst"));
        }
    }
    const MaterialisedScenario placed =
        scenario_of(cluster.snapshot, burst, {SetProviderStrategy{{{"spot", 0, 1}}, {}}});
    EXPECT_EQ(placed.burst.at(0).capacity_providers.at(0).capacity_provider, "spot");
}

TEST(SweepOverTime, NamesThatTheClusterLacksAreErrors) {
    SetManagedScaling scaling;
    scaling.target_capacity = 80;
    scaling.capacity_providers = {"sopt"};
    EXPECT_THAT(refusal_over_time({scaling}),
                HasSubstr("no capacity provider 'sopt'; it has: spot, steady"));
    SetGroupSize size;
    size.max_size = 1;
    size.groups.auto_scaling_groups = {"other"};
    EXPECT_THAT(refusal_over_time({size}), HasSubstr("no Auto Scaling group 'other'"));
    scaling = {};
    scaling.minimum_step = 3;
    scaling.maximum_step = 2;
    EXPECT_THAT(refusal_over_time({scaling}), HasSubstr("a minimumScalingStepSize of 3"));
}

TEST(MetricOverTime, WhatNeverHappensIsWorseThanAnyNumber) {
    const host::whatif::MetricScale scale{"EUR", 1, {}, true};
    ScenarioMetrics metrics;
    metrics.requested = metrics.failed = 3;
    metrics.over_time.emplace();
    EXPECT_TRUE(std::isinf(find_metric("all-running", scale).value(metrics)));
    EXPECT_TRUE(std::isinf(find_metric("wait-p90", scale).value(metrics)));
    metrics.placed = 2;
    metrics.over_time->wait_p90_seconds = 12;
    metrics.over_time->instance_hours = {{"m5.large", 1.5}, {"c5.large", 2}};
    EXPECT_EQ(find_metric("wait-p90", scale).value(metrics), 12);
    EXPECT_EQ(find_metric("instance-hours", scale).value(metrics), 3.5);
    EXPECT_EQ(find_metric("cost", scale).info.unit, "EUR");
    EXPECT_THROW(find_metric("placed", scale), InputError);
    EXPECT_THROW(find_metric("room:web", scale), InputError);
}

}  // namespace
}  // namespace berth
