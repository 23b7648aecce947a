// Kinds of cluster documents, and how they are joined.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "berth/json.hpp"
#include "documents/input_errors.hpp"

namespace berth::tests {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Pair;
using testing::SizeIs;

Snapshot read(std::string_view json) {
    return read_cluster_text(json, "test");
}

TEST(ClusterReader, ReadsTasks) {
    const Snapshot snapshot = read(R"({"tasks": [
        {"taskArn": "t1", "containerInstanceArn": "i1", "group": "service:web",
         "taskDefinitionArn": "d1", "desiredStatus": "RUNNING", "lastStatus": "PENDING",
         "availabilityZone": "us-west-2a", "launchType": "EC2",
         "attachments": [{"type": "other"}, {"type": "ElasticNetworkInterface"}]},
        {"taskArn": "t2", "launchType": "FARGATE"},
        {"taskArn": "t3", "capacityProviderName": "FARGATE_SPOT"},
        {"taskArn": "t4", "desiredStatus": "STOPPED", "capacityProviderName": "gpu"}]})");
    ASSERT_THAT(snapshot.tasks, SizeIs(4));
    const Task& task = snapshot.tasks[0];
    EXPECT_EQ(task.arn, "t1");
    EXPECT_EQ(task.container_instance_arn, "i1");
    EXPECT_EQ(task.group, "service:web");
    EXPECT_EQ(task.task_definition_arn, "d1");
    EXPECT_EQ(task.last_status, "PENDING");
    EXPECT_EQ(task.availability_zone, "us-west-2a");
    EXPECT_TRUE(task.has_network_interface);
    EXPECT_FALSE(task.is_fargate);
    EXPECT_TRUE(task.counts());
    EXPECT_TRUE(snapshot.tasks[1].is_fargate);
    EXPECT_FALSE(snapshot.tasks[1].has_network_interface);
    EXPECT_TRUE(snapshot.tasks[2].is_fargate);
    EXPECT_FALSE(snapshot.tasks[3].is_fargate);
    EXPECT_FALSE(snapshot.tasks[3].counts());
}

TEST(ClusterReader, ReadsATaskDefinition) {
    const Snapshot snapshot = read(R"({"tags": [], "taskDefinition": {
        "taskDefinitionArn": "arn:web:7", "family": "web", "revision": 7, "cpu": ".5 vcpu",
        "memory": "1 GB", "networkMode": "host", "status": "ACTIVE",
        "runtimePlatform": {"operatingSystemFamily": "LINUX", "cpuArchitecture": "ARM64"},
        "requiresAttributes": [{"name": "a"}, {"name": "b", "value": "1"}],
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:a exists"}],
        "containerDefinitions": [
            {"name": "app", "cpu": 10, "memory": 20, "memoryReservation": 15,
             "portMappings": [{"containerPort": 80}, {"containerPort": 53, "hostPort": 5353,
                                                      "protocol": "udp"}],
             "resourceRequirements": [{"type": "GPU", "value": "2"}]},
            {"name": "all", "resourceRequirements": [{"type": "GPU", "value": "ALL"}]}]}})");
    ASSERT_THAT(snapshot.task_definitions, SizeIs(1));
    const TaskDefinition& definition = snapshot.task_definitions[0];
    EXPECT_EQ(definition.arn, "arn:web:7");
    EXPECT_EQ(definition.family, "web");
    EXPECT_EQ(definition.revision, 7);
    EXPECT_EQ(definition.cpu_units, 512);
    EXPECT_EQ(definition.memory_mib, 1024);
    EXPECT_EQ(definition.network_mode, NetworkMode::host);
    EXPECT_EQ(definition.cpu_architecture, "ARM64");
    EXPECT_THAT(definition.required_attributes,
                ElementsAre(RequiredAttribute{"a", std::nullopt}, RequiredAttribute{"b", "1"}));
    EXPECT_THAT(definition.constraints,
                ElementsAre(PlacementConstraint{ConstraintType::member_of, "attribute:a exists"}));
    EXPECT_EQ(definition.where.pointer, "/taskDefinition");

    ASSERT_THAT(definition.containers, SizeIs(2));
    const ContainerDefinition& app = definition.containers[0];
    EXPECT_EQ(app.name, "app");
    EXPECT_EQ(app.cpu_units, 10);
    EXPECT_EQ(app.memory_mib, 20);
    EXPECT_EQ(app.memory_reservation_mib, 15);
    EXPECT_EQ(app.gpus.count, 2U);
    ASSERT_THAT(app.port_mappings, SizeIs(2));
    EXPECT_EQ(app.port_mappings[0].container_port, 80);
    EXPECT_EQ(app.port_mappings[0].host_port, std::nullopt);
    EXPECT_EQ(app.port_mappings[0].protocol, Protocol::tcp);
    EXPECT_EQ(app.port_mappings[1].host_port, 5353);
    EXPECT_EQ(app.port_mappings[1].protocol, Protocol::udp);
    EXPECT_EQ(definition.containers[1].gpus.all, 1U);
    EXPECT_EQ(definition.containers[1].cpu_units, std::nullopt);
}

