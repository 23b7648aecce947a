// The workshop over time, from its templates to the last instance: the shipped ones, and the
// originals where they are at hand.
#include <gmock/gmock.h>

#include <filesystem>

#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

/// A way to the cluster: how its templates are imported, and what things are called there.
struct Workshop {
    std::string import;
    std::string gpu_definition;
    std::string gpu_provider;
    std::string largest_group;  // the parameter
    std::string arm_definition;
    std::string arm_provider;
};

const Workshop shipped{"examples/workshop/network.yaml examples/workshop/cluster.yaml",
                       "cluster-gpu",
                       "gpu",
                       "LargestGroup",
                       "cluster-arm",
                       "arm"};

Workshop original() {
    const std::string directory = std::string(BERTH_SHARED_DIR) + "/data/workshop/";
    return {"vpc=" + directory + "ecsworkshop-vpc.yaml demo=" + directory +
                "ecsworkshop-demo.yaml --parameters demo.VPCStackParameter=vpc --attribute "
                "ARMCustomResource.Data=ArmECSAutoScalingGroup,GpuECSAutoScalingGroup",
            "demo-gpu",
            "GpuECSCapacityProvider",
            "MaxSize",
            "demo-arm64",
            "ArmECSCapacityProvider"};
}

std::string request(const std::string& definition, const std::string& provider) {
    const std::string strategy = provider.empty()
                                     ? R"("launchType":"EC2")"
                                     : R"("capacityProviderStrategy":[{"capacityProvider":")" +
                                           provider + R"(","weight":1}])";
    return R"({"taskDefinition":")" + definition + "\"," + strategy + "}";
}

class WorkshopOverTime : public RootTest, public testing::WithParamInterface<bool> {
   protected:
    void SetUp() override {
        RootTest::SetUp();
        if (GetParam() &&
            !std::filesystem::exists(std::string(BERTH_SHARED_DIR) + "/data/workshop")) {
            GTEST_SKIP() << "the workshop's own templates are not here";
        }
        workshop_ = GetParam() ? original() : shipped;
    }

    void import(const std::string& options = "") {
        const Outcome outcome = run_line("berth import cloudformation " + workshop_.import +
                                         " --quiet --output-dir workshop " + options);
        ASSERT_EQ(outcome.status, 0) << outcome;
    }

    Outcome simulate(const std::string& requests, const std::string& options,
                     const std::string& more = "") const {
        write_text(directory_ / "course.yaml", "arrivals: [{runTask: " + requests + "}]\n" + more);
        return run_line("berth simulate course.yaml --cluster workshop/cluster " + options);
    }

    Workshop workshop_;
};

TEST_P(WorkshopOverTime, BothGroupsGoToOneAndFifteenDatapointsAfterTheTasksAreEmptyAgain) {
    import();
    write_text(
        directory_ / "course.yaml",
        "arrivals:\n  - runTask: " + request(workshop_.arm_definition, workshop_.arm_provider) +
            "\n  - runTask: " + request(workshop_.gpu_definition, workshop_.gpu_provider) +
            "\nstops: [{at: 300s}]\n");
    const Outcome log =
        run_line("berth simulate course.yaml --cluster workshop/cluster --output event-log");
    ASSERT_EQ(log.status, 0) << log;
    EXPECT_THAT(log.out, testing::StartsWith(R"({"at":0.000,"event":"taskProvisioning","task":0)"));
    EXPECT_THAT(log.out, HasSubstr(R"({"at":0.000,"event":"taskProvisioning","task":1)"));
    EXPECT_THAT(log.out, HasSubstr(R"("wanted":1,"metric":200,)"));
    EXPECT_THAT(log.out, HasSubstr(R"("instanceType":"t4g.micro")"));
    EXPECT_THAT(log.out, HasSubstr(R"("instanceType":"p2.xlarge")"));
    EXPECT_THAT(log.out, HasSubstr(R"("gpus":[0])"));
    EXPECT_THAT(log.out, HasSubstr(R"("metric":100,)"));
    EXPECT_THAT(log.out, HasSubstr(R"("datapoints":15,"desiredBefore":1,"desiredAfter":0)"));
    EXPECT_THAT(log.out, Not(HasSubstr(R"("desiredAfter":2)")));

    const Outcome table = run_line("berth simulate course.yaml --cluster workshop/cluster --quiet");
    EXPECT_THAT(table.out, testing::StartsWith("2 of 2 tasks ran; all were running after "));
    EXPECT_EQ(table.err, "");
}

TEST_P(WorkshopOverTime, TheGpuTaskWithoutAProviderFailsAtOnce) {
    import();
    const Outcome outcome = simulate(request(workshop_.gpu_definition, ""), "--fail-on refused");
    EXPECT_EQ(outcome.status, 3) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("No Container Instances were found in your cluster."));
}

TEST_P(WorkshopOverTime, WithAMaximumOfZeroTheTaskWaitsUntilItGivesUp) {
    import("--parameters " + workshop_.largest_group + "=0");
    const Outcome outcome = simulate(request(workshop_.gpu_definition, workshop_.gpu_provider),
                                     "--output event-log --fail-on waiting");
    EXPECT_EQ(outcome.status, 3) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr(R"({"at":1800.000,"event":"taskStopped","task":0)"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("instanceLaunching")));
}

TEST_P(WorkshopOverTime, ATaskLargerThanTheSmallestTypeNeverScalesTheGroupOut) {
    import();
    write_text(directory_ / "workshop/cluster/large.json",
               R"({"family": "large", "revision": 1, "containerDefinitions":
                  [{"name": "main", "cpu": 256, "memory": 3000}]})");
    const Outcome outcome = simulate(request("large", workshop_.arm_provider), "");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("0 of 1 task"));
    EXPECT_THAT(outcome.out, Not(HasSubstr("Scaling decisions that changed a group")));
    const Outcome log =
        simulate(request("large", workshop_.arm_provider), "--output event-log --end 10m");
    EXPECT_THAT(log.out, HasSubstr("t4g.micro, cannot hold one"));
}

INSTANTIATE_TEST_SUITE_P(OfTheTemplates, WorkshopOverTime, testing::Bool(),
                         [](const testing::TestParamInfo<bool>& of) {
                             return of.param ? "Original" : "Shipped";
                         });

TEST_F(RootTest, TheShippedSimulationRunsOnTheShippedTemplates) {
    run_line("berth import cloudformation " + shipped.import + " --quiet --output-dir workshop");
    const Outcome outcome = run_line(
        "berth simulate examples/workshop/simulation.yaml --cluster workshop/cluster --quiet");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("2 of 2 tasks ran"));
    EXPECT_THAT(outcome.out, HasSubstr("p2.xlarge"));
}

}  // namespace
}  // namespace berth::test
