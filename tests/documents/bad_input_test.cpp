// Input that cannot be used: each case is an error that names file, JSON pointer and expectation.
#include <gtest/gtest.h>

#include <string>
#include <tuple>
#include <vector>

#include "documents/input_errors.hpp"

namespace berth::tests {
namespace {

struct BadInput {
    const char* json;
    const char* pointer;
    const char* words;
};

TEST(BadClusterInput, NamesPointerAndExpectation) {
    const BadInput cases[] = {
        {"5", "", "expected an object or a list"},
        {"\"text\"", "", "expected an object or a list"},
        {"null", "", "expected an object or a list"},
        {"[]", "", "--burst"},
        {R"([{"taskDefinition": "web"}])", "", "--burst"},
        {R"({"requests": []})", "/requests", "--burst"},
        {R"({"taskDefinition": "web"})", "/taskDefinition", "--burst"},
        {R"({"count": 1, "taskDefinition": "web", "serviceName": "s"})", "/taskDefinition",
         "--burst"},
        {R"({"unknown": 1})", "", "describe-container-instances"},
        {R"({"family": "f"})", "", "of no kind"},
        {R"({"containerInstances": {}})", "/containerInstances",
         "expected a list, found an object"},
        {R"({"containerInstances": ["f2756532"]})", "/containerInstances/0",
         "the output of `aws ecs describe-container-instances`, found the text \"f2756532\""},
        {R"({"containerInstances": [{}]})", "/containerInstances/0", "containerInstanceArn"},
        {R"({"containerInstances": [{"containerInstanceArn": 5}]})",
         "/containerInstances/0/containerInstanceArn", "expected text, found 5"},
        {R"({"containerInstances": [{"containerInstanceArn": ""}]})",
         "/containerInstances/0/containerInstanceArn", "not empty"},
        {R"({"containerInstances": [{"agentConnected": "true"}]})",
         "/containerInstances/0/agentConnected", "expected true or false, found the text \"true\""},
        {R"({"containerInstances": [{"agentConnected": tru}]})",
         "/containerInstances/0/agentConnected", "expected true or false, found tru"},
        {R"({"containerInstances": [{"runningTasksCount": -1}]})",
         "/containerInstances/0/runningTasksCount",
         "expected a whole number from 0 to 2147483647, found -1"},
        {R"({"containerInstances": [{"runningTasksCount": 2147483648}]})",
         "/containerInstances/0/runningTasksCount", "found 2147483648"},
        {R"({"containerInstances": [{"runningTasksCount": 1e400}]})",
         "/containerInstances/0/runningTasksCount", "found 1e400"},
        {R"({"containerInstances": [{"runningTasksCount": "1"}]})",
         "/containerInstances/0/runningTasksCount", "found the text \"1\""},
        {R"({"containerInstances": [{"registeredAt": "yesterday"}]})",
         "/containerInstances/0/registeredAt", "a time such as"},
        {R"({"containerInstances": [{"registeredAt": 1e300}]})",
         "/containerInstances/0/registeredAt", "epoch seconds"},
        {R"({"containerInstances": [{"registeredResources": [{"type": "INTEGER"}]}]})",
         "/containerInstances/0/registeredResources/0", "`name`"},
        {R"({"containerInstances": [{"registeredResources":
             [{"name": "CPU", "type": "INTEGER", "integerValue": -1}]}]})",
         "/containerInstances/0/registeredResources/0/integerValue", "from 0 to 2147483647"},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "CPU", "type": "INTEGER", "integerValue": -2147483649}]}]})",
         "/containerInstances/0/remainingResources/0/integerValue", "from -2147483648"},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "MEMORY", "type": "LONG", "longValue": 2147483648}]}]})",
         "/containerInstances/0/remainingResources/0/longValue", "2147483648"},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "MEMORY", "type": "DOUBLE", "doubleValue": 1e308}]}]})",
         "/containerInstances/0/remainingResources/0/doubleValue", "MEMORY"},
        {R"({"containerInstances": [{"remainingResources": [{"name": "CPU", "type": "TEXT"}]}]})",
         "/containerInstances/0/remainingResources/0/type", "INTEGER, LONG or DOUBLE"},
        {R"({"containerInstances": [{"remainingResources": [{"name": "GPU", "type": "INTEGER"}]}]})",
         "/containerInstances/0/remainingResources/0/type", "STRINGSET"},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "PORTS", "type": "STRINGSET", "stringSetValue": ["65536"]}]}]})",
         "/containerInstances/0/remainingResources/0/stringSetValue", "found \"65536\""},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "PORTS", "type": "STRINGSET", "stringSetValue": [22]}]}]})",
         "/containerInstances/0/remainingResources/0/stringSetValue/0", "expected text, found 22"},
        {R"({"containerInstances": [{"remainingResources":
             [{"name": "GPU", "type": "STRINGSET", "stringSetValue": ["a", "b", "a"]}]}]})",
         "/containerInstances/0/remainingResources/0/stringSetValue", "found \"a\" twice"},
        {R"({"containerInstances": [{"attributes": [{"value": "x"}]}]})",
         "/containerInstances/0/attributes/0", "`name`"},
        {R"({"containerInstances": [{"attributes": {"a": "b"}}]})",
         "/containerInstances/0/attributes", "expected a list"},
        {R"({"tasks": [{"group": "g"}]})", "/tasks/0", "taskArn"},
        {R"({"tasks": ["c5cba4eb"]})", "/tasks/0", "describe-tasks"},
        {R"({"tasks": [{"attachments": [5]}]})", "/tasks/0/attachments/0", "expected an object"},
        {R"({"protectedTasks": [{"protectionEnabled": true}]})", "/protectedTasks/0", "taskArn"},
        {R"({"taskDefinition": {"containerDefinitions": []}})", "/taskDefinition", "`family`"},
        {R"({"taskDefinition": {"family": "f"}})", "/taskDefinition", "`containerDefinitions`"},
        {R"({"taskDefinition": {"cpu": "half"}})", "/taskDefinition/cpu", "0.5 vCPU"},
        {R"({"taskDefinition": {"cpu": "3000000 vCPU"}})", "/taskDefinition/cpu", "CPU units"},
        {R"({"taskDefinition": {"memory": -5}})", "/taskDefinition/memory", "found -5"},
        {R"({"taskDefinition": {"memory": "1 TB"}})", "/taskDefinition/memory", "0.5 GB"},
        {R"({"taskDefinition": {"networkMode": "bridged"}})", "/taskDefinition/networkMode",
         "one of bridge, host, awsvpc, none, found the text \"bridged\""},
        {R"({"taskDefinition": {"runtimePlatform": {"cpuArchitecture": "arm64"}}})",
         "/taskDefinition/runtimePlatform/cpuArchitecture", "X86_64, ARM64"},
        {R"({"taskDefinition": {"containerDefinitions": [{"cpu": "10"}]}})",
         "/taskDefinition/containerDefinitions/0/cpu", "found the text \"10\""},
        {R"({"taskDefinition": {"containerDefinitions": [{"portMappings": [{"hostPort": 65536}]}]}})",
         "/taskDefinition/containerDefinitions/0/portMappings/0/hostPort", "0 to 65535"},
        {R"({"taskDefinition": {"containerDefinitions": [{"portMappings": [{"protocol": "sctp"}]}]}})",
         "/taskDefinition/containerDefinitions/0/portMappings/0/protocol", "tcp or udp"},
        {R"({"taskDefinition": {"containerDefinitions":
             [{"resourceRequirements": [{"type": "GPU", "value": "some"}]}]}})",
         "/taskDefinition/containerDefinitions/0/resourceRequirements/0/value", "\"ALL\""},
        {R"({"taskDefinition": {"containerDefinitions":
             [{"resourceRequirements": [{"type": "GPU", "value": "-1"}]}]}})",
         "/taskDefinition/containerDefinitions/0/resourceRequirements/0/value", "found \"-1\""},
        {R"({"taskDefinition": {"containerDefinitions":
             [{"resourceRequirements": [{"type": "GPU", "value": "2147483647"},
                                        {"type": "GPU", "value": "1"}]}]}})",
         "/taskDefinition/containerDefinitions/0/resourceRequirements/1/value", "number of GPUs"},
        {R"({"taskDefinition": {"placementConstraints": [{"type": "distinctInstance"}]}})",
         "/taskDefinition/placementConstraints/0", "memberOf alone"},
        {R"({"taskDefinition": {"placementConstraints": [{"type": "memberOf"}]}})",
         "/taskDefinition/placementConstraints/0", "`expression`"},
        {R"({"taskDefinition": {"requiresAttributes": [{"value": "x"}]}})",
         "/taskDefinition/requiresAttributes/0", "`name`"},
        {R"({"services": [{"desiredCount": 1}]})", "/services/0", "serviceName"},
        {R"({"services": ["web"]})", "/services/0", "describe-services"},
        {R"({"clusters": [{}]})", "/clusters/0", "clusterName"},
        {R"({"capacityProviders": ["gpu"]})", "/capacityProviders/0",
         "describe-capacity-providers"},
        {R"({"Subnets": [{"SubnetId": "s"}]})", "/Subnets/0", "AvailabilityZone"},
        {R"({"AutoScalingGroups": [{"AutoScalingGroupName": "g", "MinSize": -1}]})",
         "/AutoScalingGroups/0/MinSize", "found -1"},
        {R"({"detail-type": "ECS Task State Change", "detail": 5})", "/detail",
         "expected an object"},
        {R"({} {} {"tasks": [{"taskArn": null}]})", "document 3: /tasks/0", "taskArn"},
        {R"({"tasks": 5} {})", "document 1: /tasks", "expected a list"},
        {R"({"tasks": [{"taskArn": "a" "group": "b"}]})", "/tasks/0", "not valid JSON"},
        {R"({"tasks": [{"taskArn": "\x"}]})", "/tasks/0/taskArn", "not valid JSON"},
        {R"({"tasks": [{"taskArn": "\ud800"}]})", "/tasks/0/taskArn", "not valid JSON"},
        {"{\"tasks\": [{\"taskArn\": \"a\nb\"}]}", "", "not valid JSON"},
        {"{\"tasks\": [],\n \"x\": \"\xFF\"}", "", "in line 2"},
        {"", "", "the file is empty"},
        {" \n\t\r\n", "", "the file is empty"},
        {"\xEF\xBB\xBF", "", "the file is empty"},
        {"\xFF\xFE{\0}\0", "", "UTF-16"},
        {"{\"tasks\": [}", "/tasks/0", "found }"},
        {"{\"tasks\": [{\"taskArn\": \"t\"}", "/tasks", "is cut off"},
        {"{\"tasks\": [{\"taskArn\": \"t", "", "is cut off"},
        {"{\"tasks\": [{\"taskArn\": 5", "", "starts at line 1, column 1 is cut off"},
        {"{\"tasks\": []}}", "", "brackets do not match"},
        {"{\"tasks\": []}\n\n {\"tasks\": [", "", "starts at line 3, column 2 is cut off"},
    };
    for (const auto& [json, pointer, words] : cases) {
        SCOPED_TRACE(json);
        expect_error(cluster_error(json), pointer, words, json);
    }
}

