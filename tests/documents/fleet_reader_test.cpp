// What the AWS CLI prints of what starts instances: fields that other outputs lack.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "berth/json.hpp"
#include "documents/input_errors.hpp"
#include "json/base64.hpp"

namespace berth::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::SizeIs;

TEST(Base64, ReadsAndWritesTheVectorsOfRfc4648) {
    constexpr std::pair<std::string_view, std::string_view> vectors[] = {{"", ""},
                                                                         {"f", "Zg=="},
                                                                         {"fo", "Zm8="},
                                                                         {"foo", "Zm9v"},
                                                                         {"foob", "Zm9vYg=="},
                                                                         {"fooba", "Zm9vYmE="},
                                                                         {"foobar", "Zm9vYmFy"}};
    for (const auto& [bytes, text] : vectors) {
        EXPECT_EQ(host::json::encode_base64(bytes), text);
        EXPECT_EQ(host::json::decode_base64(text), bytes);
    }
    EXPECT_EQ(host::json::decode_base64("+/8="), "\xFB\xFF");
}

TEST(Base64, RefusesWhatIsNoWholeText) {
    for (const char* text :
         {"Z", "Zg", "Zg=", "Zg==Zg==", "Z===", "====", "Zh==", "Zm9=", "Zm 9", "Zm9v\n", "-_8="}) {
        EXPECT_EQ(host::json::decode_base64(text), std::nullopt) << text;
    }
}

TEST(FleetReader, ReadsManagedScaling) {
    const Snapshot snapshot = read_cluster_text(R"({"capacityProviders": [
        {"name": "scaled", "status": "ACTIVE", "autoScalingGroupProvider": {
            "autoScalingGroupArn": "arn:group", "managedScaling": {"status": "ENABLED",
            "targetCapacity": 90, "minimumScalingStepSize": 2, "maximumScalingStepSize": 50,
            "instanceWarmupPeriod": 0}, "managedTerminationProtection": "ENABLED",
            "managedDraining": "DISABLED"}},
        {"name": "unscaled", "autoScalingGroupProvider": {"autoScalingGroupArn": "arn:other",
            "managedScaling": {"status": "DISABLED", "targetCapacity": 10}}},
        {"name": "defaults", "autoScalingGroupProvider": {"managedScaling": {"status": "ENABLED"}}},
        {"name": "FARGATE"}]})",
                                                "test");
    const auto& providers = snapshot.capacity_providers;
    ASSERT_THAT(providers, SizeIs(4));
    EXPECT_EQ(providers[0].managed_scaling, (ManagedScaling{90, 2, 50, 0}));
    EXPECT_TRUE(providers[0].managed_termination_protection);
    EXPECT_FALSE(providers[0].managed_draining);
    EXPECT_EQ(providers[1].managed_scaling, std::nullopt);
    EXPECT_FALSE(providers[1].managed_termination_protection);
    EXPECT_TRUE(providers[1].managed_draining);
    EXPECT_EQ(providers[2].managed_scaling, ManagedScaling());
    EXPECT_EQ(providers[3].managed_scaling, std::nullopt);
}

TEST(FleetReader, ReadsWhatAGroupLaunches) {
    const Snapshot snapshot = read_cluster_text(R"({"AutoScalingGroups": [
        {"AutoScalingGroupName": "plain", "LaunchConfigurationName": "configuration",
         "VPCZoneIdentifier": "subnet-1, subnet-2", "NewInstancesProtectedFromScaleIn": true},
        {"AutoScalingGroupName": "template", "VPCZoneIdentifier": "", "LaunchTemplate":
         {"LaunchTemplateName": "gpu", "LaunchTemplateId": "lt-1", "Version": "$Latest"}},
        {"AutoScalingGroupName": "mixed", "MixedInstancesPolicy": {"LaunchTemplate": {
            "LaunchTemplateSpecification": {"LaunchTemplateName": "base", "Version": "3"},
            "Overrides": [{"InstanceType": "m5.large", "WeightedCapacity": "2"},
                {"InstanceType": "m6g.large", "LaunchTemplateSpecification":
                    {"LaunchTemplateId": "lt-2"}},
                {"InstanceRequirements": {"VCpuCount": {"Min": 2}}}]}}}]})",
                                                "test");
    const auto& groups = snapshot.auto_scaling_groups;
    ASSERT_THAT(groups, SizeIs(3));
    EXPECT_EQ(groups[0].launch_configuration, "configuration");
    EXPECT_THAT(groups[0].subnets, ElementsAre("subnet-1", "subnet-2"));
    EXPECT_TRUE(groups[0].new_instances_protected);
    EXPECT_EQ(groups[1].launch_template, (LaunchTemplateReference{"lt-1", "$Latest"}));
    EXPECT_THAT(groups[1].subnets, SizeIs(0));
    EXPECT_EQ(groups[2].launch_template, (LaunchTemplateReference{"base", "3"}));
    EXPECT_THAT(groups[2].overrides, ElementsAre(LaunchOverride{"m5.large", 2, {}},
                                                 LaunchOverride{"m6g.large", 0, {"lt-2", ""}}));
    ASSERT_THAT(snapshot.warnings, SizeIs(1));
    EXPECT_THAT(snapshot.warnings[0].text, HasSubstr("InstanceRequirements"));
    EXPECT_EQ(snapshot.warnings[0].where.pointer,
              "/AutoScalingGroups/2/MixedInstancesPolicy/LaunchTemplate/Overrides/2");
}

