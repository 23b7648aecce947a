// Resources as documents of the AWS CLI, and as the snapshot that is read from them.
#include <gmock/gmock.h>

#include "cli/json_answer.hpp"
#include "import/cloudformation/import_text.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

CloudFormationImport import_resources(const std::string& resources,
                                      const CloudFormationOptions& options = {}) {
    return import_text("Resources:\n" + resources, options);
}

TEST(Resources, TaskDefinitionsHaveNamesOfTheApiAndNumbersFromText) {
    const CloudFormationImport import = import_resources(R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: web
      Cpu: 256
      Memory: "1 GB"
      NetworkMode: awsvpc
      RuntimePlatform: {CpuArchitecture: ARM64, OperatingSystemFamily: LINUX}
      ContainerDefinitions:
        - Name: main
          Image: nginx
          Cpu: "128"
          MemoryReservation: "300"
          PortMappings: [{ContainerPort: "80", Protocol: tcp}]
          ResourceRequirements: [{Type: GPU, Value: 2}]
      PlacementConstraints: [{Type: memberOf, Expression: "attribute:a == b"}]
)");
    const TaskDefinition& definition = import.snapshot.task_definitions.at(0);
    EXPECT_EQ(definition.arn, "arn:aws:ecs:us-east-1:123456789012:task-definition/web:1");
    EXPECT_EQ(definition.revision, 1);
    EXPECT_EQ(definition.cpu_units, 256);
    EXPECT_EQ(definition.memory_mib, 1024);
    EXPECT_EQ(definition.network_mode, NetworkMode::awsvpc);
    EXPECT_EQ(definition.cpu_architecture, "ARM64");
    const ContainerDefinition& container = definition.containers.at(0);
    EXPECT_EQ(container.cpu_units, 128);
    EXPECT_EQ(container.memory_reservation_mib, 300);
    EXPECT_EQ(container.gpus.count, 2U);
    EXPECT_EQ(container.port_mappings.at(0).container_port, 80);
    EXPECT_EQ(definition.constraints.at(0).expression, "attribute:a == b");
    EXPECT_THAT(definition.where.pointer, HasSubstr("line 4, /Resources/Task"));
    EXPECT_EQ(all_warnings(import), "");
}

TEST(Resources, ServicesKeepTheirCountStrategiesAndDeployment) {
    const CloudFormationImport import = import_resources(R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties: {Family: web, ContainerDefinitions: [{Name: main, Memory: 64}]}
  One:
    Type: AWS::ECS::Service
    Properties:
      ServiceName: one
      TaskDefinition: !Ref Task
      PlacementStrategies: [{Type: binpack, Field: memory}]
      PlacementConstraints: [{Type: distinctInstance}]
      CapacityProviderStrategy: [{CapacityProvider: arm, Base: "1", Weight: 2}]
      DeploymentConfiguration: {MinimumHealthyPercent: 50, MaximumPercent: "150"}
  Agent:
    Type: AWS::ECS::Service
    Properties: {TaskDefinition: !Ref Task, SchedulingStrategy: DAEMON, LaunchType: EC2}
)");
    const Service& one = import.snapshot.services.at(0);
    EXPECT_EQ(one.name, "one");
    EXPECT_EQ(one.task_definition, import.snapshot.task_definitions.at(0).arn);
    EXPECT_EQ(one.desired_count, 1) << "CloudFormation's default";
    EXPECT_EQ(one.strategies.value().at(0).type, StrategyType::binpack);
    EXPECT_EQ(one.constraints.at(0).type, ConstraintType::distinct_instance);
    EXPECT_EQ(one.capacity_providers.at(0).base, 1);
    EXPECT_EQ(one.capacity_providers.at(0).weight, 2);
    const Service& agent = import.snapshot.services.at(1);
    EXPECT_THAT(agent.name, MatchesRegex("demo-Agent-[0-9A-Z]+"));
    EXPECT_EQ(agent.scheduling, SchedulingStrategy::daemon);
    const JsonAnswer documents(import.documents);
    EXPECT_EQ(documents.number("/services/0/deploymentConfiguration/maximumPercent"), 150);
    EXPECT_EQ(documents.number("/services/0/deploymentConfiguration/minimumHealthyPercent"), 50);
}