TEST(ClusterReader, TakesTaskLevelAmountsAsNumbersToo) {
    const Snapshot snapshot = read(
        R"({"taskDefinitions": [{"family": "f", "cpu": 256, "memory": 512,
                                 "containerDefinitions": []}]})");
    EXPECT_EQ(snapshot.task_definitions.at(0).cpu_units, 256);
    EXPECT_EQ(snapshot.task_definitions.at(0).memory_mib, 512);
}

TEST(ClusterReader, ReadsTheInputOfRegisterTaskDefinitionInAnyOrderOfMembers) {
    const Snapshot snapshot =
        read(R"({"cpu": "256", "containerDefinitions": [{"name": "c"}], "family": "f"})");
    ASSERT_THAT(snapshot.task_definitions, SizeIs(1));
    EXPECT_EQ(snapshot.task_definitions[0].cpu_units, 256);
    EXPECT_THAT(snapshot.task_definitions[0].containers, SizeIs(1));
}

TEST(ClusterReader, WarnsOfWhatTheModelLacks) {
    const Snapshot snapshot = read(R"({"taskDefinition": {"family": "f", "containerDefinitions": [
        {"name": "c", "portMappings": [{"containerPortRange": "100-200"}],
         "resourceRequirements": [{"type": "InferenceAccelerator", "value": "d1"}]}]}})");
    ASSERT_THAT(snapshot.warnings, SizeIs(2));
    EXPECT_EQ(snapshot.warnings[0].where.pointer,
              "/taskDefinition/containerDefinitions/0/portMappings/0/containerPortRange");
    EXPECT_THAT(snapshot.warnings[1].text, HasSubstr("InferenceAccelerator"));
}

TEST(ClusterReader, ReadsServices) {
    const Snapshot snapshot = read(R"({"services": [
        {"serviceName": "web", "serviceArn": "arn:web", "taskDefinition": "web:7",
         "desiredCount": 4, "runningCount": 3, "schedulingStrategy": "REPLICA",
         "launchType": "EXTERNAL",
         "capacityProviderStrategy": [{"capacityProvider": "gpu", "base": 1, "weight": 2}],
         "placementConstraints": [{"type": "distinctInstance"}],
         "placementStrategy": [{"type": "spread", "field": "attribute:ecs.availability-zone"}],
         "deployments": [{"desiredCount": 99}]}]})");
    ASSERT_THAT(snapshot.services, SizeIs(1));
    const Service& service = snapshot.services[0];
    EXPECT_EQ(service.name, "web");
    EXPECT_EQ(service.arn, "arn:web");
    EXPECT_EQ(service.task_definition, "web:7");
    EXPECT_EQ(service.desired_count, 4);
    EXPECT_EQ(service.running_count, 3);
    EXPECT_EQ(service.scheduling, SchedulingStrategy::replica);
    EXPECT_EQ(service.launch_type, LaunchType::external);
    ASSERT_THAT(service.capacity_providers, SizeIs(1));
    EXPECT_EQ(service.capacity_providers[0].capacity_provider, "gpu");
    EXPECT_EQ(service.capacity_providers[0].base, 1);
    EXPECT_EQ(service.capacity_providers[0].weight, 2);
    EXPECT_THAT(service.constraints,
                ElementsAre(PlacementConstraint{ConstraintType::distinct_instance, ""}));
    EXPECT_THAT(service.strategies.value(),
                ElementsAre(PlacementStrategy{StrategyType::spread, StrategyField::attribute,
                                              "ecs.availability-zone"}));
}

