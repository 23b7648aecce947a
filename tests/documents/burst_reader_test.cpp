// RunTask and CreateService requests.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "berth/json.hpp"

namespace berth::tests {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

std::vector<Request> requests_in(std::string_view json) {
    return read_burst_text(json, "burst.json");
}

TEST(BurstReader, ReadsARunTaskRequest) {
    const Request request = requests_in(R"({
        "taskDefinition": "web:7", "count": 12, "group": "g", "launchType": "EC2",
        "cluster": "demo", "startedBy": "me",
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:a == b"},
                                 {"type": "distinctInstance", "expression": ""}],
        "placementStrategy": [{"type": "binpack", "field": "memory"}],
        "networkConfiguration": {"awsvpcConfiguration": {"subnets": ["s1", "s2"],
                                                         "securityGroups": ["sg"]}}})")
                                .at(0);
    EXPECT_EQ(request.task_definition, "web:7");
    EXPECT_EQ(request.count, 12);
    EXPECT_EQ(request.group, "g");
    EXPECT_FALSE(request.is_service());
    EXPECT_EQ(request.launch_type, LaunchType::ec2);
    EXPECT_THAT(request.constraints,
                ElementsAre(PlacementConstraint{ConstraintType::member_of, "attribute:a == b"},
                            PlacementConstraint{ConstraintType::distinct_instance, ""}));
    EXPECT_THAT(request.strategies.value(),
                ElementsAre(PlacementStrategy{StrategyType::binpack, StrategyField::memory, ""}));
    EXPECT_THAT(request.subnets, ElementsAre("s1", "s2"));
    EXPECT_EQ(request.where.file, "burst.json");
    EXPECT_EQ(request.where.pointer, "");
}

TEST(BurstReader, ReadsOverrides) {
    const TaskOverrides overrides = requests_in(R"({"taskDefinition": "web", "overrides": {
        "cpu": "1 vCPU", "memory": "512",
        "containerOverrides": [
            {"name": "a", "cpu": 1, "memory": 2, "memoryReservation": 3, "command": ["x"],
             "resourceRequirements": [{"type": "GPU", "value": "1"}, {"type": "GPU", "value": "ALL"}]},
            {"name": "b", "resourceRequirements": []},
            {"name": "c"}]}})")
                                        .at(0)
                                        .overrides;
    EXPECT_EQ(overrides.cpu_units, 1024);
    EXPECT_EQ(overrides.memory_mib, 512);
    ASSERT_THAT(overrides.containers, SizeIs(3));
    EXPECT_EQ(overrides.containers[0].name, "a");
    EXPECT_EQ(overrides.containers[0].cpu_units, 1);
    EXPECT_EQ(overrides.containers[0].memory_mib, 2);
    EXPECT_EQ(overrides.containers[0].memory_reservation_mib, 3);
    EXPECT_EQ(overrides.containers[0].gpus.value().count, 1U);
    EXPECT_EQ(overrides.containers[0].gpus.value().all, 1U);
    EXPECT_TRUE(overrides.containers[1].gpus.has_value());
    EXPECT_FALSE(overrides.containers[2].gpus.has_value());
}

TEST(BurstReader, PlacesOneTaskWhereNoCountIsGiven) {
    EXPECT_EQ(requests_in(R"({"taskDefinition": "web"})").at(0).count, 1);
    EXPECT_EQ(requests_in(R"({"taskDefinition": "web", "count": 0})").at(0).count, 0);
    EXPECT_EQ(requests_in(R"({"taskDefinition": "web", "count": null})").at(0).count, 1);
}

TEST(BurstReader, ReadsServicesByTheirName) {
    const std::vector<Request> burst = requests_in(R"([
        {"taskDefinition": "web", "desiredCount": 3, "count": 99, "serviceName": "front",
         "capacityProviderStrategy": [{"capacityProvider": "gpu", "weight": 1}]},
        {"serviceName": "agent", "taskDefinition": "agent", "schedulingStrategy": "DAEMON"}])");
    ASSERT_THAT(burst, SizeIs(2));
    EXPECT_EQ(burst[0].service_name, "front");
    EXPECT_EQ(burst[0].count, 3);
    EXPECT_EQ(burst[0].scheduling, SchedulingStrategy::replica);
    EXPECT_THAT(burst[0].capacity_providers, SizeIs(1));
    EXPECT_EQ(burst[1].scheduling, SchedulingStrategy::daemon);
    EXPECT_EQ(burst[1].strategies, std::nullopt);
}

TEST(BurstReader, TakesEveryFormOfABurst) {
    for (const char* json :
         {R"([{"taskDefinition": "a"}, {"taskDefinition": "b"}])",
          R"({"comment": "x", "requests": [{"taskDefinition": "a"}, {"taskDefinition": "b"}]})",
          "{\"taskDefinition\": \"a\"}\n{\"taskDefinition\": \"b\"}\n",
          R"([{"taskDefinition": "a"}] {"requests": [{"taskDefinition": "b"}]})"}) {
        const std::vector<Request> burst = requests_in(json);
        ASSERT_THAT(burst, SizeIs(2)) << json;
        EXPECT_EQ(burst[0].task_definition, "a") << json;
        EXPECT_EQ(burst[1].task_definition, "b") << json;
    }
    EXPECT_THAT(requests_in("[]"), IsEmpty());
    EXPECT_THAT(requests_in(R"({"requests": []})"), IsEmpty());
}

TEST(BurstReader, SaysWhereEachRequestStands) {
    EXPECT_EQ(
        requests_in(R"([{"taskDefinition": "a"}, {"taskDefinition": "b"}])").at(1).where.pointer,
        "/1");
    EXPECT_EQ(requests_in(R"({"requests": [{"taskDefinition": "a"}]})").at(0).where.pointer,
              "/requests/0");
    const std::vector<Request> lines =
        requests_in("{\"taskDefinition\": \"a\"}\n[{\"taskDefinition\": \"b\"}]");
    EXPECT_EQ(lines.at(0).where.pointer, "document 1");
    EXPECT_EQ(lines.at(1).where.pointer, "document 2: /0");
}

PlacementStrategy strategy(const std::string& members) {
    return requests_in(R"({"taskDefinition": "a", "placementStrategy": [{)" + members + "}]}")
        .at(0)
        .strategies.value()
        .at(0);
}

TEST(BurstReader, ReadsStrategiesWithoutRegardToCase) {
    using enum StrategyType;
    EXPECT_EQ(strategy(R"("type": "BinPack", "field": "CPU")"),
              (PlacementStrategy{binpack, StrategyField::cpu, ""}));
    EXPECT_EQ(strategy(R"("field": "Memory", "type": "binpack")"),
              (PlacementStrategy{binpack, StrategyField::memory, ""}));
    EXPECT_EQ(strategy(R"("type": "SPREAD", "field": "INSTANCEID")"),
              (PlacementStrategy{spread, StrategyField::instance_id, ""}));
    EXPECT_EQ(strategy(R"("type": "spread", "field": "host")"),
              (PlacementStrategy{spread, StrategyField::instance_id, ""}));
    EXPECT_EQ(strategy(R"("type": "spread", "field": "Attribute:Rack")"),
              (PlacementStrategy{spread, StrategyField::attribute, "Rack"}));
    EXPECT_EQ(strategy(R"("type": "random", "field": "whatever")"),
              (PlacementStrategy{random, StrategyField::none, ""}));
}

}  // namespace
}  // namespace berth::tests