const std::string providers = R"(
  Batch: {Type: AWS::ECS::Cluster}
  Association:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: !Ref Batch
      CapacityProviders: [!Ref Provider, FARGATE]
      DefaultCapacityProviderStrategy: [{CapacityProvider: !Ref Provider, Weight: 1}]
  Provider:
    Type: AWS::ECS::CapacityProvider
    Properties:
      Name: arm
      AutoScalingGroupProvider:
        AutoScalingGroupArn: !Ref Group
        ManagedScaling: {Status: ENABLED, TargetCapacity: "90", InstanceWarmupPeriod: 60}
        ManagedTerminationProtection: ENABLED
        ManagedDraining: DISABLED
)";

TEST(Resources, ClustersTakeInTheirAssociations) {
    const CloudFormationImport import = import_resources(providers + R"(
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties: {AutoScalingGroupName: arm-group, MinSize: 0, MaxSize: 3}
)");
    const Cluster& cluster = import.snapshot.clusters.at(0);
    EXPECT_THAT(cluster.name, MatchesRegex("demo-Batch-[0-9A-Z]+"));
    EXPECT_EQ(cluster.arn, "arn:aws:ecs:us-east-1:123456789012:cluster/" + cluster.name);
    EXPECT_THAT(cluster.capacity_providers, testing::ElementsAre("arm", "FARGATE"));
    EXPECT_EQ(cluster.default_strategy.at(0).capacity_provider, "arm");
    EXPECT_EQ(import.snapshot.capacity_providers.at(0).auto_scaling_group_arn, "arm-group");
    const JsonAnswer documents(import.documents);
    const std::string group = "/capacityProviders/0/autoScalingGroupProvider/";
    EXPECT_EQ(documents.number(group + "managedScaling/targetCapacity"), 90);
    EXPECT_EQ(documents.number(group + "managedScaling/instanceWarmupPeriod"), 60);
    EXPECT_EQ(documents.text(group + "managedTerminationProtection"), "ENABLED");
    EXPECT_EQ(documents.text(group + "managedDraining"), "DISABLED");
}

TEST(Resources, AnAssociationMayNameAClusterOfAnotherStack) {
    const CloudFormationImport import = import_resources(R"(
  Association:
    Type: AWS::ECS::ClusterCapacityProviderAssociations
    Properties:
      Cluster: arn:aws:ecs:us-east-1:123456789012:cluster/shared
      CapacityProviders: [FARGATE]
)");
    EXPECT_EQ(import.snapshot.clusters.at(0).name, "shared");
}