TEST(FleetReader, ReadsLaunchConfigurationsAndTemplates) {
    const Snapshot snapshot = read_cluster_text(
        R"({"LaunchConfigurations": [{"LaunchConfigurationName": "c", "UserData": "Zm9v",
            "InstanceType": "m5.large"}]}
           {"LaunchTemplateVersions": [{"LaunchTemplateId": "lt-1", "LaunchTemplateName": "t",
            "VersionNumber": 2, "DefaultVersion": true,
            "LaunchTemplateData": {"InstanceType": "p2.xlarge", "UserData": "Zg=="}}]})",
        "test");
    ASSERT_THAT(snapshot.launch_templates, SizeIs(2));
    EXPECT_EQ(snapshot.launch_templates[0],
              (LaunchTemplate{"", "c", 0, false, true, "m5.large", "foo"}));
    EXPECT_EQ(snapshot.launch_templates[1],
              (LaunchTemplate{"lt-1", "t", 2, true, false, "p2.xlarge", "f"}));
}

TEST(FleetReader, OfATemplateVersionThatIsGivenTwiceTheLastOneCounts) {
    const Snapshot snapshot = read_cluster_text(
        R"({"LaunchTemplateVersions": [
            {"LaunchTemplateName": "t", "VersionNumber": 1},
            {"LaunchTemplateName": "t", "VersionNumber": 2},
            {"LaunchTemplateName": "t", "VersionNumber": 1,
             "LaunchTemplateData": {"InstanceType": "m5.large"}}]})",
        "test");
    ASSERT_THAT(snapshot.launch_templates, SizeIs(2));
    EXPECT_EQ(snapshot.launch_templates[0].version, 2);
    EXPECT_EQ(snapshot.launch_templates[1].instance_type, "m5.large");
    EXPECT_THAT(snapshot.warnings, SizeIs(1));
}

TEST(FleetReader, SaysWhatIsOutOfRangeAndWhere) {
    const struct {
        std::string_view json;
        std::string_view pointer;
        std::string_view words;
    } cases[] = {
        {R"({"capacityProviders": [{"name": "p", "autoScalingGroupProvider":
             {"managedScaling": {"targetCapacity": 101}}}]})",
         "/capacityProviders/0/autoScalingGroupProvider/managedScaling/targetCapacity",
         "1 to 100, found 101"},
        {R"({"capacityProviders": [{"name": "p", "autoScalingGroupProvider":
             {"managedScaling": {"minimumScalingStepSize": 0}}}]})",
         "/capacityProviders/0/autoScalingGroupProvider/managedScaling/minimumScalingStepSize",
         "1 to 10000, found 0"},
        {R"({"capacityProviders": [{"name": "p", "autoScalingGroupProvider":
             {"managedScaling": {"status": "ON"}}}]})",
         "/capacityProviders/0/autoScalingGroupProvider/managedScaling/status",
         "ENABLED, DISABLED"},
        {R"({"capacityProviders": [{"autoScalingGroupProvider": {}}]})", "/capacityProviders/0",
         "`name`"},
        {R"({"AutoScalingGroups": [{"AutoScalingGroupName": "g", "LaunchTemplate": {}}]})",
         "/AutoScalingGroups/0/LaunchTemplate", "`LaunchTemplateId`"},
        {R"({"AutoScalingGroups": [{"AutoScalingGroupName": "g", "MixedInstancesPolicy":
             {"LaunchTemplate": {"Overrides": [{"WeightedCapacity": "0"}]}}}]})",
         "/AutoScalingGroups/0/MixedInstancesPolicy/LaunchTemplate/Overrides/0/WeightedCapacity",
         "\"1\" to \"999\""},
        {R"({"LaunchConfigurations": [{"InstanceType": "m5.large"}]})", "/LaunchConfigurations/0",
         "LaunchConfigurationName"},
        {R"({"LaunchConfigurations": [{"LaunchConfigurationName": "c", "UserData": "#!/bin"}]})",
         "/LaunchConfigurations/0/UserData", "base64"},
        {R"({"LaunchTemplateVersions": [{"VersionNumber": 1}]})", "/LaunchTemplateVersions/0",
         "`LaunchTemplateId`"},
        {R"({"LaunchTemplateVersions": [{"LaunchTemplateId": "lt-1"}]})",
         "/LaunchTemplateVersions/0", "`VersionNumber`"},
    };
    for (const auto& [json, pointer, words] : cases) {
        expect_error(cluster_error(json), pointer, words, json);
    }
}

TEST(FleetReader, ReadsTheLimitsOfADeployment) {
    const Snapshot snapshot = read_cluster_text(
        R"({"services": [{"serviceName": "web", "deploymentConfiguration":
            {"deploymentCircuitBreaker": {"enable": false}, "maximumPercent": 150,
             "minimumHealthyPercent": 50}}, {"serviceName": "api"}]})",
        "test");
    ASSERT_THAT(snapshot.services, SizeIs(2));
    EXPECT_EQ(snapshot.services[0].maximum_percent, 150);
    EXPECT_EQ(snapshot.services[0].minimum_healthy_percent, 50);
    EXPECT_EQ(snapshot.services[1].maximum_percent, std::nullopt);
}

}  // namespace
}  // namespace berth::tests