TEST(BadBurstInput, NamesPointerAndExpectation) {
    const BadInput cases[] = {
        {"5", "", "expected an object or a list"},
        {"{}", "", "taskDefinition"},
        {"[5]", "/0", "expected an object, found 5"},
        {"[[]]", "/0", "expected an object, found a list"},
        {R"([{"count": 1}])", "/0", "`taskDefinition`"},
        {R"([{"taskDefinition": ""}])", "/0/taskDefinition", "not empty"},
        {R"([{"taskDefinition": {"family": "f"}}])", "/0/taskDefinition", "expected text"},
        {R"({"taskDefinition": {"family": "f"}})", "", "--cluster"},
        {R"({"service": {"serviceName": "s"}})", "", "--cluster"},
        {R"({"containerInstances": []})", "", "--cluster"},
        {R"({"family": "f", "containerDefinitions": []})", "", "--cluster"},
        {R"({"requests": {}})", "/requests", "expected a list"},
        {R"([{"taskDefinition": "a", "count": -1}])", "/0/count", "0 to 100000000, found -1"},
        {R"([{"taskDefinition": "a", "count": 100000001}])", "/0/count", "found 100000001"},
        {R"([{"taskDefinition": "a", "count": 1.5}])", "/0/count", "found 1.5"},
        {R"([{"taskDefinition": "a", "count": 99999999999999999999}])", "/0/count",
         "a whole number"},
        {R"([{"taskDefinition": "a", "count": "2"}])", "/0/count", "found the text \"2\""},
        {R"([{"taskDefinition": "a", "count": 60000000}, {"taskDefinition": "a",
             "serviceName": "s", "desiredCount": 60000000}])",
         "", "more than 100000000 tasks"},
        {R"([{"taskDefinition": "a", "serviceName": ""}])", "/0/serviceName", "not empty"},
        {R"([{"taskDefinition": "a", "serviceName": "s"}])", "/0", "desiredCount"},
        {R"([{"taskDefinition": "a", "service": "s"}])", "/0/service", "UpdateService"},
        {R"([{"taskDefinition": "a", "launchType": "ec2"}])", "/0/launchType",
         "EC2, FARGATE, EXTERNAL"},
        {R"([{"taskDefinition": "a", "schedulingStrategy": "ALL"}])", "/0/schedulingStrategy",
         "REPLICA, DAEMON"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"type": "pack"}]}])",
         "/0/placementStrategy/0/type", "binpack, spread, random"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"field": "cpu"}]}])",
         "/0/placementStrategy/0", "`type`"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"type": "binpack"}]}])",
         "/0/placementStrategy/0/field", "found none"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"type": "binpack", "field": "gpu"}]}])",
         "/0/placementStrategy/0/field", "expected cpu or memory as the field of binpack"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"type": "spread", "field": "cpu"}]}])",
         "/0/placementStrategy/0/field", "instanceId, host or attribute:NAME"},
        {R"([{"taskDefinition": "a", "placementStrategy": [{"type": "spread",
              "field": "attribute:"}]}])",
         "/0/placementStrategy/0/field", "attribute:NAME"},
        {R"([{"taskDefinition": "a", "placementConstraints": [{"type": "anyOf"}]}])",
         "/0/placementConstraints/0/type", "memberOf, distinctInstance"},
        {R"([{"taskDefinition": "a", "placementConstraints":
              [{"type": "distinctInstance", "expression": "x"}]}])",
         "/0/placementConstraints/0", "takes no `expression`"},
        {R"([{"taskDefinition": "a", "capacityProviderStrategy": [{"weight": 1}]}])",
         "/0/capacityProviderStrategy/0", "capacityProvider"},
        {R"([{"taskDefinition": "a", "capacityProviderStrategy":
              [{"capacityProvider": "x", "weight": -1}]}])",
         "/0/capacityProviderStrategy/0/weight", "found -1"},
        {R"([{"taskDefinition": "a", "overrides": {"containerOverrides": [{"cpu": 1}]}}])",
         "/0/overrides/containerOverrides/0", "`name`"},
        {R"([{"taskDefinition": "a", "overrides": {"cpu": "many"}}])", "/0/overrides/cpu", "vCPU"},
        {R"([{"taskDefinition": "a", "networkConfiguration":
              {"awsvpcConfiguration": {"subnets": "s"}}}])",
         "/0/networkConfiguration/awsvpcConfiguration/subnets", "expected a list"},
        {"{\"taskDefinition\": \"a\"}\n{\"taskDefinition\": \"a\", \"count\": -1}",
         "document 2: /count", "found -1"},
        {"{\"taskDefinition\": \"a\", \"count\": -1}\n{\"taskDefinition\": \"a\"}",
         "document 1: /count", "found -1"},
    };
    for (const auto& [json, pointer, words] : cases) {
        SCOPED_TRACE(json);
        expect_error(burst_error(json), pointer, words, json);
    }
}

