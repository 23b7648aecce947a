// Changes of the fleet and its network. Each is made by hand too, to see that it helps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explain/explain_support.hpp"

namespace berth {
namespace {

using namespace test;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Case on_one_instance(const TaskDefinition& definition, std::int64_t count = 1) {
    return {make_snapshot({make_instance("a", 4096, 8192)}, {definition}),
            {run_task(definition.family, count)}};
}

ContainerInstance of_type(std::string_view name, std::string_view type, std::string_view zone,
                          std::int64_t memory_mib = 8192) {
    return with_attributes(make_instance(name, 4096, memory_mib),
                           {{"ecs.instance-type", type}, {"ecs.availability-zone", zone}});
}

TEST(FleetChanges, ReconnectAnAgent) {
    Case input = on_one_instance(make_definition("web"));
    input.snapshot.instances[0].agent_connected = false;
    expect_change(input, "reconnect the ECS agent of a",
                  [](Case& by_hand) { by_hand.snapshot.instances[0].agent_connected = true; });
}

TEST(FleetChanges, ActivateADrainingInstance) {
    Case input = on_one_instance(make_definition("web"));
    input.snapshot.instances[0].status = "DRAINING";
    expect_change(input, "set a from DRAINING to ACTIVE",
                  [](Case& by_hand) { by_hand.snapshot.instances[0].status = "ACTIVE"; });
}

TEST(FleetChanges, RepairNoInstanceThatLacksMoreThanThat) {
    Case input = on_one_instance(make_definition("web", 256, 512));
    input.snapshot.instances = {make_instance("a", 4096, 100), make_instance("b", 4096, 100)};
    input.snapshot.instances[0].agent_connected = false;
    input.snapshot.instances[1].status = "DRAINING";
    EXPECT_THAT(texts(explain_request(input)), IsEmpty());
}

TEST(FleetChanges, BuyOneMoreOfTheCheapestSuitableType) {
    Case input = on_one_instance(make_definition("web", 256, 4096));
    input.snapshot.instances = {of_type("a", "m5.xlarge", "us-west-2a"),
                                of_type("b", "m5.large", "us-west-2b"),
                                of_type("c", "t3.micro", "us-west-2a", 1024)};
    for (ContainerInstance& instance : input.snapshot.instances) {
        instance.remaining.memory_mib = 0;
    }
    const std::string text =
        "one more m5.large in us-west-2b, like b (USD 0.096 an hour on demand in us-east-1)";
    expect_change(input, text, [](Case& by_hand) {
        by_hand.snapshot.instances.push_back(of_type("z", "m5.large", "us-west-2b"));
    });
    EXPECT_THAT(texts(explain_request(input)),
                ElementsAre(text,
                            "one more m5.xlarge in us-west-2a, like a (USD 0.192 an hour on "
                            "demand in us-east-1)"));
}

TEST(FleetChanges, BuyAnInstanceOnlyWhereItSatisfiesTheConstraints) {
    Case input = on_one_instance(make_definition("web", 256, 4096));
    input.snapshot.instances = {of_type("a", "m5.large", "us-west-2a"),
                                of_type("b", "m5.large", "us-west-2b")};
    for (ContainerInstance& instance : input.snapshot.instances) {
        instance.remaining.memory_mib = 0;
    }
    input.burst[0].constraints = {
        member_of("attribute:ecs.availability-zone == us-west-2b and runningTasksCount < 1")};
    EXPECT_THAT(texts(explain_request(input)),
                ElementsAre("one more m5.large in us-west-2b, like b (USD 0.096 an hour on demand "
                            "in us-east-1)"));
}

TEST(FleetChanges, BuyAnInstanceOfTheProviderThatTheTaskIsDrawnFor) {
    Case input = on_one_instance(make_definition("web", 256, 4096), 2);
    input.snapshot.instances = {of_type("a", "m5.large", "us-west-2a"),
                                of_type("b", "m5.xlarge", "us-west-2a")};
    input.snapshot.instances[0].capacity_provider = "cp-a";
    input.snapshot.instances[1].capacity_provider = "cp-b";
    input.snapshot.instances[1].remaining.memory_mib = 0;
    input.burst[0].capacity_providers = {{"cp-a", 1, 0}, {"cp-b", 0, 1}};
    expect_change(input,
                  "one more m5.xlarge in us-west-2a, like b (USD 0.192 an hour on demand in "
                  "us-east-1)",
                  [](Case& by_hand) {
                      by_hand.snapshot.instances.push_back(of_type("z", "m5.xlarge", "us-west-2a"));
                      by_hand.snapshot.instances.back().capacity_provider = "cp-b";
                  });
}

TEST(FleetChanges, UseAnotherCapacityProviderWhereThereIsNoCandidate) {
    Case input = on_one_instance(make_definition("web"));
    input.snapshot.instances[0].capacity_provider = "cp-a";
    input.burst[0].capacity_providers = {{"cp-b", 0, 1}};
    expect_change(input, "use capacity provider cp-a instead of capacity provider cp-b",
                  [](Case& by_hand) {
                      by_hand.burst[0].capacity_providers = {{"cp-a", 0, 1}};
                  });
    expect_change(input, "use launch type EC2 instead of capacity provider cp-b",
                  [](Case& by_hand) { by_hand.burst[0].capacity_providers.clear(); });
}

TEST(FleetChanges, UseExternalInstancesWhereThereAreNoOthers) {
    Case input = on_one_instance(make_definition("web"));
    input.snapshot.instances[0].set_attribute("ecs.capability.external", "");
    expect_change(input, "use launch type EXTERNAL instead of launch type EC2",
                  [](Case& by_hand) { by_hand.burst[0].launch_type = LaunchType::external; });
}

TEST(FleetChanges, KeepTheLaunchTypeWhereThereAreCandidates) {
    Case input = on_one_instance(make_definition("web"));
    input.snapshot.instances.push_back(make_instance("b"));
    input.snapshot.instances[0].set_attribute("ecs.capability.external", "");
    input.snapshot.instances[1].remaining.memory_mib = 0;
    EXPECT_THAT(texts(explain_request(input)), Not(Contains(HasSubstr("EXTERNAL"))));
}

TaskDefinition awsvpc_definition() {
    TaskDefinition definition = make_definition("api");
    definition.network_mode = NetworkMode::awsvpc;
    definition.containers[0].port_mappings = {{80, 80, Protocol::tcp}};
    return definition;
}

TEST(FleetChanges, TurnOnTrunking) {
    Case input = on_one_instance(awsvpc_definition(), 3);
    input.snapshot.instances[0].set_attribute("ecs.instance-type", "c5.large");
    expect_change(input,
                  "turn on awsvpcTrunking and relaunch the instances (a c5.large then takes 10 "
                  "awsvpc tasks instead of 2)",
                  [](Case& by_hand) {
                      by_hand.snapshot.instances[0].set_attribute("ecs.awsvpc-trunk-id", "eni-1");
                  });
}

TEST(FleetChanges, TurnOnTrunkingWhereItIsOffOnly) {
    Case input = on_one_instance(awsvpc_definition(), 11);
    input.snapshot.instances[0].set_attribute("ecs.instance-type", "c5.large");
    input.snapshot.instances[0].set_attribute("ecs.awsvpc-trunk-id", "eni-1");
    EXPECT_EQ(explain_request(input).task_index, 10U);
    EXPECT_THAT(texts(explain_request(input)), Not(Contains(HasSubstr("Trunking"))));
}

TEST(FleetChanges, UseBridgeModeWhereNoInterfaceIsLeft) {
    Case input = on_one_instance(awsvpc_definition(), 3);
    input.snapshot.instances[0].set_attribute("ecs.instance-type", "c5.large");
    expect_change(input, "use network mode bridge with dynamic host ports instead of awsvpc",
                  [](Case& by_hand) {
                      TaskDefinition& definition = by_hand.snapshot.task_definitions[0];
                      definition.network_mode = NetworkMode::bridge;
                      definition.containers[0].port_mappings[0].host_port.reset();
                  });
}

TEST(FleetChanges, AddASubnetOfTheZoneThatHasRoom) {
    Case input = on_one_instance(awsvpc_definition());
    input.snapshot.instances[0] = of_type("a", "m5.large", "us-west-2c");
    input.snapshot.subnet_zones = {{"subnet-a", "us-west-2a"}, {"subnet-c", "us-west-2c"}};
    input.burst[0].subnets = {"subnet-a"};
    expect_change(input, "add subnet-c (us-west-2c) to the request's subnets",
                  [](Case& by_hand) { by_hand.burst[0].subnets.emplace_back("subnet-c"); });
    input.snapshot.subnet_zones.erase("subnet-c");
    expect_change(input, "add a subnet of us-west-2c to the request's subnets", [](Case& by_hand) {
        by_hand.snapshot.subnet_zones["subnet-new"] = "us-west-2c";
        by_hand.burst[0].subnets.emplace_back("subnet-new");
    });
}

}  // namespace
}  // namespace berth
