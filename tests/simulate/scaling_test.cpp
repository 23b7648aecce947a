#include "simulate/scaling.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace berth::host::simulate {
namespace {

using Bound = ScalingDecision::Bound;
using kernels::Resource;

compile::TaskNeeds needs(std::int32_t cpu_units, std::int32_t memory_mib, std::int32_t gpus = 0) {
    compile::TaskNeeds out;
    out[Resource::cpu] = cpu_units;
    out[Resource::memory] = memory_mib;
    out[Resource::gpu] = gpus;
    return out;
}

const TypeCapacity small{"small", {2048, 4096, 0, 2}};
const TypeCapacity large{"large", {8192, 16384, 0, 8}};

ScalingEstimate waiting(std::uint64_t tasks, std::uint64_t instances) {
    ScalingEstimate estimate;
    estimate.tasks = tasks;
    estimate.instances = instances;
    return estimate;
}

ScalingDecision decide_once(const ProviderState& state, std::vector<ScalingEstimate> estimates,
                            const ManagedScaling& settings = {}, const ScalingModel& model = {},
                            Streak streak = {}) {
    return decide(state, settings, model, std::move(estimates), streak);
}

TEST(Estimate, TasksArePackedOnTheLargestTypeByTheResourceThatBinds) {
    const ScalingEstimate by_cpu = estimate_instances(needs(1024, 100), 17, {small, large});
    EXPECT_EQ(by_cpu.instances, 3U);  // eight fit on each
    EXPECT_EQ(by_cpu.largest_type, "large");
    EXPECT_EQ(estimate_instances(needs(10, 4096), 8, {small, large}).instances, 2U);
}

TEST(Estimate, ATaskThatTheSmallestTypeCannotHoldIsLeftOut) {
    const ScalingEstimate estimate = estimate_instances(needs(4096, 100), 5, {small, large});
    EXPECT_EQ(estimate.instances, 0U);
    EXPECT_EQ(estimate.unfit_type, "small");
    EXPECT_EQ(estimate_instances(needs(4096, 100), 5, {large}).instances, 3U);
}

TEST(Estimate, TasksWithTheSameHostPortNeedAnInstanceEach) {
    compile::TaskNeeds with_port = needs(10, 10);
    with_port.ports = {{80, Protocol::tcp}};
    EXPECT_EQ(estimate_instances(with_port, 5, {large}).instances, 5U);
}

TEST(Estimate, AllGpusAreThoseOfTheTypeWithTheMost) {
    compile::TaskNeeds all = needs(10, 10);
    all.gpus_all = 1;
    TypeCapacity type = large;
    type.amounts[static_cast<std::size_t>(Resource::gpu)] = 4;
    EXPECT_EQ(estimate_instances(all, 3, {type}).instances, 3U);
}

TEST(Estimate, TasksThatNeedNothingShareOneInstance) {
    EXPECT_EQ(estimate_instances(needs(0, 0), 1000, {small}).instances, 1U);
}

TEST(Metric, OfAnEmptyGroupIs100WithoutAndTwoHundredWithWaitingTasks) {
    EXPECT_EQ(decide_once({.max_size = 5}, {}).metric, 100);
    EXPECT_EQ(decide_once({.max_size = 5}, {}).desired_after, 0);
    const ScalingDecision decision = decide_once({.max_size = 5}, {waiting(3, 3)});
    EXPECT_EQ(decision.metric, 200);
    EXPECT_EQ(decision.desired_after, 3);
}

TEST(Metric, IsTheShareOfInstancesThatAreWanted) {
    EXPECT_EQ(decide_once({.instances = 4, .used_instances = 3, .desired = 4}, {}).metric, 75);
    const ProviderState full{.instances = 4, .used_instances = 4, .desired = 4, .max_size = 10};
    const ScalingDecision decision = decide_once(full, {waiting(20, 2)});
    EXPECT_EQ(decision.wanted, 6);
    EXPECT_EQ(decision.metric, 150);
    EXPECT_EQ(decision.desired_after, 6);
}

TEST(Metric, StaysAtTheTargetWhereNoWaitingTaskFitsTheSmallestType) {
    ScalingEstimate unfit = waiting(3, 0);
    unfit.unfit_type = "small";
    const ProviderState idle{.instances = 2, .used_instances = 0, .desired = 2, .max_size = 9};
    ManagedScaling settings;
    settings.target_capacity = 80;
    const ScalingDecision decision = decide_once(idle, {unfit}, settings);
    EXPECT_EQ(decision.metric, 80);
    EXPECT_EQ(decision.desired_after, 2);
}

TEST(Metric, TakesTheLargestEstimateOrTheirSum) {
    const ProviderState empty{.max_size = 100};
    EXPECT_EQ(decide_once(empty, {waiting(9, 3), waiting(9, 4)}).desired_after, 4);
    ScalingModel model;
    model.estimate_groups = ScalingModel::EstimateGroups::sum;
    EXPECT_EQ(decide_once(empty, {waiting(9, 3), waiting(9, 4)}, {}, model).desired_after, 7);
}

TEST(ScaleOut, KeepsToTheStepsAndToTheMaximum) {
    ManagedScaling settings;
    settings.minimum_step = 5;
    settings.maximum_step = 8;
    const ScalingDecision raised = decide_once({.max_size = 100}, {waiting(1, 1)}, settings);
    EXPECT_EQ(raised.desired_after, 5);
    EXPECT_EQ(raised.bound, Bound::minimum_step);
    const ScalingDecision cut = decide_once({.max_size = 100}, {waiting(50, 50)}, settings);
    EXPECT_EQ(cut.desired_after, 8);
    EXPECT_EQ(cut.bound, Bound::maximum_step);
    const ScalingDecision capped = decide_once({.max_size = 6}, {waiting(50, 50)}, settings);
    EXPECT_EQ(capped.desired_after, 6);
    EXPECT_EQ(capped.bound, Bound::group_maximum);
}

TEST(ScaleOut, LeavesSpareCapacityBelowATargetOf100) {
    ManagedScaling settings;
    settings.target_capacity = 70;
    const ProviderState full{.instances = 7, .used_instances = 7, .desired = 7, .max_size = 100};
    EXPECT_EQ(decide_once(full, {}, settings).desired_after, 10);
}

TEST(ScaleOut, DoesNotAskAgainForInstancesThatAreOnTheirWay) {
    const ProviderState launching{
        .instances = 2, .used_instances = 2, .desired = 5, .max_size = 100};
    EXPECT_EQ(decide_once(launching, {waiting(3, 3)}).desired_after, 5);
}

TEST(ScaleOut, FromZeroCanBeANumberOfItsOwn) {
    ScalingModel model;
    model.from_zero = 2;
    EXPECT_EQ(decide_once({.max_size = 100}, {waiting(9, 9)}, {}, model).desired_after, 2);
}

ScalingDecision scaled_in(ProviderState state, std::uint32_t datapoints_before,
                          const ManagedScaling& settings = {}) {
    return decide_once(state, {}, settings, {}, Streak{-1, datapoints_before});
}

TEST(ScaleIn, WaitsFor15Datapoints) {
    const ProviderState idle{.instances = 10, .removable = 10, .desired = 10, .max_size = 10};
    EXPECT_EQ(scaled_in(idle, 13).desired_after, 10);
    EXPECT_EQ(scaled_in(idle, 14).desired_after, 6);
}

TEST(ScaleIn, TakesLessThanHalfAtATimeButAtLeastOne) {
    std::vector<std::int64_t> seen;
    for (std::int64_t desired = 10; desired > 0;) {
        const ProviderState idle{
            .instances = desired, .removable = desired, .desired = desired, .max_size = 10};
        const ScalingDecision decision = scaled_in(idle, 20);
        EXPECT_TRUE(desired < 3 || 2 * (desired - decision.desired_after) < desired);
        desired = decision.desired_after;
        seen.push_back(desired);
    }
    EXPECT_THAT(seen, testing::ElementsAre(6, 4, 3, 2, 1, 0));
}

TEST(ScaleIn, KeepsToTheMinimumAndToProtectedInstances) {
    ProviderState idle{.instances = 4, .removable = 4, .desired = 4, .min_size = 3, .max_size = 9};
    const ScalingDecision minimum = scaled_in(idle, 14);
    EXPECT_EQ(minimum.desired_after, 3);
    EXPECT_EQ(minimum.bound, Bound::group_minimum);
    idle.min_size = 0;
    idle.removable = 0;
    const ScalingDecision kept = scaled_in(idle, 14);
    EXPECT_EQ(kept.desired_after, 4);
    EXPECT_EQ(kept.bound, Bound::protection);
}

TEST(ScaleIn, DoesNotHappenWhileInstancesWarmUp) {
    const ProviderState warming{
        .instances = 4, .removable = 4, .desired = 4, .max_size = 9, .is_warming_up = true};
    EXPECT_EQ(scaled_in(warming, 30).bound, Bound::warmup);
    EXPECT_EQ(scaled_in(warming, 30).desired_after, 4);
}

TEST(Streak, StartsAnewWhenTheMetricCrossesTheTarget) {
    Streak streak{-1, 14};
    const ProviderState busy{.instances = 2, .used_instances = 2, .removable = 0, .desired = 2};
    EXPECT_EQ(decide(busy, {}, {}, {}, streak).datapoints, 1U);
    EXPECT_EQ(streak.side, 0);
}

}  // namespace
}  // namespace berth::host::simulate
