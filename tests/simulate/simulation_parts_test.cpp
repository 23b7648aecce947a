// What the answers reckon from a result: waits, uses of instances, failures.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "simulate/busy_periods.hpp"
#include "simulate/failures.hpp"
#include "simulate/history_fixture.hpp"
#include "simulate/wait_times.hpp"

namespace berth::test {
namespace {

using host::simulate::Period;
using testing::ElementsAre;

TEST(WaitTimes, AreByNearestRank) {
    std::vector<double> hundred;
    for (int wait = 100; wait > 0; --wait) hundred.push_back(wait);
    const WaitTimes waits = host::simulate::wait_times(hundred);
    EXPECT_EQ(waits.tasks, 100U);
    EXPECT_EQ(waits.p50, 50);
    EXPECT_EQ(waits.p90, 90);
    EXPECT_EQ(waits.p99, 99);
    EXPECT_EQ(waits.maximum, 100);
    EXPECT_EQ(waits.mean, 50.5);
}

TEST(WaitTimes, OfOneTaskAreAllTheSameAndOfNoneZero) {
    EXPECT_EQ(host::simulate::wait_times({7}).p50, 7);
    EXPECT_EQ(host::simulate::wait_times({7}).p99, 7);
    EXPECT_EQ(host::simulate::wait_times({}).maximum, 0);
}

TEST(InstanceUse, JoinsPeriodsThatOverlapOrTouch) {
    HistoryBuilder history("busy");
    const std::uint32_t kind = history.kind("web:3");
    const std::uint32_t instance = history.instance("m5.large", no_index, {});
    history.task(kind, instance, {0, 50, 55, 60, StopReason::finished});
    history.task(kind, instance, {0, 10, 15, 20, StopReason::finished});
    history.task(kind, instance, {0, 15, 15, 30, StopReason::finished});
    history.task(kind, instance, {0, 30, 30, 40, StopReason::finished});
    history.task(kind, instance, {0, 80, 85, -1, StopReason::none});
    const auto uses = host::simulate::instance_uses(history.finish(100));
    EXPECT_EQ(uses.at(0).tasks, 5U);
    EXPECT_THAT(uses.at(0).busy,
                ElementsAre(Period{seconds(10), seconds(40)}, Period{seconds(50), seconds(60)},
                            Period{seconds(80), seconds(100)}));
}

TEST(InstanceUse, DoesNotCallADaemonAUse) {
    HistoryBuilder history("daemon");
    const std::uint32_t kind = history.kind("agent:1");
    history.result().task_kinds[kind].request.scheduling = SchedulingStrategy::daemon;
    history.task(kind, history.instance("m5.large", no_index, {}),
                 {0, 10, 15, -1, StopReason::none});
    const auto uses = host::simulate::instance_uses(history.finish(100));
    EXPECT_EQ(uses.at(0).tasks, 1U);
    EXPECT_TRUE(uses.at(0).busy.empty());
}

TEST(Failures, AreCountedByReasonTheFirstFirst) {
    HistoryBuilder history("failures");
    const std::uint32_t kind = history.kind("web:3");
    history.task(kind, no_index, {0, -1, -1, 900, StopReason::provisioning_timeout});
    history.task(kind, no_index, {20, -1, -1, 20, StopReason::provisioning_limit});
    history.task(kind, no_index, {10, -1, -1, 10, StopReason::provisioning_limit});
    history.task(kind, no_index, {10, 10, 10, 10, StopReason::finished});
    const auto all = host::simulate::failures(history.finish(1000));
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].message, "Tasks provisioning capacity limit exceeded.");
    EXPECT_EQ(all[0].tasks, 2U);
    EXPECT_EQ(all[0].first, seconds(10));
    EXPECT_EQ(all[1].reason, StopReason::provisioning_timeout);
}

TEST(Failures, TellEachReasonByASentence) {
    for (int reason = 1; reason <= static_cast<int>(StopReason::simulation_ended); ++reason) {
        SimulatedTask task;
        task.reason = static_cast<StopReason>(reason);
        EXPECT_TRUE(host::simulate::stop_message(task).ends_with(".")) << to_string(task.reason);
    }
    EXPECT_EQ(host::simulate::stop_message({}), "");
}

}  // namespace
}  // namespace berth::test
