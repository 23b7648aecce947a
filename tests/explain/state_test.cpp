// Which state a task meets, and which task is explained.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explain/explain_support.hpp"

namespace berth {
namespace {

using namespace test;
using testing::ElementsAre;
using testing::IsEmpty;

// 4 tasks of 2,048 MiB fill the instance.
Case overfull() {
    return {make_snapshot({make_instance("a", 4096, 8192)}, {make_definition("web", 256, 2048)}),
            {run_task("web", 5)}};
}

TEST(Explain, ExplainsTheFirstFailedTaskUnlessToldOtherwise) {
    const Explanation explanation = explain_request(overfull());
    EXPECT_EQ(explanation.task_index, 4U);
    EXPECT_EQ(explanation.requested, 5U);
    EXPECT_FALSE(explanation.placed);
    EXPECT_EQ(verdict_on(explanation, 0).left, 0);
}

TEST(Explain, ExplainsTaskZeroWhereNoneFailed) {
    Case input = overfull();
    input.burst[0].count = 2;
    const Explanation explanation = explain_request(input);
    EXPECT_EQ(explanation.task_index, 0U);
    ASSERT_TRUE(explanation.placed);
    EXPECT_EQ(explanation.placed->instance, 0);
    EXPECT_FALSE(verdict_on(explanation, 0).reason);
    EXPECT_FALSE(explanation.closest);
    EXPECT_FALSE(explanation.empty_fit);
    EXPECT_THAT(explanation.changes, IsEmpty());
    EXPECT_THAT(explanation.ecs_message, IsEmpty());
}

TEST(Explain, JudgesAPlacedTaskAtTheStateBeforeIt) {
    const Explanation explanation = explain_request(overfull(), 0, 3);
    ASSERT_TRUE(explanation.placed);
    EXPECT_FALSE(verdict_on(explanation, 0).reason) << "2,048 MiB are left for the fourth task";
}

TEST(Explain, SeesTheTasksOfEarlierRequestsAndNotOfLaterOnes) {
    Case input = overfull();
    input.burst = {run_task("web", 3), run_task("web", 1), run_task("web", 1)};
    input.snapshot.task_definitions.push_back(make_definition("large", 256, 4096));
    input.burst[1].task_definition = "large";
    const Explanation explanation = explain_request(input, 1);
    EXPECT_EQ(verdict_on(explanation, 0).left, 8192 - 3 * 2048);
    EXPECT_EQ(verdict_on(explanation, 0).shortfall, 2048);
}

TEST(Explain, SeesDaemonTasksOfLaterRequestsSinceTheyGoFirst) {
    Case input = overfull();
    input.snapshot.task_definitions.push_back(make_definition("agent", 256, 1024));
    input.burst = {run_task("web", 4), daemon_service("agent", "agent")};
    const Explanation explanation = explain_request(input, 0);
    EXPECT_EQ(explanation.task_index, 3U);
    EXPECT_EQ(verdict_on(explanation, 0).left, 8192 - 1024 - 3 * 2048);
}

TEST(Explain, RefusesAnIndexOutsideTheBurst) {
    EXPECT_THROW(explain_request(overfull(), 1), InputError);
    EXPECT_THROW(explain_request(overfull(), 0, 5), InputError);
    Case input = overfull();
    input.burst[0].count = 0;
    EXPECT_THROW(explain_request(input, 0, 0), InputError);
}

TEST(Explain, SaysWhetherAFailedTaskCouldEverFit) {
    const Explanation explanation = explain_request(overfull());
    ASSERT_TRUE(explanation.empty_fit);
    EXPECT_TRUE(explanation.empty_fit->on_cluster);
    ASSERT_TRUE(explanation.closest);
    EXPECT_EQ(explanation.closest->shortfall, 2048);
}

TEST(Explain, PutsAFargateTaskOnNoInstance) {
    Case input = overfull();
    input.snapshot.subnet_zones["subnet-1"] = "us-west-2a";
    input.burst[0].launch_type = LaunchType::fargate;
    input.burst[0].strategies.reset();
    input.burst[0].subnets = {"subnet-1"};
    const Explanation explanation = explain_request(input);
    ASSERT_TRUE(explanation.placed);
    EXPECT_EQ(explanation.placed->instance, no_instance);
    EXPECT_THAT(explanation.verdicts, IsEmpty());
}

// One DAEMON task per instance: a is too full, b takes one, c does not satisfy the constraint.
Case daemons() {
    Case input{make_snapshot({make_instance("a", 4096, 100), make_instance("b"),
                              with_attributes(make_instance("c"), {{"stack", "dev"}})},
                             {make_definition("agent", 256, 512)}),
               {daemon_service("agent", "agent")}};
    input.burst[0].constraints = {member_of("not(attribute:stack == dev)")};
    return input;
}

TEST(Explain, CountsTheTasksOfADaemonServiceByThePlan) {
    const Explanation explanation = explain_request(daemons());
    EXPECT_EQ(explanation.requested, 2U);
    EXPECT_EQ(explanation.task_index, 0U);
    EXPECT_FALSE(explanation.placed);
    EXPECT_EQ(verdict_on(explanation, 0).reason, Reason::memory);
    EXPECT_FALSE(verdict_on(explanation, 1).reason);
    EXPECT_EQ(verdict_on(explanation, 2).why,
              "not(attribute:stack == dev) is false: the instance has stack=dev; no task of a "
              "DAEMON service is wanted there");
}

TEST(Explain, SaysWhyADaemonServiceWantsNoTask) {
    Case input = daemons();
    input.snapshot.tasks = {running_task("1", "a", "service:agent"),
                            running_task("2", "b", "service:agent")};
    const Explanation explanation = explain_request(input);
    EXPECT_EQ(explanation.requested, 0U);
    EXPECT_FALSE(explanation.placed);
    EXPECT_THAT(explanation.changes, IsEmpty());
    EXPECT_FALSE(verdict_on(explanation, 0).candidate);
    EXPECT_EQ(verdict_on(explanation, 0).why,
              "it runs the DAEMON task of group service:agent already");
}

}  // namespace
}  // namespace berth