TEST(Resources, GroupsHaveSizesSubnetsAndLaunchTemplates) {
    const CloudFormationImport import = import_resources(R"(
  Launch:
    Type: AWS::EC2::LaunchTemplate
    Properties:
      LaunchTemplateData:
        InstanceType: t4g.micro
        UserData: !Base64 "echo ECS_CLUSTER=a >> /etc/ecs/ecs.config"
  First: {Type: AWS::EC2::Subnet, Properties: {AvailabilityZone: us-east-1a}}
  Group:
    Type: AWS::AutoScaling::AutoScalingGroup
    Properties:
      MinSize: "1"
      MaxSize: "4"
      VPCZoneIdentifier: [!Ref First, subnet-2]
      NewInstancesProtectedFromScaleIn: "true"
      MixedInstancesPolicy:
        InstancesDistribution: {OnDemandBaseCapacity: 1}
        LaunchTemplate:
          LaunchTemplateSpecification: {LaunchTemplateId: !Ref Launch, Version: !GetAtt Launch.LatestVersionNumber}
          Overrides: [{InstanceType: t4g.small, WeightedCapacity: 2}, {InstanceType: t4g.medium}]
)");
    const JsonAnswer documents(import.documents);
    const std::string id = documents.text("/LaunchTemplateVersions/0/LaunchTemplateId");
    EXPECT_THAT(id, MatchesRegex("lt-[0-9a-f]+"));
    EXPECT_EQ(documents.number("/LaunchTemplateVersions/0/VersionNumber"), 1);
    EXPECT_TRUE(documents.boolean("/LaunchTemplateVersions/0/DefaultVersion"));
    EXPECT_EQ(documents.text("/LaunchTemplateVersions/0/LaunchTemplateData/UserData"),
              "ZWNobyBFQ1NfQ0xVU1RFUj1hID4+IC9ldGMvZWNzL2Vjcy5jb25maWc=");
    const AutoScalingGroup& group = import.snapshot.auto_scaling_groups.at(0);
    EXPECT_EQ(group.min_size, 1);
    EXPECT_EQ(group.max_size, 4);
    EXPECT_EQ(group.desired_capacity, 1) << "the minimum, where the template has none";
    const std::string subnet = documents.text("/Subnets/0/SubnetId");
    EXPECT_EQ(import.snapshot.subnet_zones.at(subnet), "us-east-1a");
    EXPECT_EQ(documents.text("/AutoScalingGroups/0/VPCZoneIdentifier"), subnet + ",subnet-2");
    EXPECT_TRUE(documents.boolean("/AutoScalingGroups/0/NewInstancesProtectedFromScaleIn"));
    const std::string mixed = "/AutoScalingGroups/0/MixedInstancesPolicy/LaunchTemplate/";
    EXPECT_EQ(documents.text(mixed + "LaunchTemplateSpecification/LaunchTemplateId"), id);
    EXPECT_EQ(documents.text(mixed + "LaunchTemplateSpecification/Version"), "1");
    EXPECT_EQ(documents.text(mixed + "Overrides/0/WeightedCapacity"), "2");
    EXPECT_EQ(documents.text(mixed + "Overrides/1/InstanceType"), "t4g.medium");
    EXPECT_EQ(all_warnings(import), "");
}

TEST(Resources, WithAnUnknownAnswerSayHowToGiveIt) {
    const std::string resources = R"(
  Custom: {Type: Custom::Arns, Properties: {Names: [!Ref B, !Ref A]}}
  A: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 0, MaxSize: 1}}
  B: {Type: AWS::AutoScaling::AutoScalingGroup, Properties: {MinSize: 0, MaxSize: 1}}
  Provider:
    Type: AWS::ECS::CapacityProvider
    Properties:
      Name: p
      AutoScalingGroupProvider: {AutoScalingGroupArn: !Select [1, !GetAtt Custom.Data]}
)";
    const CloudFormationImport import = import_resources(resources);
    EXPECT_EQ(import.unresolved, std::vector<std::string>{"Custom.Data"});
    EXPECT_EQ(import.snapshot.capacity_providers.at(0).auto_scaling_group_arn, "");
    EXPECT_THAT(all_warnings(import), HasSubstr("--attribute Custom.Data=B,A"));
    CloudFormationOptions options;
    options.attributes = {{"Custom.Data", "B,A"}, {"Custom.Other", "x"}};
    const CloudFormationImport answered = import_resources(resources, options);
    EXPECT_TRUE(answered.unresolved.empty());
    EXPECT_EQ(answered.snapshot.capacity_providers.at(0).auto_scaling_group_arn,
              answered.snapshot.auto_scaling_groups.at(0).arn);
    EXPECT_THAT(all_warnings(answered),
                HasSubstr("nothing in the templates asks for Custom.Other"));
}

