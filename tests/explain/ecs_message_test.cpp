// What ECS itself would report, reason by reason.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explain/explain_support.hpp"

namespace berth {
namespace {

using namespace test;
using testing::EndsWith;
using testing::HasSubstr;
using testing::Not;

Case service_on(ContainerInstance instance) {
    return {make_snapshot({std::move(instance)}, {make_definition("web", 256, 512)}),
            {create_service("shop", "web", 1)}};
}

std::string message(const Case& input) {
    return explain_request(input).ecs_message;
}

TEST(EcsMessage, IsTheServiceEventOfTheClosestInstance) {
    EXPECT_EQ(message(service_on(make_instance("0123abcd", 4096, 100))),
              "(service shop) was unable to place a task because no container instance met all of "
              "its requirements. The closest matching (container-instance 0123abcd) has "
              "insufficient memory available. For more information, see the Troubleshooting "
              "section of the Amazon ECS Developer Guide.");
}

TEST(EcsMessage, HasItsOwnWordsForEachReason) {
    EXPECT_THAT(message(service_on(make_instance("a", 1, 8192))),
                HasSubstr("(container-instance a) has insufficient CPU units available."));

    Case input = service_on(make_instance("a"));
    input.snapshot.instances[0].agent_connected = false;
    EXPECT_THAT(message(input), HasSubstr("encountered error \"AGENT\"."));

    input = service_on(make_instance("a"));
    input.snapshot.task_definitions[0].containers[0].gpus.count = 1;
    EXPECT_THAT(message(input), HasSubstr("has insufficient GPU resource available."));

    input = service_on(with_taken_ports(make_instance("a"), {{80, Protocol::tcp}}));
    input.snapshot.task_definitions[0].containers[0].port_mappings = {{80, 80, Protocol::tcp}};
    EXPECT_THAT(message(input), HasSubstr("is already using a port required by your task."));

    input = service_on(make_instance("a"));
    input.snapshot.task_definitions[0].required_attributes = {{"ssd", std::nullopt}};
    EXPECT_THAT(message(input), HasSubstr("is missing an attribute required by your task."));

    input = service_on(make_instance("a"));
    input.burst[0].constraints = {member_of("attribute:a == 1")};
    EXPECT_THAT(message(input),
                HasSubstr("encountered error \"MemberOf placement constraint unsatisfied.\"."));

    input = service_on(with_attributes(make_instance("a"), {{"ecs.instance-type", "c5.large"}}));
    input.snapshot.task_definitions[0].network_mode = NetworkMode::awsvpc;
    input.burst[0].count = 3;
    EXPECT_THAT(message(input), HasSubstr("encountered error \"RESOURCE:ENI\"."));
}

TEST(EcsMessage, MarksWordsThatAmazonDoesNotShow) {
    Case input = service_on(make_instance("a"));
    EXPECT_THAT(message(service_on(make_instance("a", 1, 1))), Not(HasSubstr("[ours]")));

    input.burst[0].count = 2;
    input.burst[0].constraints = {distinct_instance()};
    EXPECT_THAT(message(input), EndsWith(" [ours]"));

    input = service_on(make_instance("a"));
    input.snapshot.task_definitions[0].network_mode = NetworkMode::awsvpc;
    input.snapshot.subnet_zones = {{"subnet-1", "us-west-2a"}};
    input.burst[0].subnets = {"subnet-1"};
    EXPECT_THAT(message(input), EndsWith(" [ours]"));

    input = service_on(make_instance("a"));
    for (std::uint16_t port = 1; port <= 100; ++port) {
        input.snapshot.instances[0].remaining.ports.push_back({port, Protocol::tcp});
    }
    input.snapshot.task_definitions[0].containers[0].port_mappings = {{900, 900, Protocol::tcp}};
    EXPECT_THAT(message(input), EndsWith(" [ours]"));
    EXPECT_THAT(message(input), HasSubstr("would pass the limit of 100 reserved ports"));
}

TEST(EcsMessage, SaysWhereNothingIsACandidate) {
    Case input = service_on(make_instance("a"));
    input.snapshot.instances[0].status = "DRAINING";
    EXPECT_THAT(message(input),
                HasSubstr("requirements. Reason: No Container Instances were found in your "
                          "cluster. For more"));
    input.burst[0].capacity_providers = {{"cp", 0, 1}};
    EXPECT_THAT(message(input),
                HasSubstr("Reason: No Container Instances were found in your capacity provider."));
}

TEST(EcsMessage, IsTheFailureOfRunTask) {
    Case input = service_on(make_instance("a", 4096, 100));
    input.burst = {run_task("web")};
    EXPECT_EQ(message(input),
              R"({"reason": "RESOURCE:MEMORY", "arn": ")" + instance_arn("a") + R"("})");
    input.snapshot.instances[0].arn = "a\"b\\c\n";
    EXPECT_EQ(message(input), R"({"reason": "RESOURCE:MEMORY", "arn": "a\"b\\c\u000a"})");
    input.snapshot.instances[0].status = "DRAINING";
    EXPECT_EQ(message(input), "No Container Instances were found in your cluster.");
}

}  // namespace
}  // namespace berth
