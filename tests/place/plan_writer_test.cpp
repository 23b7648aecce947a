// Plans as JSON, CSV and StartTask calls. The plans are solved, not made up, so that indices and
// ordinals are those of the real thing.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <simdjson.h>

#include <algorithm>
#include <regex>
#include <string>

#include "berth/json.hpp"
#include "berth/solve.hpp"
#include "support/builders.hpp"

namespace berth {
namespace {

using testing::HasSubstr;
using testing::Not;

struct Solved {
    Problem problem;
    Plan plan;
};

Solved solved(Snapshot snapshot, std::vector<Request> burst) {
    Problem problem = compile(std::move(snapshot), std::move(burst));
    Plan plan = solve(problem, {.seed = 0, .backend = "reference", .threads = 1, .progress = {}});
    plan.solve_seconds = 0.0002;
    return {std::move(problem), std::move(plan)};
}

std::string as_json(const Solved& solved) {
    std::string out;
    write_plan_json(out, solved.problem, solved.plan, 7, {.load = 0.004, .compile = 0.001});
    return out;
}

std::string as_csv(const Solved& solved) {
    std::string out;
    write_plan_csv(out, solved.problem, solved.plan);
    return out;
}

std::string as_start_task(const Solved& solved, std::size_t fargate_tasks = 0) {
    std::string out;
    EXPECT_EQ(write_start_task(out, solved.problem, solved.plan), fargate_tasks);
    return out;
}

// Two GPU instances of room for one task each, and a request for three.
Solved three_on_two() {
    Snapshot snapshot;
    for (const char* name : {"a", "b"}) {
        ContainerInstance instance =
            test::with_gpus(test::make_instance(name, 1024, 1000), {"GPU-0", "GPU-\"1\""});
        instance.ec2_instance_id = std::string("i-") + name;
        instance.set_attribute("ecs.instance-type", "g4dn.xlarge");
        instance.set_attribute("ecs.availability-zone", "us-west-2a");
        snapshot.instances.push_back(std::move(instance));
    }
    TaskDefinition definition = test::make_definition("train", 600, 600);
    definition.containers[0].gpus.count = 2;
    snapshot.task_definitions.push_back(std::move(definition));
    snapshot.warnings.push_back({"odd", {"c.json", "/x"}});
    snapshot.warnings.push_back({"stranger", {}});

    Request request;
    request.task_definition = "train";
    request.count = 3;
    request.strategies = {{StrategyType::binpack, StrategyField::memory, ""}};
    return solved(std::move(snapshot), {request});
}

TEST(PlanJson, HasTheMembersOfTheSchemaInTheirOrder) {
    std::string json = as_json(three_on_two());
    // The catalogue type depends on the facts of the day.
    json = std::regex_replace(json, std::regex("\"catalogueType\":\"[^\"]*\""),
                              "\"catalogueType\":\"TYPE\"");
    const std::string arn = "arn:aws:ecs:us-west-2:123456789012:";
    const std::string common = "\"group\":\"family:train\",\"taskDefinitionArn\":\"" + arn +
                               "task-definition/train:1\",\"containerInstanceArn\":\"" + arn +
                               "container-instance/demo/";
    EXPECT_EQ(json,
              "{\"schemaVersion\":1,\n"
              " \"summary\":{\"requested\":3,\"placed\":2,\"failed\":1,\"instances\":2,"
              "\"instancesUsed\":2,\"seed\":7,\"backend\":\"reference\","
              "\"seconds\":{\"load\":0.004,\"compile\":0.001,\"solve\":0.0002}},\n"
              " \"tasks\":[\n"
              "  {\"requestIndex\":0,\"taskIndex\":0," +
                  common +
                  "a\",\"gpuIds\":[\"GPU-0\",\"GPU-\\\"1\\\"\"]},\n"
                  "  {\"requestIndex\":0,\"taskIndex\":1," +
                  common +
                  "b\",\"gpuIds\":[\"GPU-0\",\"GPU-\\\"1\\\"\"]}],\n"
                  " \"failures\":[\n"
                  "  {\"requestIndex\":0,\"taskIndex\":2,\"count\":1,"
                  "\"reasons\":{\"RESOURCE:CPU\":2},\"closest\":{\"containerInstanceArn\":\"" +
                  arn +
                  "container-instance/demo/a\",\"reason\":\"RESOURCE:CPU\",\"shortfall\":176},"
                  "\"fitsEmptyInstance\":{\"cluster\":true,\"catalogueType\":\"TYPE\"}}],\n"
                  " \"warnings\":[\n"
                  "  \"c.json: /x: odd\",\n"
                  "  \"stranger\"]}\n");
}

TEST(PlanJson, IsJson) {
    std::string json = as_json(three_on_two());
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    ASSERT_EQ(parser.parse(json).get(root), simdjson::SUCCESS);
    std::string_view id;
    ASSERT_EQ(root.at_pointer("/tasks/1/gpuIds/1").get(id), simdjson::SUCCESS);
    EXPECT_EQ(id, "GPU-\"1\"");
}

TEST(PlanJson, SaysNullWhereThereIsNoCandidate) {
    Snapshot snapshot;
    snapshot.instances.push_back(test::make_instance("a"));
    snapshot.instances[0].status = "DRAINING";
    snapshot.task_definitions.push_back(test::make_definition("web"));
    Request request;
    request.task_definition = "web";
    const std::string json = as_json(solved(std::move(snapshot), {request}));
    EXPECT_THAT(json, HasSubstr("\"reasons\":{},\"closest\":null,"));
}

Solved on_fargate() {
    Snapshot snapshot;
    TaskDefinition definition = test::make_definition("web");
    definition.network_mode = NetworkMode::awsvpc;
    snapshot.task_definitions.push_back(std::move(definition));
    snapshot.subnet_zones["subnet-1"] = "us-west-2a";
    Request request;
    request.task_definition = "web";
    request.count = 2;
    request.launch_type = LaunchType::fargate;
    request.subnets = {"subnet-1"};
    Request elsewhere = request;
    elsewhere.subnets = {"subnet-unknown"};
    elsewhere.count = 1;
    return solved(std::move(snapshot), {request, elsewhere});
}

TEST(PlanJson, GivesFargateTasksAZoneAndNoInstance) {
    const std::string json = as_json(on_fargate());
    EXPECT_THAT(json, HasSubstr("\"containerInstanceArn\":null,\"availabilityZone\":\"us-west-2a\","
                                "\"gpuIds\":[]"));
    EXPECT_THAT(json, HasSubstr("\"containerInstanceArn\":null,\"availabilityZone\":null,"));
}

TEST(PlanCsv, HasARowForEachTask) {
    const std::string arn = "arn:aws:ecs:us-west-2:123456789012:";
    const std::string definition = "family:train," + arn + "task-definition/train:1,";
    EXPECT_EQ(as_csv(three_on_two()),
              "requestIndex,taskIndex,group,taskDefinition,containerInstanceArn,ec2InstanceId,"
              "instanceType,availabilityZone,gpuIds,reason\n"
              "0,0," +
                  definition + arn +
                  "container-instance/demo/a,i-a,g4dn.xlarge,us-west-2a,\"GPU-0 GPU-\"\"1\"\"\",\n"
                  "0,1," +
                  definition + arn +
                  "container-instance/demo/b,i-b,g4dn.xlarge,us-west-2a,\"GPU-0 GPU-\"\"1\"\"\",\n"
                  "0,2," +
                  definition + ",,,,,RESOURCE:CPU\n");
}

TEST(PlanCsv, GivesFargateTasksAZoneAlone) {
    const std::string csv = as_csv(on_fargate());
    EXPECT_THAT(csv, HasSubstr("task-definition/web:1,,,,us-west-2a,,\n"));
    EXPECT_THAT(csv, HasSubstr("task-definition/web:1,,,,,,\n"));
}

TEST(StartTask, SharesACallAmongTenInstances) {
    Snapshot snapshot;
    for (int i = 0; i < 12; ++i) {
        snapshot.instances.push_back(test::make_instance("i" + std::to_string(10 + i)));
    }
    snapshot.task_definitions.push_back(test::make_definition("web"));
    Request request;
    request.task_definition = "web";
    request.count = 12;
    request.group = "batch";
    request.strategies = {{StrategyType::spread, StrategyField::instance_id, ""}};
    const std::string lines = as_start_task(solved(std::move(snapshot), {request}));
    EXPECT_EQ(std::ranges::count(lines, '\n'), 2);
    EXPECT_THAT(lines, HasSubstr("{\"cluster\":\"demo\",\"taskDefinition\":\"arn:aws:ecs:us-west-2:"
                                 "123456789012:task-definition/web:1\",\"containerInstances\":["));
    EXPECT_THAT(lines, HasSubstr("demo/i19\"],\"group\":\"batch\"}\n"));
    EXPECT_THAT(lines, HasSubstr("demo/i20\",\"arn"));
}

TEST(StartTask, NamesAnInstanceOnceACall) {
    Snapshot snapshot;
    snapshot.instances.push_back(test::make_instance("a"));
    snapshot.task_definitions.push_back(test::make_definition("web"));
    Request request;
    request.task_definition = "web";
    request.count = 3;
    const std::string lines = as_start_task(solved(std::move(snapshot), {request}));
    EXPECT_EQ(std::ranges::count(lines, '\n'), 3);
    EXPECT_THAT(lines, Not(HasSubstr("demo/a\",")));
}

TEST(StartTask, CarriesOverridesAndSubnets) {
    Snapshot snapshot;
    snapshot.instances.push_back(test::make_instance("a"));
    TaskDefinition definition = test::make_definition("web");
    definition.network_mode = NetworkMode::awsvpc;
    snapshot.task_definitions.push_back(std::move(definition));
    Request request;
    request.task_definition = "web";
    request.overrides.memory_mib = 700;
    request.overrides.containers.push_back({"app", 100, {}, {}, GpuRequirement{}});
    request.subnets = {"subnet-1"};
    EXPECT_THAT(as_start_task(solved(std::move(snapshot), {request})),
                HasSubstr("\"group\":\"family:web\",\"overrides\":{\"memory\":\"700\","
                          "\"containerOverrides\":[{\"name\":\"app\",\"cpu\":100,"
                          "\"resourceRequirements\":[]}]},\"networkConfiguration\":"
                          "{\"awsvpcConfiguration\":{\"subnets\":[\"subnet-1\"]}}}\n"));
}

TEST(StartTask, LeavesOutTheClusterOfAShortArnAndFargateTasks) {
    Snapshot snapshot;
    snapshot.instances.push_back(test::make_instance("a"));
    snapshot.instances[0].arn = "arn:aws:ecs:us-west-2:123456789012:container-instance/0123";
    snapshot.task_definitions.push_back(test::make_definition("web"));
    Request request;
    request.task_definition = "web";
    EXPECT_THAT(as_start_task(solved(std::move(snapshot), {request})),
                testing::StartsWith("{\"taskDefinition\":"));
    EXPECT_EQ(as_start_task(on_fargate(), 3), "");
}

}  // namespace
}  // namespace berth
