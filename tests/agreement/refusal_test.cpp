// What the rules call an error: the oracle and the library refuse it alike.

#include <gtest/gtest.h>

#include <functional>
#include <ostream>

#include "agreement/comparison.hpp"

namespace berth::tests {
namespace {

// One instance, one task definition without constraints, one RunTask request for one task.
Case acceptable() {
    ContainerInstance instance;
    instance.arn = "instance/0";
    instance.registered.cpu_units = 1024;
    instance.registered.memory_mib = 1024;
    instance.remaining = instance.registered;
    ContainerDefinition container;
    container.name = "main";
    container.memory_mib = 64;
    TaskDefinition definition;
    definition.family = "web";
    definition.revision = 1;
    definition.containers = {container};
    Request request;
    request.task_definition = "web";
    Case made;
    made.snapshot.instances = {instance};
    made.snapshot.task_definitions = {definition};
    made.burst = {request};
    return made;
}

// A change to the acceptable case.
struct Mistake {
    const char* name;
    std::function<void(Case&, TaskDefinition&, Request&)> make;
};

void PrintTo(const Mistake& mistake, std::ostream* out) {
    *out << mistake.name;
}

const PlacementConstraint member_of = {ConstraintType::member_of, "attribute:stack exists"};
const PlacementConstraint distinct = {ConstraintType::distinct_instance, ""};
const PlacementStrategy binpack = {StrategyType::binpack, StrategyField::cpu, ""};

PortMapping static_port(std::uint16_t port) {
    return {port, port, Protocol::tcp};
}

void make_daemon(Request& request) {
    request.service_name = "agent";
    request.scheduling = SchedulingStrategy::daemon;
}

const std::vector<Mistake> mistakes = {
    {"UnknownTaskDefinition", [](Case&, TaskDefinition&, Request& r) { r.task_definition = "x"; }},
    {"UnknownRevision", [](Case&, TaskDefinition&, Request& r) { r.task_definition = "web:2"; }},
    {"NegativeCount", [](Case&, TaskDefinition&, Request& r) { r.count = -1; }},
    {"TooManyTasks", [](Case&, TaskDefinition&, Request& r) { r.count = 100'000'001; }},
    {"OverrideOfAnUnknownContainer",
     [](Case&, TaskDefinition&, Request& r) {
         r.overrides.containers = {{"side", 1, {}, {}, {}}};
     }},
    {"PortTwiceInATask",
     [](Case&, TaskDefinition& t, Request&) {
         t.containers.front().port_mappings = {static_port(80), static_port(80)};
     }},
    {"ElevenConstraintsInAll",
     [](Case&, TaskDefinition& t, Request& r) {
         t.constraints.assign(5, member_of);
         r.constraints.assign(6, member_of);
     }},
    {"SixStrategies",
     [](Case&, TaskDefinition&, Request& r) {
         r.strategies = std::vector<PlacementStrategy>(6, binpack);
     }},
    {"DistinctInstanceInATaskDefinition",
     [](Case&, TaskDefinition& t, Request&) { t.constraints = {distinct}; }},
    {"ExpressionTooLong",
     [](Case&, TaskDefinition&, Request& r) {
         r.constraints = {
             {ConstraintType::member_of, "attribute:stack == " + std::string(2001 - 19, 'x')}};
     }},
    {"UnreadableExpression",
     [](Case&, TaskDefinition&, Request& r) {
         r.constraints = {{ConstraintType::member_of, "blieptuut"}};
     }},
    {"UnreadablePattern",
     [](Case&, TaskDefinition&, Request& r) {
         r.constraints = {{ConstraintType::member_of, "attribute:stack =~ '('"}};
     }},
    {"LaunchTypeWithCapacityProviders",
     [](Case&, TaskDefinition&, Request& r) {
         r.launch_type = LaunchType::ec2;
         r.capacity_providers = {{"cp", 0, 1}};
     }},
    {"TwoBases",
     [](Case&, TaskDefinition&, Request& r) {
         r.capacity_providers = {{"cp-a", 1, 1}, {"cp-b", 1, 1}};
     }},
    {"NoWeightAndNoBaseLeft",
     [](Case&, TaskDefinition&, Request& r) {
         r.count = 3;
         r.capacity_providers = {{"cp-a", 2, 0}, {"cp-b", 0, 0}};
     }},
    {"FargateMixedWithInstances",
     [](Case&, TaskDefinition&, Request& r) {
         r.capacity_providers = {{"FARGATE", 0, 1}, {"cp-b", 0, 1}};
     }},
    {"FargateWithAConstraint",
     [](Case&, TaskDefinition&, Request& r) {
         r.launch_type = LaunchType::fargate;
         r.constraints = {member_of};
     }},
    {"FargateWithAConstraintOfTheTaskDefinition",
     [](Case&, TaskDefinition& t, Request& r) {
         r.launch_type = LaunchType::fargate;
         t.constraints = {member_of};
     }},
    {"FargateWithAStrategy",
     [](Case&, TaskDefinition&, Request& r) {
         r.launch_type = LaunchType::fargate;
         r.strategies = {{binpack}};
     }},
    {"FargateSpotWithAStrategy",
     [](Case&, TaskDefinition&, Request& r) {
         r.capacity_providers = {{"FARGATE_SPOT", 0, 1}};
         r.strategies = {{binpack}};
     }},
    {"FargateByDefaultWithAConstraint",
     [](Case& c, TaskDefinition&, Request& r) {
         c.snapshot.clusters.emplace_back().default_strategy = {{"FARGATE", 0, 1}};
         r.constraints = {distinct};
     }},
    {"DaemonOnFargate",
     [](Case&, TaskDefinition&, Request& r) {
         make_daemon(r);
         r.launch_type = LaunchType::fargate;
     }},
    {"DaemonWithStrategies",
     [](Case&, TaskDefinition&, Request& r) {
         make_daemon(r);
         r.strategies = {{binpack}};
     }},
    {"DaemonWithCapacityProviders",
     [](Case&, TaskDefinition&, Request& r) {
         make_daemon(r);
         r.capacity_providers = {{"cp", 0, 1}};
     }},
    {"NoInstancesForADaemon",
     [](Case& c, TaskDefinition&, Request& r) {
         c.snapshot.instances.clear();
         make_daemon(r);
     }},
    {"NoInstances", [](Case& c, TaskDefinition&, Request&) { c.snapshot.instances.clear(); }}};

class Refusal : public ::testing::TestWithParam<Mistake> {};

TEST_P(Refusal, OracleAndLibraryRefuseIt) {
    Case problem = acceptable();
    ASSERT_FALSE(answer_of_oracle(problem).is_refused);
    GetParam().make(problem, problem.snapshot.task_definitions.front(), problem.burst.front());
    EXPECT_TRUE(answer_of_oracle(problem).is_refused);
    for (const std::string& backend : available_backends())
        EXPECT_TRUE(answer_of_backend(problem, backend).is_refused) << backend;
}

INSTANTIATE_TEST_SUITE_P(Mistakes, Refusal, ::testing::ValuesIn(mistakes),
                         [](const auto& test) { return std::string(test.param.name); });

// The last value that is still allowed, next to each limit.
const std::vector<Mistake> borders = {
    {"TenConstraintsInAll",
     [](Case&, TaskDefinition& t, Request& r) {
         t.constraints.assign(5, member_of);
         r.constraints.assign(5, member_of);
     }},
    {"FiveStrategies",
     [](Case&, TaskDefinition&, Request& r) {
         r.strategies = std::vector<PlacementStrategy>(5, binpack);
     }},
    {"ExpressionOfTwoThousandCharacters",
     [](Case&, TaskDefinition&, Request& r) {
         r.constraints = {
             {ConstraintType::member_of, "attribute:stack == " + std::string(2000 - 19, 'x')}};
     }},
    {"ExpressionOfTwoThousandCharactersOfTwoBytes",
     [](Case&, TaskDefinition&, Request& r) {
         std::string text = "attribute:stack == '";
         for (int i = 21; i < 2000; ++i) text += "\u00e9";
         r.constraints = {{ConstraintType::member_of, text + "'"}};
     }},
    {"SamePortOfBothProtocols",
     [](Case&, TaskDefinition& t, Request&) {
         t.containers.front().port_mappings = {static_port(53), {53, 53, Protocol::udp}};
     }},
    {"NoWeightAndJustEnoughBase",
     [](Case&, TaskDefinition&, Request& r) {
         r.count = 2;
         r.capacity_providers = {{"cp-a", 2, 0}, {"cp-b", 0, 0}};
     }},
    {"NoTasksAtAll", [](Case&, TaskDefinition&, Request& r) { r.count = 0; }},
    {"NoInstancesForFargate",
     [](Case& c, TaskDefinition&, Request& r) {
         c.snapshot.instances.clear();
         r.launch_type = LaunchType::fargate;
     }},
    {"DaemonInAClusterWithADefault", [](Case& c, TaskDefinition&, Request& r) {
         c.snapshot.clusters.emplace_back().default_strategy = {{"FARGATE", 0, 1}};
         make_daemon(r);
     }}};

class Border : public ::testing::TestWithParam<Mistake> {};

TEST_P(Border, OracleAndLibraryAcceptIt) {
    Case problem = acceptable();
    GetParam().make(problem, problem.snapshot.task_definitions.front(), problem.burst.front());
    EXPECT_FALSE(answer_of_oracle(problem).is_refused) << answer_of_oracle(problem).message;
    for (const std::string& backend : available_backends()) EXPECT_TRUE(agrees(problem, backend));
}

INSTANTIATE_TEST_SUITE_P(Borders, Border, ::testing::ValuesIn(borders),
                         [](const auto& test) { return std::string(test.param.name); });

}  // namespace
}  // namespace berth::tests
