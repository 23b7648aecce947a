#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "berth/problem.hpp"
#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
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
using test::run_task;
using test::with_attributes;

Snapshot two_instances() {
    return make_snapshot({make_instance("b"), make_instance("a")},
                         {make_definition("web"), make_definition("db")});
}

// The message of the InputError that compiling throws.
std::string refusal(const Snapshot& snapshot, const Request& request) {
    try {
        compile(snapshot, {request});
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

TEST(Compile, PutsInstancesInOrderOfTheirArn) {
    const Problem problem = compile(two_instances(), {});
    EXPECT_EQ(problem.instance(0).arn, test::instance_arn("a"));
    EXPECT_EQ(problem.instance(1).arn, test::instance_arn("b"));
}

TEST(Compile, GivesEqualRequestsOneClass) {
    const Problem problem =
        compile(two_instances(), {run_task("web", 3), run_task("web:1", 2), run_task("db")});
    EXPECT_EQ(problem.class_count(), 2U);
    EXPECT_EQ(problem.requested_tasks(), 6U);
}

TEST(Compile, GivesRequestsThatDifferInGroupTwoClasses) {
    Request other = run_task("web");
    other.group = "batch";
    EXPECT_EQ(compile(two_instances(), {run_task("web"), other}).class_count(), 2U);
}

TEST(Compile, SharesOnePlaneBetweenExpressionsOfOneMeaning) {
    Request first = run_task("web");
    first.constraints = {member_of("attribute:x == a or attribute:x == b")};
    Request second = run_task("db");
    second.constraints = {member_of("(attribute:x in [b, a])")};
    const Problem problem = compile(two_instances(), {first, second});
    EXPECT_EQ(problem.compiled().expressions.size(), 1U);
}

TEST(Compile, DropsStrategiesThatCannotChangeTheAnswer) {
    Request request = run_task("web");
    request.strategies = {test::binpack(StrategyField::memory),
                          test::binpack(StrategyField::memory), test::random_placement(),
                          test::spread_instances()};
    const Problem problem = compile(two_instances(), {request});
    EXPECT_EQ(problem.compiled().classes.at(0).keys.size(), 2U);
}

TEST(Compile, FindsDefinitionsByArnFamilyAndRevision) {
    Snapshot snapshot = two_instances();
    TaskDefinition newer = make_definition("web", 1024);
    newer.revision = 12;
    newer.arn = "arn:aws:ecs:us-west-2:123456789012:task-definition/web:12";
    snapshot.task_definitions.push_back(newer);
    const Problem problem =
        compile(snapshot, {run_task("web"), run_task("web:1"), run_task(newer.arn)});
    EXPECT_EQ(problem.task_definition(0).revision, 12);
    EXPECT_EQ(problem.task_definition(1).revision, 1);
    EXPECT_EQ(problem.task_definition(2).revision, 12);
}

TEST(Compile, NamesTheGroupOfARequest) {
    Request grouped = run_task("web");
    grouped.group = "nightly";
    const Problem problem =
        compile(two_instances(), {run_task("web"), grouped, create_service("api", "web")});
    EXPECT_EQ(problem.group(0), "family:web");
    EXPECT_EQ(problem.group(1), "nightly");
    EXPECT_EQ(problem.group(2), "service:api");
}

TEST(Compile, RefusesAnUnknownTaskDefinitionWithTheRemedy) {
    EXPECT_THAT(refusal(two_instances(), run_task("nope:3")),
                testing::AllOf(testing::HasSubstr("'nope:3'"),
                               testing::HasSubstr("aws ecs describe-task-definition")));
}

TEST(Compile, AllowsTenConstraintsAndRefusesEleven) {
    Snapshot snapshot = two_instances();
    snapshot.task_definitions[0].constraints.assign(4, member_of("runningTasksCount < 9"));
    Request request = run_task("web");
    request.constraints.assign(6, distinct_instance());
    EXPECT_EQ(refusal(snapshot, request), "no error");
    request.constraints.push_back(distinct_instance());
    EXPECT_THAT(refusal(snapshot, request), testing::HasSubstr("11 placement constraints"));
}

TEST(Compile, AllowsFiveStrategiesAndRefusesSix) {
    Request request = run_task("web");
    request.strategies->assign(5, test::spread_instances());
    EXPECT_EQ(refusal(two_instances(), request), "no error");
    request.strategies->assign(6, test::spread_instances());
    EXPECT_THAT(refusal(two_instances(), request), testing::HasSubstr("6 placement strategies"));
}

TEST(Compile, RefusesDistinctInstanceInATaskDefinition) {
    Snapshot snapshot = two_instances();
    snapshot.task_definitions[0].constraints = {distinct_instance()};
    EXPECT_THAT(refusal(snapshot, run_task("web")), testing::HasSubstr("in a request only"));
}

TEST(Compile, RefusesWhatFargateDoesNotKnowInEcsOwnWords) {
    Request request = run_task("web");
    request.launch_type = LaunchType::fargate;
    EXPECT_THAT(
        refusal(two_instances(), request),
        testing::HasSubstr("Placement strategies are not supported with FARGATE launch type."));
    request.strategies.reset();
    request.constraints = {distinct_instance()};
    EXPECT_THAT(
        refusal(two_instances(), request),
        testing::HasSubstr("Placement constraints are not supported with FARGATE launch type."));
}

TEST(Compile, RefusesContradictoryTargets) {
    Request both = run_task("web");
    both.launch_type = LaunchType::ec2;
    both.capacity_providers = {{"cp", 0, 1}};
    EXPECT_THAT(refusal(two_instances(), both), testing::HasSubstr("exclude each other"));

    Request bases = run_task("web");
    bases.capacity_providers = {{"x", 1, 1}, {"y", 1, 1}};
    EXPECT_THAT(refusal(two_instances(), bases), testing::HasSubstr("only one"));

    Request mixed = run_task("web");
    mixed.capacity_providers = {{"FARGATE", 0, 1}, {"y", 0, 1}};
    EXPECT_THAT(refusal(two_instances(), mixed), testing::HasSubstr("not both"));

    Request weightless = run_task("web", 3);
    weightless.capacity_providers = {{"x", 2, 0}, {"y", 0, 0}};
    EXPECT_THAT(refusal(two_instances(), weightless), testing::HasSubstr("weight above 0"));
}

TEST(Compile, RefusesStrategiesOfADaemonService) {
    Request request = daemon_service("agent", "web");
    request.strategies = {test::random_placement()};
    EXPECT_THAT(refusal(two_instances(), request), testing::HasSubstr("DAEMON"));
}

TEST(Compile, PutsDaemonServicesFirst) {
    const Problem problem = compile(
        two_instances(), {run_task("web", 2), daemon_service("agent", "db"), run_task("db")});
    const auto& runs = problem.compiled().runs;
    ASSERT_EQ(runs.size(), 3U);
    EXPECT_EQ(runs[0].request_index, 1U);
    EXPECT_EQ(runs[1].request_index, 0U);
    EXPECT_EQ(runs[2].request_index, 2U);
    EXPECT_EQ(problem.compiled().class_of(1, 5), runs[0].task_class);
    EXPECT_EQ(problem.compiled().class_of(0, 1), runs[1].task_class);
    EXPECT_EQ(problem.compiled().class_of(2, 0), runs[2].task_class);
}

TEST(Compile, UsesTheClustersDefaultProvidersWhereTheRequestNamesNone) {
    Snapshot snapshot = two_instances();
    snapshot.instances[0].capacity_provider = "cp";
    snapshot.clusters.push_back({"demo", "", {"cp"}, {{"cp", 0, 1}}});
    const Problem problem = compile(snapshot, {run_task("web")});
    const Plan plan = solve(problem);
    EXPECT_EQ(test::placed_on(problem, plan), std::vector<std::string>{"b"});

    Request by_launch_type = run_task("web");
    by_launch_type.launch_type = LaunchType::ec2;
    const Problem other = compile(snapshot, {by_launch_type});
    EXPECT_EQ(test::placed_on(other, solve(other)), std::vector<std::string>{"a"});
}

TEST(Compile, WarnsOfInstanceTypesThatTheCatalogueLacks) {
    const Snapshot snapshot = make_snapshot(
        {with_attributes(make_instance("a"), {{"ecs.instance-type", "z9.huge"}})}, {});
    const Problem problem = compile(snapshot, {});
    ASSERT_EQ(problem.warnings().size(), 1U);
    EXPECT_THAT(problem.warnings()[0].text, testing::HasSubstr("'z9.huge'"));
}

TEST(Compile, WarnsOfTasksOnInstancesOutsideTheSnapshot) {
    Snapshot snapshot = two_instances();
    snapshot.tasks = {test::running_task("t", "elsewhere", "family:web")};
    ASSERT_EQ(compile(snapshot, {}).warnings().size(), 1U);
}

TEST(Compile, RefusesTwoInstancesOfOneArn) {
    EXPECT_THROW(compile(make_snapshot({make_instance("a"), make_instance("a")}, {}), {}),
                 InputError);
}

TEST(Compile, NamesTheRequestWhosePatternCostsTooMuch) {
    Snapshot snapshot = two_instances();
    snapshot.instances[0].set_attribute("name", std::string(5000, 'a') + "!");
    Request request = run_task("web");
    request.where = {"burst.json", "/7"};
    request.constraints = {member_of("attribute:name =~ '(a+)+$'")};
    EXPECT_THAT(refusal(snapshot, request), testing::HasSubstr("burst.json: /7"));
}

TEST(Compile, ReadsNegativeRemainingAmountsAsZero) {
    Snapshot snapshot = two_instances();
    snapshot.instances[1].remaining.cpu_units = -5;
    EXPECT_EQ(compile(snapshot, {}).compiled().columns.left[0][kernels::Resource::cpu], 0);
}

}  // namespace
}  // namespace berth
