// The rules one by one, each on a cluster small enough to see the answer, on every backend.
#include "berth/solve.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace berth {
namespace {

using test::create_service;
using test::daemon_service;
using test::distinct_instance;
using test::make_definition;
using test::make_instance;
using test::make_snapshot;
using test::member_of;
using test::placed_on;
using test::run_task;
using test::running_task;
using test::with_attributes;
using test::with_gpus;
using test::with_taken_ports;
using testing::ElementsAre;

std::vector<std::string> available_backends() {
    std::vector<std::string> names;
    for (const BackendInfo& backend : backends()) {
        if (backend.unavailable.empty()) names.emplace_back(backend.name);
    }
    return names;
}

class Solve : public testing::TestWithParam<std::string> {
   protected:
    Plan solve_here(const Problem& problem) const {
        SolveOptions options;
        options.backend = GetParam();
        Plan plan = solve(problem, options);
        EXPECT_EQ(plan.backend, GetParam());
        return plan;
    }

    std::vector<std::string> places(const Snapshot& snapshot, std::vector<Request> burst) const {
        const Problem problem = compile(snapshot, std::move(burst));
        return placed_on(problem, solve_here(problem));
    }

    // The reason of the one candidate, on which one task fails.
    FailedTasks failure(const Snapshot& snapshot, const Request& request) const {
        const Plan plan = solve_here(compile(snapshot, {request}));
        EXPECT_EQ(plan.failures.size(), 1U);
        return plan.failures.empty() ? FailedTasks{} : plan.failures.front();
    }
};
INSTANTIATE_TEST_SUITE_P(Backends, Solve, testing::ValuesIn(available_backends()),
                         [](const auto& suite) { return suite.param; });

Snapshot zones_of_three() {
    return make_snapshot({with_attributes(make_instance("a"), {{"zone", "1"}}),
                          with_attributes(make_instance("b"), {{"zone", "1"}}),
                          with_attributes(make_instance("c"), {{"zone", "2"}})},
                         {make_definition("web")});
}

TEST_P(Solve, AnExactFitFits) {
    EXPECT_THAT(places(make_snapshot({make_instance("a", 256, 512)}, {make_definition("web")}),
                       {run_task("web", 2)}),
                ElementsAre("a"));
}

TEST_P(Solve, BinpackFillsTheFullestInstanceFirst) {
    EXPECT_THAT(
        places(make_snapshot({make_instance("a", 4096, 4096), make_instance("b", 4096, 1024)},
                             {make_definition("web")}),
               {run_task("web", 3)}),
        ElementsAre("b", "b", "a"));
}

TEST_P(Solve, SpreadByAttributeCountsTheBucketAndTheSnapshot) {
    Snapshot snapshot = zones_of_three();
    snapshot.tasks = {running_task("t", "c", "family:web")};
    Request request = run_task("web", 3);
    request.strategies = {test::spread_attribute("zone"), test::spread_instances()};
    EXPECT_THAT(places(snapshot, {request}), ElementsAre("a", "b", "c"));
}

TEST_P(Solve, InstancesWithoutTheSpreadAttributeAreOneBucketMore) {
    Snapshot snapshot = zones_of_three();
    snapshot.instances.push_back(make_instance("d"));
    snapshot.instances.push_back(make_instance("e"));
    Request request = run_task("web", 4);
    request.strategies = {test::spread_attribute("zone"), test::spread_instances()};
    EXPECT_THAT(places(snapshot, {request}), ElementsAre("a", "c", "d", "b"));
}

TEST_P(Solve, AServiceWithoutStrategiesSpreadsOverZonesThenInstances) {
    const Snapshot snapshot =
        make_snapshot({with_attributes(make_instance("a"), {{"ecs.availability-zone", "1"}}),
                       with_attributes(make_instance("b"), {{"ecs.availability-zone", "1"}}),
                       with_attributes(make_instance("c"), {{"ecs.availability-zone", "2"}})},
                      {make_definition("web")});
    EXPECT_THAT(places(snapshot, {create_service("s", "web", 4)}), ElementsAre("a", "c", "b", "c"));
}

TEST_P(Solve, RandomDependsOnTheSeedAloneAndRunTaskDefaultsToIt) {
    std::vector<ContainerInstance> instances;
    for (int i = 0; i < 40; ++i) instances.push_back(make_instance(std::to_string(100 + i)));
    Request request = run_task("web", 30);
    request.strategies.reset();
    const Problem problem = compile(make_snapshot(instances, {make_definition("web")}), {request});
    SolveOptions options;
    options.backend = GetParam();
    options.seed = 5;
    const Plan plan = solve(problem, options);
    EXPECT_EQ(plan.tasks, solve(problem, options).tasks);
    options.seed = 6;
    EXPECT_NE(plan.tasks, solve(problem, options).tasks);
}

TEST_P(Solve, DistinctInstanceLooksAtTheGroupInSnapshotAndBurst) {
    Snapshot snapshot = zones_of_three();
    snapshot.tasks = {running_task("t", "a", "family:web"), running_task("u", "b", "other")};
    Request request = run_task("web", 3);
    request.constraints = {distinct_instance()};
    const Problem problem = compile(snapshot, {request});
    const Plan plan = solve_here(problem);
    EXPECT_THAT(placed_on(problem, plan), ElementsAre("b", "c"));
    ASSERT_EQ(plan.failures.size(), 1U);
    EXPECT_EQ(plan.failures[0].closest->reason, Reason::distinct_instance);
}

TEST_P(Solve, TaskGroupConstraintsFollowTheBurst) {
    Snapshot snapshot = zones_of_three();
    snapshot.task_definitions.push_back(make_definition("cache"));
    Request beside = run_task("cache", 2);
    beside.constraints = {member_of("task:group == family:web")};
    Request web = run_task("web");
    web.constraints = {member_of("attribute:zone == 2")};
    EXPECT_THAT(places(snapshot, {beside, web, beside}), ElementsAre("c", "c", "c"));
}

TEST_P(Solve, RunningTasksCountConstraintsFollowTheBurst) {
    Snapshot snapshot = zones_of_three();
    snapshot.instances[0].running_tasks_count = 1;
    Request request = run_task("web", 9);
    request.constraints = {member_of("runningTasksCount < 2")};
    EXPECT_THAT(places(snapshot, {request}), ElementsAre("a", "b", "b", "c", "c"));
}

TEST_P(Solve, HandsOutGpusInTheOrderOfTheFreeList) {
    Snapshot snapshot = make_snapshot({with_gpus(make_instance("a"), {"g0", "g1", "g2"})},
                                      {make_definition("train")});
    snapshot.task_definitions[0].containers[0].gpus.count = 2;
    const Problem problem = compile(snapshot, {run_task("train", 2)});
    const Plan plan = solve_here(problem);
    ASSERT_EQ(plan.tasks.size(), 1U);
    EXPECT_EQ(plan.tasks[0].gpu_first, 0U);
    EXPECT_EQ(plan.tasks[0].gpu_count, 2U);
    ASSERT_EQ(plan.failures.size(), 1U);
    EXPECT_EQ(plan.failures[0].closest->shortfall, 1);
}

TEST_P(Solve, AllGpusMeansEveryRegisteredOneAndAllFree) {
    Snapshot snapshot =
        make_snapshot({with_gpus(make_instance("a"), {"g0", "g1"}),
                       with_gpus(make_instance("b"), {"h0", "h1"}), make_instance("c")},
                      {make_definition("train")});
    snapshot.instances[0].remaining.gpu_ids = {"g1"};
    snapshot.task_definitions[0].containers[0].gpus.all = 1;
    EXPECT_THAT(places(snapshot, {run_task("train", 2)}), ElementsAre("b"));
}

TEST_P(Solve, TcpAndUdpPortsDoNotCollide) {
    Snapshot snapshot = make_snapshot({with_taken_ports(make_instance("a"), {{53, Protocol::udp}})},
                                      {make_definition("dns")});
    snapshot.task_definitions[0].containers[0].port_mappings = {{53, 53, Protocol::tcp}};
    const Problem problem = compile(snapshot, {run_task("dns", 2)});
    const Plan plan = solve_here(problem);
    EXPECT_EQ(plan.tasks.size(), 1U);
    ASSERT_EQ(plan.failures.size(), 1U);
    EXPECT_EQ(plan.failures[0].closest->reason, Reason::ports);
    EXPECT_EQ(plan.failures[0].closest->shortfall, 1);
}

TEST_P(Solve, AnInstanceHoldsAHundredPorts) {
    std::vector<HostPort> taken;
    for (std::uint16_t port = 1; port < 100; ++port) taken.push_back({port, Protocol::tcp});
    Snapshot snapshot =
        make_snapshot({with_taken_ports(make_instance("a"), taken)}, {make_definition("web")});
    snapshot.task_definitions[0].containers[0].port_mappings = {{80, 8080, Protocol::tcp}};
    EXPECT_THAT(places(snapshot, {run_task("web")}), ElementsAre("a"));
    snapshot.task_definitions[0].containers[0].port_mappings.push_back({81, 8081, Protocol::udp});
    EXPECT_EQ(failure(snapshot, run_task("web")).closest->reason, Reason::ports);
}

TEST_P(Solve, AwsvpcTasksAreLimitedByTheInstanceType) {
    Snapshot snapshot =
        make_snapshot({with_attributes(make_instance("a"), {{"ecs.instance-type", "m5.large"}})},
                      {make_definition("web", 1, 1)});
    snapshot.task_definitions[0].network_mode = NetworkMode::awsvpc;
    EXPECT_EQ(places(snapshot, {run_task("web", 20)}).size(), 2U);
    snapshot.instances[0].set_attribute("ecs.awsvpc-trunk-id", "trunk-1");
    EXPECT_EQ(places(snapshot, {run_task("web", 20)}).size(), 10U);
    snapshot.tasks = {running_task("t", "a", "other")};
    snapshot.tasks[0].has_network_interface = true;
    EXPECT_EQ(places(snapshot, {run_task("web", 20)}).size(), 9U);
}

TEST_P(Solve, TheFirstFailingCheckIsTheReason) {
    Snapshot snapshot = make_snapshot({make_instance("a", 100, 100)}, {make_definition("web")});
    snapshot.instances[0].agent_connected = false;
    snapshot.task_definitions[0].required_attributes = {{"ssd", std::nullopt}};
    Request request = run_task("web");
    request.constraints = {member_of("attribute:x exists")};
    const auto reason = [&] { return failure(snapshot, request).closest->reason; };

    EXPECT_EQ(reason(), Reason::agent);
    snapshot.instances[0].agent_connected = true;
    EXPECT_EQ(reason(), Reason::cpu);
    snapshot.instances[0].remaining.cpu_units = 256;
    EXPECT_EQ(reason(), Reason::memory);
    snapshot.instances[0].remaining.memory_mib = 512;
    EXPECT_EQ(reason(), Reason::attribute);
    snapshot.instances[0].set_attribute("ssd", "");
    EXPECT_EQ(reason(), Reason::member_of);
}

TEST_P(Solve, AwsvpcSubnetsConfineTasksToTheirZones) {
    Snapshot snapshot =
        make_snapshot({with_attributes(make_instance("a"), {{"ecs.availability-zone", "z1"}}),
                       with_attributes(make_instance("b"), {{"ecs.availability-zone", "z2"}})},
                      {make_definition("web")});
    snapshot.task_definitions[0].network_mode = NetworkMode::awsvpc;
    snapshot.subnet_zones = {{"subnet-1", "z1"}, {"subnet-2", "z2"}};
    Request request = run_task("web");
    request.subnets = {"subnet-2"};
    EXPECT_THAT(places(snapshot, {request}), ElementsAre("b"));
    snapshot.instances.pop_back();
    EXPECT_EQ(failure(snapshot, request).closest->reason, Reason::location);
}

TEST_P(Solve, TheClosestInstanceFailsLatestThenLeast) {
    const Snapshot snapshot =
        make_snapshot({make_instance("a", 10, 9999), make_instance("b", 9999, 100),
                       make_instance("c", 9999, 400), make_instance("d", 9999, 400)},
                      {make_definition("web")});
    const FailedTasks failed = failure(snapshot, run_task("web"));
    EXPECT_EQ(failed.closest->instance, 2);
    EXPECT_EQ(failed.closest->reason, Reason::memory);
    EXPECT_EQ(failed.closest->shortfall, 112);
    EXPECT_EQ(failed.reasons[static_cast<std::size_t>(Reason::cpu)], 1U);
    EXPECT_EQ(failed.reasons[static_cast<std::size_t>(Reason::memory)], 3U);
}

TEST_P(Solve, OnlyActiveInstancesOfTheTargetAreCandidates) {
    Snapshot snapshot =
        make_snapshot({make_instance("a"), make_instance("b"),
                       with_attributes(make_instance("c"), {{"ecs.capability.external", ""}}),
                       make_instance("d")},
                      {make_definition("web")});
    snapshot.instances[0].status = "DRAINING";
    snapshot.instances[1].capacity_provider = "cp";
    EXPECT_THAT(places(snapshot, {run_task("web")}), ElementsAre("b"));

    Request external = run_task("web");
    external.launch_type = LaunchType::external;
    EXPECT_THAT(places(snapshot, {external}), ElementsAre("c"));

    Request provided = run_task("web", 2);
    provided.capacity_providers = {{"cp", 0, 1}, {"none", 0, 1}};
    const Problem problem = compile(snapshot, {provided});
    const Plan plan = solve_here(problem);
    EXPECT_THAT(placed_on(problem, plan), ElementsAre("b"));
    ASSERT_EQ(plan.failures.size(), 1U);
    EXPECT_FALSE(plan.failures[0].closest.has_value());
}

TEST_P(Solve, DaemonsGoFirstAndSkipInstancesWhereTheyAreNotWanted) {
    Snapshot snapshot = zones_of_three();
    snapshot.tasks = {running_task("t", "b", "service:agent")};
    snapshot.instances.push_back(make_instance("d", 1, 1));
    Request daemon = daemon_service("agent", "web");
    const Problem problem = compile(snapshot, {run_task("web"), daemon});
    const Plan plan = solve_here(problem);
    EXPECT_THAT(placed_on(problem, plan), ElementsAre("a", "c", "a"));
    ASSERT_EQ(plan.failures.size(), 1U);
    EXPECT_EQ(plan.failures[0].task_index, 2U);
    EXPECT_EQ(plan.failures[0].closest->instance, 3);

    daemon.constraints = {member_of("attribute:zone == 2")};
    EXPECT_THAT(places(snapshot, {daemon}), ElementsAre("c"));
}

TEST_P(Solve, FargateTasksSpreadOverTheZonesOfTheirSubnets) {
    Snapshot snapshot = make_snapshot({}, {make_definition("web")});
    snapshot.subnet_zones = {{"subnet-1", "z2"}, {"subnet-2", "z1"}, {"subnet-3", "z3"}};
    Task running;
    running.arn = "t";
    running.group = "family:web";
    running.is_fargate = true;
    running.availability_zone = "z1";
    snapshot.tasks = {running};
    Request request = run_task("web", 3);
    request.strategies.reset();
    request.launch_type = LaunchType::fargate;
    request.subnets = {"subnet-1", "subnet-2"};
    const Problem problem = compile(snapshot, {request});
    std::vector<std::string> zones;
    for (const PlacedTask& task : solve_here(problem).tasks) {
        EXPECT_EQ(task.instance, no_instance);
        zones.push_back(problem.zones().at(static_cast<std::size_t>(task.zone)));
    }
    EXPECT_THAT(zones, ElementsAre("z2", "z1", "z2"));
}

TEST_P(Solve, AnEmptyClusterIsEcsOwnError) {
    const Problem problem = compile(make_snapshot({}, {make_definition("web")}), {run_task("web")});
    SolveOptions options;
    options.backend = GetParam();
    try {
        solve(problem, options);
        FAIL() << "no error";
    } catch (const InputError& error) {
        EXPECT_EQ(error.problem(), no_instances_message);
    }
}

TEST_P(Solve, TasksThatFailAlikeAreReportedTogether) {
    const Snapshot snapshot =
        make_snapshot({make_instance("a", 512, 8192)}, {make_definition("web")});
    const Plan plan = solve_here(compile(snapshot, {run_task("web", 10), run_task("web", 3)}));
    EXPECT_EQ(plan.tasks.size(), 2U);
    ASSERT_EQ(plan.failures.size(), 2U);
    EXPECT_EQ(plan.failures[0].task_index, 2U);
    EXPECT_EQ(plan.failures[0].count, 8U);
    EXPECT_EQ(plan.failures[1].count, 3U);
    EXPECT_EQ(plan.failed(), 11U);
}

TEST_P(Solve, ReportsProgressUpToTheLastThousand) {
    const Problem problem =
        compile(make_snapshot({make_instance("a", 1 << 30, 1 << 30)}, {make_definition("web")}),
                {run_task("web", 5000)});
    std::uint64_t last = 0;
    SolveOptions options;
    options.backend = GetParam();
    options.progress = [&](std::uint64_t decided, std::uint64_t requested) {
        EXPECT_GT(decided, last);
        EXPECT_EQ(requested, 5000U);
        last = decided;
    };
    solve(problem, options);
    EXPECT_GT(last, 3900U);
}

TEST_P(Solve, StopsWhenTheCallerSaysSo) {
    const Problem problem =
        compile(make_snapshot({make_instance("a", 1 << 30, 1 << 30)}, {make_definition("web")}),
                {run_task("web", 5000)});
    SolveOptions options;
    options.backend = GetParam();
    int asked = 0;
    options.is_cancelled = [&] { return ++asked > 2; };
    EXPECT_THROW(solve(problem, options), Cancelled);
    EXPECT_EQ(asked, 3);
}

TEST_P(Solve, GivesTheSamePlanToACallerWhoNeverStopsIt) {
    const Problem problem =
        compile(make_snapshot({make_instance("a", 1 << 20, 1 << 20)}, {make_definition("web")}),
                {run_task("web", 5000)});
    SolveOptions options;
    options.backend = GetParam();
    const Plan plan = solve(problem, options);
    int asked = 0;
    options.is_cancelled = [&] { return ++asked < 0; };
    const Plan asked_plan = solve(problem, options);
    EXPECT_EQ(asked_plan.tasks, plan.tasks);
    EXPECT_EQ(asked_plan.failures, plan.failures);
    EXPECT_GT(asked, 1);
}

TEST(Backends, AnUnknownNameIsAnErrorThatListsTheKnownOnes) {
    const Problem problem = compile({}, {});
    SolveOptions options;
    options.backend = "abacus";
    try {
        solve(problem, options);
        FAIL() << "no error";
    } catch (const BackendError& error) {
        EXPECT_THAT(error.what(), testing::AllOf(testing::HasSubstr("'abacus'"),
                                                 testing::HasSubstr("reference")));
    }
}

TEST(CouldEverFit, KnowsBusyInstancesFromSmallOnes) {
    Snapshot snapshot =
        make_snapshot({make_instance("a", 1024, 2048)}, {make_definition("web", 512, 2048)});
    snapshot.instances[0].remaining.memory_mib = 100;
    Problem problem = compile(snapshot, {run_task("web")});
    EmptyFit fit = could_ever_fit(problem, solve(problem).failures.at(0).task_class);
    EXPECT_TRUE(fit.on_cluster);

    snapshot.task_definitions[0].containers[0].memory_mib = 2049;
    problem = compile(snapshot, {run_task("web")});
    fit = could_ever_fit(problem, solve(problem).failures.at(0).task_class);
    EXPECT_FALSE(fit.on_cluster);
    EXPECT_FALSE(fit.catalogue_type.empty());

    snapshot.task_definitions[0].containers[0].memory_mib = 2'000'000'000;
    problem = compile(snapshot, {run_task("web")});
    fit = could_ever_fit(problem, solve(problem).failures.at(0).task_class);
    EXPECT_TRUE(fit.catalogue_type.empty());
}

}  // namespace
}  // namespace berth