TEST(BadInput, NamesTheFile) {
    EXPECT_EQ(cluster_error("5")->where().file, "cluster.json");
    EXPECT_STREQ(burst_error(R"([{"taskDefinition": 5}])")->what(),
                 "burst.json: /0/taskDefinition: expected text, found 5");
}

constexpr const char* small_cluster =
    R"({"containerInstances": [{"containerInstanceArn": "arn:\u0031", "attributes":
        [{"name": "a", "value": "b"}], "registeredResources": [{"name": "PORTS",
        "type": "STRINGSET", "stringSetValue": ["22"]}], "x": [1.5, null, {"y": true}]}],
        "failures": []})";

TEST(BadInput, IsRefusedWhereverItIsCutOff) {
    const std::string json = small_cluster;
    ASSERT_FALSE(cluster_error(json).has_value());
    for (std::size_t size = 0; size < json.size(); ++size) {
        EXPECT_TRUE(cluster_error(json.substr(0, size)).has_value())
            << "the first " << size << " bytes were read as if they were whole";
    }
    const std::string burst = R"([{"taskDefinition": "web", "count": 3}, {"taskDefinition": "a"}])";
    for (std::size_t size = 0; size < burst.size(); ++size) {
        EXPECT_TRUE(burst_error(burst.substr(0, size)).has_value())
            << "the first " << size << " bytes were read as if they were whole";
    }
}