TEST(Resources, UserDataMayLackWhatIsNoSettingOfTheAgent) {
    const auto with_script = [](const std::string& script) {
        return "  Batch: {Type: AWS::ECS::Cluster}\n"
               "  Custom: {Type: Custom::Any}\n"
               "  Launch:\n"
               "    Type: AWS::AutoScaling::LaunchConfiguration\n"
               "    Properties:\n"
               "      InstanceType: m5.large\n"
               "      UserData: {'Fn::Base64': !Sub \"" +
               script + "\"}\n";
    };
    const CloudFormationImport harmless =
        import_resources(with_script("mount ${Custom}\\necho ECS_CLUSTER=a"));
    EXPECT_TRUE(harmless.unresolved.empty()) << all_warnings(harmless);
    EXPECT_THAT(harmless.documents, HasSubstr("UserData"));
    const CloudFormationImport harmful =
        import_resources(with_script("echo ECS_CLUSTER=${Custom.Name}"));
    EXPECT_EQ(harmful.unresolved, std::vector<std::string>{"Custom.Name"});
    EXPECT_THAT(harmful.documents, testing::Not(HasSubstr("UserData")));
}

TEST(Resources, ThatDoNotMatterAreCounted) {
    const CloudFormationImport import = import_resources(R"(
  Batch: {Type: AWS::ECS::Cluster}
  One: {Type: AWS::IAM::Role, Properties: {Nonsense: 1}}
  Two: {Type: AWS::IAM::Role}
  Nested: {Type: AWS::CloudFormation::Stack}
)");
    EXPECT_EQ(import.ignored_resources.at("AWS::IAM::Role"), 2U);
    EXPECT_THAT(all_warnings(import), HasSubstr("nested stacks are not evaluated"));
    EXPECT_THAT(all_warnings(import), testing::Not(HasSubstr("Nonsense")));
}

TEST(Resources, SayWhichPropertyWasMeant) {
    const CloudFormationImport import = import_resources(R"(
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: a
      PlacementConstrains: []
      ContainerDefinitions: [{Name: main, Memory: 64, Memmory: 3}]
)");
    EXPECT_THAT(all_warnings(import), HasSubstr("line 7, /Resources/Task/Properties/"
                                                "PlacementConstrains: there is no property"));
    EXPECT_THAT(all_warnings(import), HasSubstr("did you mean `PlacementConstraints`?"));
    EXPECT_THAT(all_warnings(import), HasSubstr("`Memmory` here, it is ignored; did you mean "
                                                "`Memory`?"));
}

TEST(Resources, AreCheckedByTheReadersOfTheAwsCli) {
    const std::string problem = problem_of(R"(
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: a
      NetworkMode: bridged
      ContainerDefinitions: [{Name: main, Memory: 64}]
)");
    EXPECT_THAT(problem, HasSubstr("demo.yaml: line 7, /Resources/Task/Properties/NetworkMode"));
    EXPECT_THAT(problem, HasSubstr("bridged"));
}

TEST(Resources, NeedWhatCloudFormationNeeds) {
    const std::string group =
        "Resources: {G: {Type: AWS::AutoScaling::AutoScalingGroup, "
        "Properties: {MinSize: ";
    EXPECT_THAT(problem_of(group + "0}}}"), HasSubstr("expected the property `MaxSize`"));
    EXPECT_THAT(problem_of(group + "0, MaxSize: 1, DesiredCapacity: 2}}}"),
                HasSubstr("a desired capacity of 2 is outside MinSize, 0, and MaxSize, 1"));
    EXPECT_THAT(problem_of(group + "few, MaxSize: 1}}}"),
                HasSubstr("expected a whole number, found \"few\""));
    EXPECT_THAT(problem_of(group + "[1], MaxSize: 1}}}"), HasSubstr("expected text, found a list"));
    EXPECT_THAT(problem_of(group + ", MaxSize: 1}}}"), HasSubstr("no value here"));
}

}  // namespace
}  // namespace berth::test