TEST(ClusterReader, ReadsClustersProvidersGroupsAndSubnets) {
    const Snapshot snapshot = read(R"({
        "clusters": [{"clusterName": "demo", "clusterArn": "arn:demo",
                      "capacityProviders": ["gpu", "FARGATE"],
                      "defaultCapacityProviderStrategy": [{"capacityProvider": "gpu"}]}],
        "capacityProviders": [{"name": "gpu", "capacityProviderArn": "arn:gpu",
                               "autoScalingGroupProvider": {"autoScalingGroupArn": "arn:asg"}},
                              {"name": "FARGATE"}],
        "AutoScalingGroups": [{"AutoScalingGroupName": "asg", "AutoScalingGroupARN": "arn:asg",
                               "MinSize": 1, "MaxSize": 5, "DesiredCapacity": 2,
                               "AvailabilityZones": ["us-west-2a"],
                               "Instances": [{"InstanceId": "i-1"}, {"InstanceId": "i-2"}]}],
        "Subnets": [{"SubnetId": "subnet-1", "AvailabilityZone": "us-west-2a"}]})");
    ASSERT_THAT(snapshot.clusters, SizeIs(1));
    EXPECT_EQ(snapshot.clusters[0].name, "demo");
    EXPECT_THAT(snapshot.clusters[0].capacity_providers, ElementsAre("gpu", "FARGATE"));
    ASSERT_THAT(snapshot.clusters[0].default_strategy, SizeIs(1));
    EXPECT_EQ(snapshot.clusters[0].default_strategy[0].capacity_provider, "gpu");
    ASSERT_THAT(snapshot.capacity_providers, SizeIs(2));
    EXPECT_EQ(snapshot.capacity_providers[0].auto_scaling_group_arn, "arn:asg");
    EXPECT_EQ(snapshot.capacity_providers[1].auto_scaling_group_arn, "");
    ASSERT_THAT(snapshot.auto_scaling_groups, SizeIs(1));
    EXPECT_EQ(snapshot.auto_scaling_groups[0].min_size, 1);
    EXPECT_EQ(snapshot.auto_scaling_groups[0].max_size, 5);
    EXPECT_EQ(snapshot.auto_scaling_groups[0].desired_capacity, 2);
    EXPECT_THAT(snapshot.auto_scaling_groups[0].instance_ids, ElementsAre("i-1", "i-2"));
    EXPECT_THAT(snapshot.subnet_zones, ElementsAre(Pair("subnet-1", "us-west-2a")));
}

TEST(ClusterReader, ReadsASingleServiceAndClusterOfACreateCall) {
    const Snapshot snapshot =
        read(R"({"service": {"serviceName": "web"}} {"cluster": {"clusterName": "demo"}})");
    EXPECT_THAT(snapshot.services, SizeIs(1));
    EXPECT_THAT(snapshot.clusters, SizeIs(1));
}

TEST(ClusterReader, JoinsProtectionToTasksWhicheverComesFirst) {
    const Snapshot snapshot = read(R"(
        {"protectedTasks": [{"taskArn": "t2", "protectionEnabled": true},
                            {"taskArn": "t1", "protectionEnabled": false}], "failures": []}
        {"tasks": [{"taskArn": "t3"}, {"taskArn": "t2"}, {"taskArn": "t1"}]})");
    ASSERT_THAT(snapshot.tasks, SizeIs(3));
    EXPECT_FALSE(snapshot.tasks[0].is_protected);
    EXPECT_TRUE(snapshot.tasks[1].is_protected);
    EXPECT_FALSE(snapshot.tasks[2].is_protected);
    EXPECT_THAT(snapshot.warnings, IsEmpty());
}

TEST(ClusterReader, WarnsOfProtectionWithoutItsTask) {
    const Snapshot snapshot =
        read(R"({"protectedTasks": [{"taskArn": "t", "protectionEnabled": true}]})");
    ASSERT_THAT(snapshot.warnings, SizeIs(1));
    EXPECT_THAT(snapshot.warnings[0].text, HasSubstr("describe-tasks"));
}

TEST(ClusterReader, ReadsPagesConcatenatedValuesAndJsonLines) {
    const std::string first = R"({"containerInstances": [{"containerInstanceArn": "a"}]})";
    const std::string second = R"({"containerInstances": [{"containerInstanceArn": "b"}]})";
    const std::string third = R"({"tasks": [{"taskArn": "t"}], "nextToken": "x"})";
    for (const char* separator : {"\n", "", " ", "\r\n\r\n", "\t"}) {
        const Snapshot snapshot = read(first + separator + second + separator + third + separator);
        EXPECT_THAT(snapshot.instances, SizeIs(2)) << '"' << separator << '"';
        EXPECT_THAT(snapshot.tasks, SizeIs(1)) << '"' << separator << '"';
    }
}

TEST(ClusterReader, ReadsSeveralKindsInOneDocumentWithUnknownMembersBetween) {
    const Snapshot snapshot = read(
        R"({"ResponseMetadata": {"tasks": [1, 2], "HTTPHeaders": {"containerInstances": "x"}},
            "containerInstances": [{"containerInstanceArn": "a"}], "x": [[], {}, null, -1.5e3],
            "tasks": [{"taskArn": "t"}]})");
    EXPECT_THAT(snapshot.instances, SizeIs(1));
    EXPECT_THAT(snapshot.tasks, SizeIs(1));
}

TEST(ClusterReader, ReadsPastAByteOrderMark) {
    EXPECT_THAT(read("\xEF\xBB\xBF{\"tasks\": [{\"taskArn\": \"t\"}]}").tasks, SizeIs(1));
}

