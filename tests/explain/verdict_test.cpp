// The verdict on each instance, in numbers and in words, and how verdicts are grouped.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explain/explain_support.hpp"

namespace berth {
namespace {

using namespace test;
using testing::ElementsAre;

// Two instances: the one under test, and one that takes the task, so that nothing fails.
InstanceVerdict verdict_of(ContainerInstance instance, const TaskDefinition& definition,
                           Request request, std::vector<Task> tasks = {}) {
    Case input{make_snapshot({std::move(instance)}, {definition}), {std::move(request)}};
    input.snapshot.tasks = std::move(tasks);
    return verdict_on(explain_request(input), 0);
}

std::string why(const ContainerInstance& instance, const TaskDefinition& definition,
                const Request& request, std::vector<Task> tasks = {}) {
    return verdict_of(instance, definition, request, std::move(tasks)).why;
}

TEST(Verdict, SaysNothingOfAnInstanceThatFits) {
    const auto verdict = verdict_of(make_instance("a"), make_definition("web"), run_task("web"));
    EXPECT_TRUE(verdict.candidate);
    EXPECT_FALSE(verdict.reason);
    EXPECT_EQ(verdict.why, "");
}

TEST(Verdict, NamesTheStatusThatRulesAnInstanceOut) {
    ContainerInstance draining = make_instance("a");
    draining.status = "DRAINING";
    const auto verdict = verdict_of(draining, make_definition("web"), run_task("web"));
    EXPECT_FALSE(verdict.candidate);
    EXPECT_FALSE(verdict.reason);
    EXPECT_EQ(verdict.why, "status is DRAINING");
}

TEST(Verdict, NamesTheCapacityProviderThatRulesAnInstanceOut) {
    ContainerInstance instance = make_instance("a");
    Request request = run_task("web");
    request.capacity_providers = {{"cp-gpu", 0, 1}};
    EXPECT_EQ(why(instance, make_definition("web"), request),
              "it belongs to no capacity provider, cp-gpu is asked for");
    instance.capacity_provider = "cp-arm";
    EXPECT_EQ(why(instance, make_definition("web"), request),
              "capacity provider is cp-arm, not cp-gpu");
}

TEST(Verdict, NamesTheProviderThatThisVeryTaskIsDrawnFor) {
    ContainerInstance instance = make_instance("a");
    instance.capacity_provider = "cp-a";
    Case input{make_snapshot({instance}, {make_definition("web")}), {run_task("web", 3)}};
    input.burst[0].capacity_providers = {{"cp-a", 1, 0}, {"cp-b", 0, 1}};
    EXPECT_TRUE(verdict_on(explain_request(input, 0, 0), 0).candidate);
    EXPECT_EQ(verdict_on(explain_request(input, 0, 1), 0).why,
              "capacity provider is cp-a, not cp-b");
}

TEST(Verdict, TellsExternalInstancesFromOthers) {
    const ContainerInstance external =
        with_attributes(make_instance("a"), {{"ecs.capability.external", ""}});
    Request request = run_task("web");
    EXPECT_EQ(why(external, make_definition("web"), request), "an external instance");
    request.launch_type = LaunchType::external;
    EXPECT_EQ(why(make_instance("a"), make_definition("web"), request), "not an external instance");
}

TEST(Verdict, NamesAnAgentThatIsNotConnected) {
    ContainerInstance instance = make_instance("a");
    instance.agent_connected = false;
    EXPECT_EQ(why(instance, make_definition("web"), run_task("web")),
              "the ECS agent is not connected");
}

TEST(Verdict, GivesTheAmountsOfAResource) {
    ContainerInstance instance = make_instance("a", 4096, 8192);
    instance.remaining.memory_mib = 1300;
    const auto verdict = verdict_of(instance, make_definition("web", 256, 2048), run_task("web"));
    EXPECT_EQ(verdict.reason, Reason::memory);
    EXPECT_EQ(verdict.asked, 2048);
    EXPECT_EQ(verdict.left, 1300);
    EXPECT_EQ(verdict.shortfall, 748);
    EXPECT_EQ(verdict.why, "asks for 2,048 MiB of memory, 1,300 are left");
}

TEST(Verdict, SaysWhereEvenTheEmptyInstanceIsTooSmall) {
    ContainerInstance instance = make_instance("a", 1024, 8192);
    instance.remaining.cpu_units = 1;
    EXPECT_EQ(why(instance, make_definition("web", 2048, 512), run_task("web")),
              "asks for 2,048 CPU units, 1 is left, the whole instance has 1,024");
}

TaskDefinition definition_with_gpus(GpuRequirement gpus) {
    TaskDefinition definition = make_definition("train");
    definition.containers[0].gpus = gpus;
    return definition;
}

TEST(Verdict, CountsGpus) {
    EXPECT_EQ(why(make_instance("a"), definition_with_gpus({1, 0}), run_task("train")),
              "asks for 1 GPU, the instance has none");
    ContainerInstance busy = with_gpus(make_instance("a"), {"gpu-0", "gpu-1"});
    busy.remaining.gpu_ids = {"gpu-1"};
    const auto verdict = verdict_of(busy, definition_with_gpus({0, 1}), run_task("train"));
    EXPECT_EQ(verdict.asked, 2);
    EXPECT_EQ(verdict.left, 1);
    EXPECT_EQ(verdict.why, "asks for 2 GPUs, 1 is left");
}

TaskDefinition port_definition(std::initializer_list<HostPort> ports) {
    TaskDefinition definition = make_definition("proxy");
    for (const HostPort& port : ports) {
        definition.containers[0].port_mappings.push_back({port.port, port.port, port.protocol});
    }
    return definition;
}

TEST(Verdict, NamesThePortsThatAreTaken) {
    const ContainerInstance instance = with_taken_ports(
        make_instance("a"), {{53, Protocol::udp}, {80, Protocol::tcp}, {443, Protocol::tcp}});
    EXPECT_EQ(why(instance, port_definition({{8080, Protocol::tcp}, {80, Protocol::tcp}}),
                  run_task("proxy")),
              "port 80/tcp is taken");
    const auto verdict = verdict_of(
        instance,
        port_definition(
            {{80, Protocol::tcp}, {443, Protocol::tcp}, {53, Protocol::udp}, {54, Protocol::udp}}),
        run_task("proxy"));
    EXPECT_EQ(verdict.why, "ports 53/udp, 80/tcp and 443/tcp are taken");
    EXPECT_EQ(verdict.asked, 4);
    EXPECT_EQ(verdict.left, 1);
    EXPECT_EQ(verdict.shortfall, 3);
}

TEST(Verdict, NamesThePortsThatATaskOfTheBurstTook) {
    Case input{make_snapshot({make_instance("a")}, {port_definition({{80, Protocol::tcp}})}),
               {run_task("proxy", 2)}};
    EXPECT_EQ(verdict_on(explain_request(input), 0).why, "port 80/tcp is taken");
}

TEST(Verdict, SaysWhereTheLimitOfPortsIsReached) {
    std::vector<HostPort> taken;
    for (std::uint16_t port = 1; port <= 98; ++port) taken.push_back({port, Protocol::tcp});
    const TaskDefinition definition =
        port_definition({{1001, Protocol::tcp}, {1002, Protocol::tcp}, {1003, Protocol::tcp}});
    auto verdict =
        verdict_of(with_taken_ports(make_instance("a"), taken), definition, run_task("proxy"));
    EXPECT_EQ(verdict.reason, Reason::ports);
    EXPECT_EQ(verdict.left, 2);
    EXPECT_EQ(verdict.shortfall, 0);
    EXPECT_EQ(verdict.why, "98 ports are reserved already, 3 more would pass the limit of 100");
    taken.push_back({99, Protocol::tcp});
    taken.push_back({100, Protocol::tcp});
    EXPECT_EQ(why(with_taken_ports(make_instance("a"), taken), definition, run_task("proxy")),
              "100 ports are reserved already");
}

TEST(Verdict, SaysHowManyAwsvpcTasksTheTypeTakes) {
    const ContainerInstance instance =
        with_attributes(make_instance("a"), {{"ecs.instance-type", "c5.large"}});
    TaskDefinition definition = make_definition("api");
    definition.network_mode = NetworkMode::awsvpc;
    std::vector<Task> tasks = {running_task("1", "a", "g"), running_task("2", "a", "g")};
    for (Task& task : tasks) task.has_network_interface = true;
    const auto verdict = verdict_of(instance, definition, run_task("api"), tasks);
    EXPECT_EQ(verdict.reason, Reason::eni);
    EXPECT_EQ(verdict.why, "c5.large takes 2 tasks in awsvpc mode and runs 2");
}

TEST(Verdict, NamesTheAttributesThatAreAbsentOrDiffer) {
    TaskDefinition definition = make_definition("web");
    definition.cpu_architecture = "ARM64";
    definition.required_attributes = {{"com.example.ssd", std::nullopt}};
    const ContainerInstance instance =
        with_attributes(make_instance("a"), {{"ecs.cpu-architecture", "x86_64"}});
    EXPECT_EQ(why(instance, definition, run_task("web")),
              "attribute com.example.ssd is absent; attribute ecs.cpu-architecture is x86_64, not "
              "arm64");
}

TEST(Verdict, NamesTheZoneThatNoSubnetIsIn) {
    Case input{make_snapshot(
                   {with_attributes(make_instance("a"), {{"ecs.availability-zone", "us-west-2c"}}),
                    make_instance("b")},
                   {make_definition("api")}),
               {run_task("api")}};
    input.snapshot.task_definitions[0].network_mode = NetworkMode::awsvpc;
    input.snapshot.subnet_zones = {{"subnet-1", "us-west-2b"}, {"subnet-2", "us-west-2a"}};
    input.burst[0].subnets = {"subnet-1", "subnet-2"};
    const Explanation explanation = explain_request(input);
    EXPECT_EQ(verdict_on(explanation, 0).why,
              "it is in us-west-2c, the subnets are in us-west-2a and us-west-2b");
    EXPECT_EQ(verdict_on(explanation, 1).why,
              "the instance's zone is not known, the subnets are in us-west-2a and us-west-2b");
}

TEST(Verdict, NamesTheGroupThatRunsThere) {
    Request request = run_task("web");
    request.constraints = {distinct_instance()};
    EXPECT_EQ(why(make_instance("a"), make_definition("web"), request,
                  {running_task("1", "a", "family:web"), running_task("2", "a", "family:web")}),
              "it runs 2 tasks of group family:web already");
}

// The memberOf sentence for an instance with stack=dev that runs 3 tasks, two of them of groups.
std::string sentence(const std::string& expression) {
    ContainerInstance instance = with_attributes(make_instance("a"), {{"stack", "dev"}});
    instance.ec2_instance_id = "i-0a";
    instance.agent_version = "1.51.0";
    instance.running_tasks_count = 3;
    Request request = run_task("web");
    request.constraints = {member_of(expression)};
    const auto verdict =
        verdict_of(instance, make_definition("web"), request,
                   {running_task("1", "a", "db"), running_task("2", "a", "cache")});
    EXPECT_EQ(verdict.reason, Reason::member_of) << expression;
    return verdict.why;
}

TEST(Verdict, QuotesThePartOfAnExpressionThatIsFalseAndTheActualValue) {
    EXPECT_EQ(sentence("attribute:stack == prod"),
              "attribute:stack == prod is false: the instance has stack=dev");
    EXPECT_EQ(sentence("agentConnected == true and attribute:tier exists"),
              "attribute:tier exists is false: the instance has no attribute tier");
    EXPECT_EQ(sentence("attribute:stack == prod or attribute:tier == gold"),
              "attribute:stack == prod or attribute:tier == gold is false: the instance has "
              "stack=dev, the instance has no attribute tier");
    EXPECT_EQ(sentence("not(task:group =~ d.*)"),
              "not(task:group =~ d.*) is false: the instance runs group db");
    EXPECT_EQ(sentence("task:group == web"),
              "task:group == web is false: the instance runs no task of such a group");
    EXPECT_EQ(sentence("runningTasksCount < 3"),
              "runningTasksCount < 3 is false: the instance runs 3 tasks");
    EXPECT_EQ(sentence("agentVersion > 1.60"), "agentVersion > 1.60 is false: the agent is 1.51.0");
    EXPECT_EQ(sentence("ec2InstanceId == i-0b"),
              "ec2InstanceId == i-0b is false: the instance is i-0a");
    EXPECT_EQ(sentence("agentConnected == false"),
              "agentConnected == false is false: the agent is connected");
    EXPECT_EQ(sentence("registeredAt > 2020-01-01"),
              "registeredAt > 2020-01-01 is false: when the instance registered is not known");
}

TEST(Verdict, NamesTheFirstFalseConstraintAsItWasWritten) {
    TaskDefinition definition = make_definition("web");
    definition.constraints = {member_of("attribute:stack exists"),
                              member_of("attribute:stack != dev")};
    Request request = run_task("web");
    request.constraints = {member_of("attribute:a == b")};
    EXPECT_EQ(why(with_attributes(make_instance("a"), {{"stack", "dev"}}), definition, request),
              "attribute:stack != dev is false: the instance has stack=dev");
}

TEST(Verdict, GroupsInstancesThatAnswerAlike) {
    const auto typed = [](std::string_view name, std::string_view zone, std::int64_t memory_mib) {
        return with_attributes(
            make_instance(name, 4096, memory_mib),
            {{"ecs.instance-type", "m5.large"}, {"ecs.availability-zone", zone}});
    };
    ContainerInstance draining = typed("f", "us-west-2a", 8192);
    draining.status = "DRAINING";
    const Case input{make_snapshot({typed("a", "us-west-2a", 100), typed("b", "us-west-2b", 100),
                                    typed("c", "us-west-2a", 100), typed("d", "us-west-2a", 200),
                                    typed("e", "us-west-2b", 8192), draining},
                                   {make_definition("web", 256, 512)}),
                     {run_task("web")}};
    const Explanation explanation = explain_request(input);
    std::vector<std::vector<Ordinal>> groups;
    for (const InstanceVerdict& verdict : explanation.verdicts) groups.push_back(verdict.instances);
    EXPECT_THAT(groups, ElementsAre(ElementsAre(4), ElementsAre(3), ElementsAre(0, 2),
                                    ElementsAre(1), ElementsAre(5)))
        << "fitting, then the smallest shortfall, then instance order, no candidates last";
    EXPECT_EQ(explanation.verdicts[2].instance_type, "m5.large");
    EXPECT_EQ(explanation.verdicts[2].availability_zone, "us-west-2a");
}

}  // namespace
}  // namespace berth