TEST(BadInput, IsRefusedOrReadWithAnyByteChanged) {
    const std::string json = small_cluster;
    for (std::size_t i = 0; i < json.size(); ++i) {
        for (const char c : {'"', '\\', '{', '}', '[', ']', ':', ',', '\0', '\xFF', '0', 'x'}) {
            std::string changed = json;
            changed[i] = c;
            // Whether it still is a document depends; nothing but InputError may come of it.
            std::ignore = cluster_error(changed);
            std::ignore = burst_error(changed);
        }
    }
}

TEST(BadInput, SurvivesAMillionNestedBrackets) {
    constexpr std::size_t depth = 1'000'000;
    const std::string open(depth, '[');
    const std::string close(depth, ']');
    EXPECT_TRUE(cluster_error(open).has_value());
    EXPECT_TRUE(cluster_error(open + close).has_value());
    EXPECT_TRUE(burst_error(open + close).has_value());
    EXPECT_TRUE(cluster_error(R"({"containerInstances": )" + open + close + "}").has_value());
    EXPECT_TRUE(cluster_error(R"({"tasks": [{"taskArn": )" + open + close + "}]}").has_value());

    const std::string unknown = R"({"tasks": [{"taskArn": "t", "x": )" + open + close + "}]}";
    EXPECT_FALSE(cluster_error(unknown).has_value()) << "unknown members are skipped at any depth";
}

TEST(BadInput, ShowsLongTextShortAndWhole) {
    const std::string name(500, 'x');
    const auto error = burst_error(R"([{"taskDefinition": "a", "count": ")" + name + "\"}]");
    ASSERT_TRUE(error.has_value());
    EXPECT_LT(error->problem().size(), 150U);

    // A cut in the middle of a character would make the message no UTF-8.
    std::string accents = "\"";
    for (int i = 0; i < 50; ++i) accents += "\xC3\xA9";
    const auto cut = burst_error(R"([{"taskDefinition": "a", "count": )" + accents + "\"}]");
    ASSERT_TRUE(cut.has_value());
    EXPECT_NE(cut->problem().find("\xC3\xA9..."), std::string::npos) << cut->problem();
}

}  // namespace
}  // namespace berth::tests
