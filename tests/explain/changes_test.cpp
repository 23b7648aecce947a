// Changes of the request or its task definition. Each is made by hand too, to see that it helps.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "explain/explain_support.hpp"

namespace berth {
namespace {

using namespace test;
using testing::AllOf;
using testing::Contains;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;

Case one_instance(const TaskDefinition& definition, std::int64_t count = 1) {
    return {make_snapshot({make_instance("a", 4096, 8192)}, {definition}),
            {run_task(definition.family, count)}};
}

TEST(Changes, AskForLessMemory) {
    Case input = one_instance(make_definition("web", 256, 2048));
    input.snapshot.instances[0].remaining.memory_mib = 1536;
    expect_change(input, "ask for 512 MiB less memory per task (1,536 instead of 2,048 MiB)",
                  [](Case& by_hand) { by_hand.burst[0].overrides.memory_mib = 1536; });
}

TEST(Changes, TakeTheEarlierTasksOfTheRequestIntoAccount) {
    // 8,192 MiB hold 2 tasks of 3,000; the third misses 808 MiB, 270 of each of the three.
    const Case input = one_instance(make_definition("web", 256, 3000), 3);
    expect_change(input, "ask for 270 MiB less memory per task (2,730 instead of 3,000 MiB)",
                  [](Case& by_hand) { by_hand.burst[0].overrides.memory_mib = 2730; });
    Case too_little = input;
    too_little.burst[0].overrides.memory_mib = 2731;
    EXPECT_FALSE(explain_request(too_little).placed);
}

TEST(Changes, AskForLessCpu) {
    Case input = one_instance(make_definition("web", 2048, 512));
    input.snapshot.instances[0].remaining.cpu_units = 1024;
    expect_change(input, "ask for 1,024 CPU units less per task (1,024 instead of 2,048)",
                  [](Case& by_hand) { by_hand.burst[0].overrides.cpu_units = 1024; });
}

TEST(Changes, NeverAskForNothing) {
    Case input = one_instance(make_definition("web", 2048, 512));
    input.snapshot.instances[0].remaining.cpu_units = 0;
    EXPECT_THAT(texts(explain_request(input)), Not(Contains(HasSubstr("CPU"))));
}

TEST(Changes, ProposeNoSizeWhereTwoResourcesAreShort) {
    Case input = one_instance(make_definition("web", 2048, 2048));
    input.snapshot.instances[0].remaining.cpu_units = 1024;
    input.snapshot.instances[0].remaining.memory_mib = 1024;
    EXPECT_THAT(texts(explain_request(input)), ElementsAre("one more instance, like a"));
}

TEST(Changes, PutTheSmallestShareFirst) {
    Case input = one_instance(make_definition("web", 2000, 2000));
    input.snapshot.instances = {make_instance("a", 1000, 8192), make_instance("b", 4096, 1900)};
    EXPECT_THAT(texts(explain_request(input)),
                ElementsAre("ask for 100 MiB less memory per task (1,900 instead of 2,000 MiB)",
                            "ask for 1,000 CPU units less per task (1,000 instead of 2,000)"));
}

TaskDefinition gpu_definition(GpuRequirement first, GpuRequirement second = {}) {
    TaskDefinition definition = make_definition("train");
    definition.containers.push_back(definition.containers[0]);
    definition.containers[1].name = "helper";
    definition.containers[0].gpus = first;
    definition.containers[1].gpus = second;
    return definition;
}

TEST(Changes, AskForFewerGpus) {
    Case input = one_instance(gpu_definition({2, 0}, {2, 0}));
    input.snapshot.instances[0] = with_gpus(make_instance("a"), {"gpu-0", "gpu-1", "gpu-2"});
    expect_change(input, "ask for 3 GPUs per task instead of 4", [](Case& by_hand) {
        by_hand.snapshot.task_definitions[0].containers[1].gpus.count = 1;
    });
}

TEST(Changes, AskForANumberOfGpusInsteadOfAll) {
    Case input = one_instance(gpu_definition({0, 1}));
    input.snapshot.instances[0] = with_gpus(make_instance("a"), {"gpu-0", "gpu-1", "gpu-2"});
    input.snapshot.instances[0].remaining.gpu_ids = {"gpu-1", "gpu-2"};
    expect_change(input, "ask for 2 GPUs per task instead of ALL", [](Case& by_hand) {
        by_hand.snapshot.task_definitions[0].containers[0].gpus = {2, 0};
    });
}

TaskDefinition port_definition(NetworkMode mode) {
    TaskDefinition definition = make_definition("proxy");
    definition.network_mode = mode;
    definition.containers[0].port_mappings = {{8080, 8080, Protocol::tcp},
                                              {8443, 8443, Protocol::tcp}};
    return definition;
}

TEST(Changes, UseADynamicHostPort) {
    Case input = one_instance(port_definition(NetworkMode::bridge));
    input.snapshot.instances[0] = with_taken_ports(make_instance("a"), {{8080, Protocol::tcp}});
    expect_change(input, "use a dynamic host port instead of 8080/tcp", [](Case& by_hand) {
        by_hand.snapshot.task_definitions[0].containers[0].port_mappings[0].host_port = 0;
    });
}

TEST(Changes, LeaveHostModeForADynamicHostPort) {
    Case input = one_instance(port_definition(NetworkMode::host), 2);
    input.snapshot.task_definitions[0].containers[0].port_mappings[1].host_port.reset();
    expect_change(
        input, "use network mode bridge with dynamic host ports instead of 8080/tcp and 8443/tcp",
        [](Case& by_hand) {
            TaskDefinition& definition = by_hand.snapshot.task_definitions[0];
            definition.network_mode = NetworkMode::bridge;
            definition.containers[0].port_mappings[0].host_port.reset();
        });
}

TEST(Changes, OfADefinitionLeaveOtherRequestsAlone) {
    Case input = one_instance(port_definition(NetworkMode::bridge));
    input.burst = {run_task("proxy"), run_task("proxy")};
    const Explanation explanation = explain_request(input, 1);
    ASSERT_THAT(texts(explanation),
                Contains("use dynamic host ports instead of 8080/tcp and 8443/tcp"));
    EXPECT_EQ(explanation.changes[0].placed_before, 0U);
    EXPECT_EQ(explanation.changes[0].placed_after, 1U);
}

TEST(Changes, DropThePartOfAConjunctionThatIsInTheWay) {
    Case input = one_instance(make_definition("web"));
    input.snapshot.instances[0].set_attribute("stack", "dev");
    input.burst[0].constraints = {member_of("attribute:stack == prod and agentConnected == true")};
    expect_change(input, "drop `attribute:stack == prod`", [](Case& by_hand) {
        by_hand.burst[0].constraints[0].expression = "agentConnected == true";
    });
    EXPECT_THAT(texts(explain_request(input)), ElementsAre("drop `attribute:stack == prod`"));
}

TEST(Changes, DropAWholeConstraintWhereNoPartWouldDo) {
    Case input = one_instance(make_definition("web"));
    input.burst[0].constraints = {distinct_instance(),
                                  member_of("attribute:a == 1 and attribute:b == 2")};
    expect_change(input, "drop `attribute:a == 1 and attribute:b == 2`",
                  [](Case& by_hand) { by_hand.burst[0].constraints.pop_back(); });
}

TEST(Changes, DropAConstraintOfTheTaskDefinition) {
    Case input = one_instance(make_definition("web"));
    input.snapshot.task_definitions[0].constraints = {member_of("attribute:a == 1")};
    input.burst[0].constraints = {member_of("not(task:group == family:web)")};
    expect_change(input, "drop `attribute:a == 1`",
                  [](Case& by_hand) { by_hand.snapshot.task_definitions[0].constraints.clear(); });
}

TEST(Changes, KeepTheGroupWhenTheDefinitionChanges) {
    // Two tasks: the second is kept off by its own group, which dropping `a == 1` does not change.
    Case input = one_instance(make_definition("web"), 2);
    input.snapshot.task_definitions[0].constraints = {member_of("attribute:a == 1")};
    input.burst[0].constraints = {member_of("not(task:group == family:web)")};
    const Explanation explanation = explain_request(input);
    ASSERT_FALSE(explanation.changes.empty());
    EXPECT_EQ(explanation.changes[0].text, "drop `attribute:a == 1`");
    EXPECT_EQ(explanation.changes[0].placed_after, 1U);
}

TEST(Changes, DropDistinctInstance) {
    Case input = one_instance(make_definition("web"), 2);
    input.burst[0].constraints = {distinct_instance()};
    expect_change(input, "drop distinctInstance",
                  [](Case& by_hand) { by_hand.burst[0].constraints.clear(); });
}

TEST(Changes, StopAtTheNumberWanted) {
    Case input = one_instance(make_definition("web"), 2);
    input.burst[0].constraints = {distinct_instance()};
    const Problem problem = compile(input.snapshot, input.burst);
    ExplainOptions options;
    options.max_changes = 1;
    EXPECT_THAT(texts(explain(problem, options)), ElementsAre("drop distinctInstance"));
    options.max_changes = 0;
    EXPECT_THAT(texts(explain(problem, options)), IsEmpty());
}

TEST(Changes, OfADaemonTaskConcernItsInstanceOnly) {
    // b would take the task with less memory too, but the failed task is the one for a.
    Case input{make_snapshot({make_instance("a", 4096, 400), make_instance("b", 4096, 500)},
                             {make_definition("agent", 256, 512)}),
               {daemon_service("agent", "agent")}};
    expect_change(input, "ask for 112 MiB less memory per task (400 instead of 512 MiB)",
                  [](Case& by_hand) { by_hand.burst[0].overrides.memory_mib = 400; });
    const Explanation second = explain_request(input, 0, 1);
    EXPECT_THAT(texts(second),
                ElementsAre("ask for 12 MiB less memory per task (500 instead of 512 MiB)"));
}

TEST(Changes, AreCountedUpToTheRequestOnly) {
    // The request after it would take the room; it comes later and cannot.
    Case input = one_instance(make_definition("web", 256, 8192));
    input.snapshot.task_definitions.push_back(make_definition("late", 256, 100));
    input.snapshot.instances[0].remaining.memory_mib = 8000;
    input.burst.push_back(run_task("late"));
    expect_change(input, "ask for 192 MiB less memory per task (8,000 instead of 8,192 MiB)",
                  [](Case& by_hand) { by_hand.burst[0].overrides.memory_mib = 8000; });
}

}  // namespace
}  // namespace berth
