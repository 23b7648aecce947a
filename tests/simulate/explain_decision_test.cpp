#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulate/history_fixture.hpp"

namespace berth::test {
namespace {

using Bound = ScalingDecision::Bound;
using testing::EndsWith;
using testing::HasSubstr;
using testing::StartsWith;

class ExplainDecision : public testing::Test {
   protected:
    ExplainDecision() {
        provider_ = history_.provider("fleet", 9, {"m5.large"});
        web_ = history_.kind("web:3", provider_);
        big_ = history_.kind("big:1", provider_);
        decision_.instances = decision_.desired_before = decision_.desired_after = 5;
        decision_.used_instances = 5;
        decision_.wanted = 5;
        decision_.datapoints = 1;
    }

    ManagedScaling& scaling() { return *history_.result().providers[provider_].managed_scaling; }
    ScalingModel& model() { return history_.result().simulation.model; }
    std::string text() { return explain_decision(history_.result(), decision_); }

    void wait(std::uint32_t kind, std::uint64_t tasks, std::uint64_t instances) {
        decision_.estimates.push_back({kind, tasks, instances, "m5.large", ""});
        decision_.estimate += static_cast<std::int64_t>(instances);
        decision_.wanted = decision_.used_instances + decision_.estimate;
        decision_.metric = 100.0 * static_cast<double>(decision_.wanted) / 5;
    }

    HistoryBuilder history_{"explained"};
    std::uint32_t provider_ = 0;
    std::uint32_t web_ = 0;
    std::uint32_t big_ = 0;
    ScalingDecision decision_;
};

TEST_F(ExplainDecision, SaysWhatMIsMadeOf) {
    wait(web_, 12, 2);
    decision_.desired_after = 7;
    EXPECT_EQ(text(),
              "M = 7 because 5 instances run tasks and 12 waiting tasks of web:3 need 2 more (on "
              "m5.large). N = 5, so the metric is 140 % (target 100 %). The group grows from 5 to "
              "7.");
}

TEST_F(ExplainDecision, SaysThatAGroupAtItsTargetStays) {
    EXPECT_EQ(text(),
              "M = 5 because 5 instances run tasks and no task waits. N = 5, so the metric is 100 "
              "% (target 100 %). That is the target, so the group stays as it is.");
}

TEST_F(ExplainDecision, KnowsTheTwoMetricsOfAnEmptyGroup) {
    decision_.instances = decision_.used_instances = 0;
    decision_.wanted = decision_.desired_before = decision_.desired_after = 0;
    EXPECT_EQ(text(),
              "M = 0 because no instance runs a task and no task waits. N = 0, where the metric is "
              "100 % with M = 0 by definition (target 100 %). That is the target, so the group "
              "stays as it is.");
    decision_.estimates = {{web_, 1, 1, "m5.large", ""}};
    decision_.estimate = decision_.wanted = decision_.desired_after = 1;
    decision_.metric = 200;
    EXPECT_EQ(text(),
              "M = 1 because no instance runs a task and 1 waiting task of web:3 needs 1 more (on "
              "m5.large). N = 0, where the metric is 200 % with M > 0 by definition (target 100 "
              "%). The group grows from 0 to 1.");
}

TEST_F(ExplainDecision, LeavesOutTasksThatTheSmallestTypeCannotHold) {
    decision_.estimates = {{big_, 7, 0, "", "t4g.micro"}};
    EXPECT_THAT(text(), HasSubstr("M = 5 because 5 instances run tasks. 7 waiting tasks of big:1 "
                                  "are left out: the smallest type of the group, t4g.micro, "
                                  "cannot hold one."));
}

TEST_F(ExplainDecision, SaysWhetherNeedsAddUp) {
    wait(web_, 12, 2);
    wait(big_, 1, 3);
    EXPECT_THAT(text(), StartsWith("M = 10 because 5 instances run tasks, 12 waiting tasks of "
                                   "web:3 need 2 more (on m5.large) and 1 waiting task of big:1 "
                                   "needs 3 more (on m5.large). N"));
    decision_.estimate = 3;
    decision_.wanted = 8;
    EXPECT_THAT(text(), HasSubstr("(on m5.large); only the largest of these needs counts. N"));
    decision_.estimate = 4;
    decision_.wanted = 9;
    EXPECT_THAT(text(), HasSubstr("(on m5.large); together 4 more. N"));
}

TEST_F(ExplainDecision, SaysWhichStepChangedM) {
    wait(web_, 12, 4);
    scaling().minimum_step = 6;
    decision_.wanted = 11;
    EXPECT_THAT(text(), HasSubstr("; a step is of 6 instances at least. N"));
    scaling().maximum_step = 1;
    decision_.wanted = 6;
    EXPECT_THAT(text(), HasSubstr("; a step is of 1 instance at most. N"));
}

TEST_F(ExplainDecision, SaysWhatTheModelStartsFromAnEmptyGroup) {
    decision_.instances = decision_.used_instances = 0;
    decision_.estimates = {{web_, 9, 5, "m5.large", ""}};
    decision_.estimate = 5;
    model().from_zero = decision_.wanted = 2;
    EXPECT_THAT(text(), HasSubstr("; from an empty group the model starts 2. N"));
}

TEST_F(ExplainDecision, NamesTheBaseThatTheModelCounts) {
    model().estimate_base = ScalingModel::EstimateBase::all_instances;
    wait(web_, 12, 2);
    EXPECT_THAT(text(), StartsWith("M = 7 because the group has 5 instances and 12 waiting"));
}

TEST_F(ExplainDecision, CountsDatapointsUntilThereAreEnough) {
    decision_.used_instances = decision_.wanted = 1;
    decision_.metric = 20;
    decision_.datapoints = 3;
    EXPECT_THAT(text(), EndsWith("(target 100 %). 3 of 15 datapoints below the target so far."));
    model().scale_out_datapoints = 2;
    decision_.metric = 140;
    decision_.datapoints = 1;
    EXPECT_THAT(text(), EndsWith("1 of 2 datapoints above the target so far."));
}

struct BoundCase {
    Bound bound;
    std::int64_t after;
    std::string end;
};

class ExplainBound : public ExplainDecision, public testing::WithParamInterface<BoundCase> {};

TEST_P(ExplainBound, SaysWhyTheGroupWentJustSoFar) {
    decision_.bound = GetParam().bound;
    decision_.desired_after = GetParam().after;
    decision_.metric = decision_.desired_after > 5 ? 150 : 20;
    decision_.datapoints = 15;
    EXPECT_THAT(text(), EndsWith(GetParam().end));
}

INSTANTIATE_TEST_SUITE_P(
    Bounds, ExplainBound,
    testing::Values(
        BoundCase{Bound::none, 3, "The group shrinks from 5 to 3."},
        BoundCase{Bound::minimum_step, 6, "from 5 to 6, by the minimum step of 1 instance."},
        BoundCase{Bound::maximum_step, 6, "to 6, by the maximum step of 10000 instances."},
        BoundCase{Bound::group_maximum, 9, "The group grows from 5 to 9, its maximum size."},
        BoundCase{Bound::group_maximum, 5, "The group stays at 5, its maximum size."},
        BoundCase{Bound::group_minimum, 4, "The group shrinks from 5 to 4, its minimum size."},
        BoundCase{Bound::share, 3, "to 3, as a step takes away less than 50 % of it."},
        BoundCase{Bound::protection, 4, "to 4, as instances that run tasks are protected."},
        BoundCase{Bound::warmup, 5, "The group stays at 5, as instances are warming up."}));

}  // namespace
}  // namespace berth::test
