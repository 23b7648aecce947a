// Container instances: resources, attributes, defaults.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "berth/json.hpp"

namespace berth::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

Snapshot instance_with(const std::string& members) {
    return read_cluster_text(
        R"({"containerInstances": [{"containerInstanceArn": "arn:1")" + members + "}]}", "test");
}

ContainerInstance read_one(const std::string& members) {
    return instance_with(members).instances.at(0);
}

constexpr const char* registered = R"(, "registeredResources": [
    {"name": "CPU", "type": "INTEGER", "integerValue": 2048, "longValue": 7, "doubleValue": 9.0},
    {"name": "MEMORY", "type": "LONG", "integerValue": 7, "longValue": 3768, "doubleValue": 9.0},
    {"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["2376", "22"]},
    {"name": "PORTS_UDP", "type": "STRINGSET", "stringSetValue": ["53"]},
    {"name": "GPU", "type": "STRINGSET", "stringSetValue": ["GPU-b", "GPU-a"]}])";

TEST(InstanceReader, TakesAResourceByItsType) {
    const ContainerInstance instance = read_one(registered);
    EXPECT_EQ(instance.registered.cpu_units, 2048);
    EXPECT_EQ(instance.registered.memory_mib, 3768);
}

TEST(InstanceReader, CutsOffFractionsOfADoubleResource) {
    const ContainerInstance instance = read_one(
        R"(, "remainingResources": [{"name": "CPU", "type": "DOUBLE", "doubleValue": 1023.9}])");
    EXPECT_EQ(instance.remaining.cpu_units, 1023);
}

TEST(InstanceReader, SortsPortsAndKeepsTheirProtocols) {
    EXPECT_THAT(read_one(registered).registered.ports,
                ElementsAre(HostPort{22, Protocol::tcp}, HostPort{53, Protocol::udp},
                            HostPort{2376, Protocol::tcp}));
}

TEST(InstanceReader, KeepsGpuIdsInTheirOrder) {
    EXPECT_THAT(read_one(registered).registered.gpu_ids, ElementsAre("GPU-b", "GPU-a"));
}

TEST(InstanceReader, TakesRegisteredResourcesAsLeftWhereNoneAreReported) {
    const ContainerInstance instance = read_one(registered);
    EXPECT_EQ(instance.remaining.cpu_units, 2048);
    EXPECT_EQ(instance.remaining.memory_mib, 3768);
    EXPECT_EQ(instance.remaining.ports, instance.registered.ports);
    EXPECT_EQ(instance.remaining.gpu_ids, instance.registered.gpu_ids);
}

TEST(InstanceReader, ReadsAnAbsentResourceAsZeroOrTheEmptySet) {
    const ContainerInstance instance =
        read_one(std::string(registered) + R"(, "remainingResources": [])");
    EXPECT_EQ(instance.remaining.cpu_units, 0);
    EXPECT_EQ(instance.remaining.memory_mib, 0);
    EXPECT_THAT(instance.remaining.ports, IsEmpty());
    EXPECT_THAT(instance.remaining.gpu_ids, IsEmpty());
}

TEST(InstanceReader, TakesANegativeRemainder) {
    const ContainerInstance instance = read_one(
        R"(, "remainingResources": [{"name": "CPU", "type": "INTEGER", "integerValue": -128}])");
    EXPECT_EQ(instance.remaining.cpu_units, -128);
}

TEST(InstanceReader, HasTheDefaultsOfTheRules) {
    const ContainerInstance instance = read_one("");
    EXPECT_EQ(instance.status, "ACTIVE");
    EXPECT_TRUE(instance.agent_connected);
    EXPECT_EQ(instance.running_tasks_count, 0);
    EXPECT_EQ(instance.registered_at, std::nullopt);
    EXPECT_THAT(instance.ec2_instance_id, IsEmpty());
    EXPECT_THAT(instance.agent_version, IsEmpty());
    EXPECT_THAT(instance.capacity_provider, IsEmpty());
}

TEST(InstanceReader, ReadsEveryMember) {
    const ContainerInstance instance = read_one(
        R"(, "ec2InstanceId": "i-1", "status": "DRAINING", "agentConnected": false,
             "versionInfo": {"agentHash": "x", "agentVersion": "1.75.0"},
             "capacityProviderName": "gpu", "runningTasksCount": 3)");
    EXPECT_EQ(instance.arn, "arn:1");
    EXPECT_EQ(instance.ec2_instance_id, "i-1");
    EXPECT_EQ(instance.status, "DRAINING");
    EXPECT_FALSE(instance.agent_connected);
    EXPECT_EQ(instance.agent_version, "1.75.0");
    EXPECT_EQ(instance.capacity_provider, "gpu");
    EXPECT_EQ(instance.running_tasks_count, 3);
}

