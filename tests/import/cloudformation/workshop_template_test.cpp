// The shipped example, and the templates of the ECS workshop where they are at hand.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>

#include "cli/json_answer.hpp"
#include "import/cloudformation/import_text.hpp"
#include "json/base64.hpp"

namespace berth::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

TEST(ShippedTemplate, IsAnEmptyClusterWithTwoGroups) {
    const CloudFormationImport import = import_example();
    const Snapshot& snapshot = import.snapshot;
    EXPECT_EQ(all_warnings(import), "");
    EXPECT_TRUE(import.unresolved.empty());
    EXPECT_TRUE(snapshot.instances.empty());
    EXPECT_THAT(snapshot.clusters.at(0).capacity_providers, ElementsAre("arm", "gpu"));
    ASSERT_EQ(snapshot.auto_scaling_groups.size(), 2U);
    for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_EQ(snapshot.auto_scaling_groups[g].max_size, 1);
        EXPECT_EQ(snapshot.auto_scaling_groups[g].desired_capacity, 0);
        EXPECT_EQ(snapshot.capacity_providers.at(g).auto_scaling_group_arn,
                  snapshot.auto_scaling_groups[g].name);
    }
    EXPECT_EQ(snapshot.subnet_zones.size(), 2U);
    EXPECT_EQ(snapshot.task_definitions.at(1).constraints.at(0).expression,
              "attribute:ecs.instance-type == p2.xlarge");
}

TEST(ShippedTemplate, SetsTheAgentUpInItsUserData) {
    CloudFormationOptions options;
    options.parameters = {{"ReservedMemory", "64"}};
    const CloudFormationImport import = import_example(options);
    const JsonAnswer documents(import.documents);
    const std::string arm =
        *host::json::decode_base64(documents.text("/LaunchTemplateVersions/0/LaunchTemplateData/"
                                                  "UserData"));
    EXPECT_THAT(arm, HasSubstr("echo ECS_CLUSTER=cluster-batch >> /etc/ecs/ecs.config\n"));
    EXPECT_THAT(arm, HasSubstr("ECS_INSTANCE_ATTRIBUTES={\"pool\": \"arm-pool\"}"));
    EXPECT_THAT(arm, HasSubstr("echo ECS_RESERVED_MEMORY=64 >>"));
    const std::string gpu =
        *host::json::decode_base64(documents.text("/LaunchConfigurations/0/UserData"));
    EXPECT_THAT(gpu, HasSubstr("{\"pool\": \"gpu-pool\"}"));
    EXPECT_EQ(documents.text("/LaunchConfigurations/0/InstanceType"), "p2.xlarge");
}

class WorkshopTemplates : public testing::Test {
   protected:
    void SetUp() override {
        if (!std::filesystem::exists(folder_)) GTEST_SKIP() << "no templates at " << folder_;
    }

    CloudFormationImport import(const CloudFormationOptions& options = {}) const {
        return import_workshop(folder_, options);
    }

    std::string folder_ = std::string(BERTH_SHARED_DIR) + "/data/workshop/";
};

TEST_F(WorkshopTemplates, AreReadAsTheyAreWithWarnings) {
    const CloudFormationImport result = import();
    const std::string warnings = all_warnings(result);
    EXPECT_THAT(warnings, HasSubstr("line 128, /Resources/ArmECSAutoScalingGroup/Properties/"
                                    "DesiredCapacity"));
    EXPECT_THAT(warnings, HasSubstr("before in line 127"));
    EXPECT_THAT(warnings, HasSubstr("line 206"));
    EXPECT_THAT(warnings, HasSubstr("did you mean `AutoScalingGroupName`?"));
    EXPECT_EQ(result.unresolved, std::vector<std::string>{"ARMCustomResource.Data"});
    EXPECT_THAT(warnings, HasSubstr("--attribute ARMCustomResource.Data=ArmECSAutoScalingGroup,"
                                    "GpuECSAutoScalingGroup"));
    std::uint64_t ignored = 0;
    for (const auto& [type, count] : result.ignored_resources) ignored += count;
    EXPECT_EQ(ignored, 26U);
}

TEST_F(WorkshopTemplates, GiveTheClusterThatTheWorkshopDescribes) {
    CloudFormationOptions options;
    options.attributes = {
        {"ARMCustomResource.Data", "ArmECSAutoScalingGroup,GpuECSAutoScalingGroup"}};
    const CloudFormationImport result = import(options);
    const Snapshot& snapshot = result.snapshot;
    EXPECT_TRUE(result.unresolved.empty());
    EXPECT_EQ(snapshot.subnet_zones.size(), 4U);
    ASSERT_EQ(snapshot.auto_scaling_groups.size(), 2U);
    EXPECT_EQ(snapshot.auto_scaling_groups[0].name, "ArmECSAutoScalingGroup");
    for (std::size_t g = 0; g < 2; ++g) {
        EXPECT_EQ(snapshot.capacity_providers.at(g).auto_scaling_group_arn,
                  snapshot.auto_scaling_groups[g].arn);
        EXPECT_EQ(snapshot.auto_scaling_groups[g].min_size, 0);
        EXPECT_EQ(snapshot.auto_scaling_groups[g].max_size, 1);
    }
    EXPECT_THAT(snapshot.clusters.at(0).capacity_providers,
                ElementsAre("ArmECSCapacityProvider", "GpuECSCapacityProvider"));
    EXPECT_EQ(snapshot.task_definitions.at(0).family, "ecsworkshop-demo-arm64");
    EXPECT_EQ(snapshot.task_definitions.at(1).containers.at(0).gpus.count, 1U);
    const JsonAnswer documents(result.documents);
    EXPECT_EQ(documents.text("/LaunchConfigurations/0/InstanceType"), "t4g.micro");
    EXPECT_THAT(*host::json::decode_base64(documents.text("/LaunchConfigurations/1/UserData")),
                HasSubstr("ECS_CLUSTER=" + snapshot.clusters[0].name));
}

TEST_F(WorkshopTemplates, AllowNoOtherInstanceTypes) {
    CloudFormationOptions options;
    options.parameters = {{"ArmInstanceType", "m5.large"}};
    try {
        import(options);
        FAIL() << "expected an InputError";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("`ArmInstanceType`: \"m5.large\" is none of"));
    }
}

}  // namespace
}  // namespace berth::test