TEST(ClusterReader, ReadsEventsOfInstancesAndTasks) {
    const Snapshot snapshot = read(R"(
        {"detail": {"containerInstanceArn": "i", "agentConnected": false}, "version": "0",
         "detail-type": "ECS Container Instance State Change"}
        {"detail-type": "ECS Task State Change",
         "detail": {"taskArn": "t", "attachments": [{"type": "eni"}]}}
        {"detail-type": "ECS Service Action", "detail": {"reason": "RESOURCE:CPU"}})");
    ASSERT_THAT(snapshot.instances, SizeIs(1));
    EXPECT_FALSE(snapshot.instances[0].agent_connected);
    ASSERT_THAT(snapshot.tasks, SizeIs(1));
    EXPECT_TRUE(snapshot.tasks[0].has_network_interface);
    ASSERT_THAT(snapshot.warnings, SizeIs(1));
    EXPECT_THAT(snapshot.warnings[0].text, HasSubstr("ECS Service Action"));
    EXPECT_EQ(snapshot.warnings[0].where.pointer, "document 3");
}

TEST(ClusterReader, WarnsOfWhatAwsCouldNotDescribe) {
    const Snapshot snapshot =
        read(R"({"containerInstances": [], "failures": [{"arn": "arn:x", "reason": "MISSING"}]})");
    ASSERT_THAT(snapshot.warnings, SizeIs(1));
    EXPECT_EQ(snapshot.warnings[0].text, "AWS reports MISSING for arn:x");
    EXPECT_EQ(snapshot.warnings[0].where.pointer, "/failures/0");
}

TEST(ClusterReader, WarnsOfNamesAloneAndOfNothing) {
    for (const char* json : {R"({"containerInstanceArns": ["a"]})", R"({"taskArns": []})", "{}",
                             R"({"taskDefinitionArns": ["web:1"]})", R"({"families": ["web"]})",
                             R"({"taskDefinitions": ["web:1", "web:2"]})"}) {
        const Snapshot snapshot = read(json);
        EXPECT_THAT(snapshot.warnings, SizeIs(1)) << json;
        EXPECT_THAT(snapshot.task_definitions, IsEmpty()) << json;
    }
}

TEST(ClusterReader, NumbersTheFirstDocumentAsSoonAsThereIsASecond) {
    const Snapshot one = read("{}");
    EXPECT_EQ(one.warnings.at(0).where.pointer, "");
    const Snapshot two =
        read(R"({} {"taskDefinition": {"family": "f", "containerDefinitions": []}})");
    EXPECT_EQ(two.warnings.at(0).where.pointer, "document 1");
    EXPECT_EQ(two.task_definitions.at(0).where.pointer, "document 2: /taskDefinition");
}

TEST(ClusterReader, KeepsTheLastOfWhatIsDescribedAgain) {
    const Snapshot snapshot = read(R"({"taskDefinitions": [
        {"family": "a", "revision": 1, "cpu": 1, "containerDefinitions": []},
        {"family": "b", "revision": 1, "cpu": 2, "containerDefinitions": []},
        {"family": "a", "revision": 1, "cpu": 3, "containerDefinitions": []},
        {"family": "c", "revision": 1, "taskDefinitionArn": "arn", "containerDefinitions": []},
        {"family": "c", "revision": 2, "taskDefinitionArn": "arn", "containerDefinitions": []}],
      "services": [{"serviceName": "s", "desiredCount": 1}, {"serviceName": "s", "desiredCount": 2}],
      "clusters": [{"clusterName": "x"}, {"clusterName": "x"}]})");
    ASSERT_THAT(snapshot.task_definitions, SizeIs(3));
    EXPECT_EQ(snapshot.task_definitions[0].family, "b");
    EXPECT_EQ(snapshot.task_definitions[1].cpu_units, 3);
    EXPECT_EQ(snapshot.task_definitions[2].revision, 2);
    ASSERT_THAT(snapshot.services, SizeIs(1));
    EXPECT_EQ(snapshot.services[0].desired_count, 2);
    EXPECT_THAT(snapshot.clusters, SizeIs(1));
    EXPECT_THAT(snapshot.warnings, SizeIs(4));
}

TEST(ClusterReader, RefusesAnInstanceThatStandsTwiceAndNamesBothPlaces) {
    const std::string json = R"({"containerInstances": [{"containerInstanceArn": "b"},
                                                        {"containerInstanceArn": "a"}]}
                                {"containerInstances": [{"containerInstanceArn": "a"}]})";
    expect_error(cluster_error(json), "document 2: /containerInstances/0",
                 "cluster.json: document 1: /containerInstances/1", json);
}

TEST(ClusterReader, RefusesATaskThatStandsTwice) {
    const std::string json = R"({"tasks": [{"taskArn": "t"}, {"taskArn": "u"}, {"taskArn": "t"}]})";
    expect_error(cluster_error(json), "/tasks/2", "first at cluster.json: /tasks/0", json);
}

}  // namespace
}  // namespace berth::tests