TEST(InstanceReader, TakesNullAsAbsent) {
    const ContainerInstance instance = read_one(
        R"(, "ec2InstanceId": null, "status": null, "agentConnected": null, "attributes": null,
             "remainingResources": null, "registeredAt": null)");
    EXPECT_EQ(instance.status, "ACTIVE");
    EXPECT_TRUE(instance.agent_connected);
}

TEST(InstanceReader, ReadsTheTimeAsTextOrAsEpochSeconds) {
    const Instant expected(std::chrono::microseconds(1700000000250000));
    EXPECT_EQ(read_one(R"(, "registeredAt": 1700000000.25)").registered_at, expected);
    EXPECT_EQ(read_one(R"(, "registeredAt": "2023-11-14T22:13:20.250000+00:00")").registered_at,
              expected);
}

TEST(InstanceReader, SortsAttributesByName) {
    const ContainerInstance instance = read_one(
        R"(, "attributes": [{"name": "b", "value": "2"}, {"name": "c"},
                            {"targetId": "x", "value": "1", "name": "a"}])");
    EXPECT_THAT(instance.attributes,
                ElementsAre(Attribute{"a", "1"}, Attribute{"b", "2"}, Attribute{"c", ""}));
}

TEST(InstanceReader, TakesTheLastValueOfAnAttributeThatStandsTwice) {
    const Snapshot snapshot = instance_with(
        R"(, "attributes": [{"name": "b", "value": "1"}, {"name": "a"}, {"name": "b", "value": "2"}])");
    EXPECT_THAT(snapshot.instances.at(0).attributes,
                ElementsAre(Attribute{"a", ""}, Attribute{"b", "2"}));
    ASSERT_EQ(snapshot.warnings.size(), 1U);
    EXPECT_EQ(snapshot.warnings[0].where.pointer, "/containerInstances/0");
}

TEST(InstanceReader, SortsAttributesOfInstancesThatListThemInDifferentOrders) {
    const Snapshot snapshot = read_cluster_text(
        R"({"containerInstances": [
            {"containerInstanceArn": "1", "attributes": [{"name": "b"}, {"name": "a"}]},
            {"containerInstanceArn": "2", "attributes": [{"name": "d"}, {"name": "c"}]},
            {"containerInstanceArn": "3", "attributes": [{"name": "a"}, {"name": "b"}]},
            {"containerInstanceArn": "4", "attributes": [{"name": "x", "value": "first"},
                                                         {"name": "x", "value": "last"}]}]})",
        "test");
    EXPECT_THAT(snapshot.instances.at(0).attributes,
                ElementsAre(Attribute{"a", ""}, Attribute{"b", ""}));
    EXPECT_THAT(snapshot.instances.at(1).attributes,
                ElementsAre(Attribute{"c", ""}, Attribute{"d", ""}));
    EXPECT_THAT(snapshot.instances.at(2).attributes,
                ElementsAre(Attribute{"a", ""}, Attribute{"b", ""}));
    EXPECT_THAT(snapshot.instances.at(3).attributes, ElementsAre(Attribute{"x", "last"}));
}

TEST(InstanceReader, UndoesEscapesInNamesAndValues) {
    const ContainerInstance instance = read_one(
        R"(, "status\u0020": 5, "ec2Instance\u0049d": "i-\"1\"\u00e9\ud83d\ude00",
             "attributes": [{"name": "a\/b", "value": "\\"}])");
    EXPECT_EQ(instance.ec2_instance_id, "i-\"1\"\xC3\xA9\xF0\x9F\x98\x80");
    EXPECT_THAT(instance.attributes, ElementsAre(Attribute{"a/b", "\\"}));
}

TEST(InstanceReader, SkipsWhatItDoesNotKnow) {
    const ContainerInstance instance = read_one(
        R"(, "version": 5, "tags": [{"key": "status", "value": "DRAINING"}],
             "attachments": [{"details": [{"name": {}, "value": [[]]}]}],
             "registeredResources": [{"name": "DISK", "type": "PETABYTES", "integerValue": 1}])");
    EXPECT_EQ(instance.status, "ACTIVE");
}

}  // namespace
}  // namespace berth::tests
