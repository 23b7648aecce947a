// Every public sample of ECS's JSON, read as a cluster document and as a burst. A sample that is
// not in the table fails the test, so that none is passed over.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <iterator>
#include <string>

#include "berth/json.hpp"

namespace berth::tests {
namespace {

struct Sample {
    std::string_view name;  // without .json
    std::string_view cluster;
    std::string_view burst;
};

// What was read, or the pointer and first words of the error.
constexpr Sample samples[] = {
    {"SYNTHETIC_gpu_DescribeContainerInstances", "instances 1", "--cluster"},
    {"awscli_StartTask_output", "tasks 1", "--cluster"},
    {"botocore_CreateService_0_input", "--burst", "requests 1"},
    {"botocore_CreateService_0_output", "services 1", "--cluster"},
    {"botocore_CreateService_1_input", "--burst", "requests 1"},
    {"botocore_CreateService_1_output", "services 1", "--cluster"},
    {"botocore_DeregisterContainerInstance_0_input", "of no kind",
     "expected the member `taskDefinition`"},
    {"botocore_DeregisterContainerInstance_0_output", "warnings 1",
     "expected the member `taskDefinition`"},
    {"botocore_DescribeContainerInstances_0_input", "output of `aws ecs describe-container-instan",
     "--cluster"},
    {"botocore_DescribeContainerInstances_0_output", "instances 1", "--cluster"},
    {"botocore_DescribeServices_0_input", "output of `aws ecs describe-services`", "--cluster"},
    {"botocore_DescribeServices_0_output", "services 1", "--cluster"},
    {"botocore_DescribeTaskDefinition_0_input", "--burst", "requests 1"},
    {"botocore_DescribeTaskDefinition_0_output", "task definitions 1", "--cluster"},
    {"botocore_DescribeTasks_0_input", "output of `aws ecs describe-tasks`", "--cluster"},
    {"botocore_DescribeTasks_0_output", "tasks 1", "--cluster"},
    {"botocore_ListContainerInstances_0_input", "of no kind",
     "expected the member `taskDefinition`"},
    {"botocore_ListContainerInstances_0_output", "warnings 1",
     "expected the member `taskDefinition`"},
    {"botocore_RegisterTaskDefinition_0_input", "task definitions 1", "--cluster"},
    {"botocore_RegisterTaskDefinition_0_output", "task definitions 1", "--cluster"},
    {"botocore_RunTask_0_input", "--burst", "requests 1"},
    {"botocore_RunTask_0_output", "tasks 1", "--cluster"},
    {"botocore_UpdateService_0_input", "--burst", "UpdateService"},
    {"botocore_UpdateService_0_output", "warnings 1", "expected the member `taskDefinition`"},
    {"botocore_UpdateService_1_input", "of no kind", "UpdateService"},
    {"botocore_UpdateService_1_output", "warnings 1", "expected the member `taskDefinition`"},
    {"ecsdoc_ECS_AWSCLI_EC2_17", "tasks 1", "--cluster"},
    {"ecsdoc_ECS_AWSCLI_EC2_5", "instances 1", "--cluster"},
    {"ecsdoc_ECS_AWSCLI_EC2_6", "task definitions 1", "--cluster"},
    {"ecsdoc_ECS_AWSCLI_EC2_9", "task definitions 1", "--cluster"},
    {"ecsdoc_ECS_AWSCLI_Fargate_11", "services 1", "--cluster"},
    {"ecsdoc_ECS_AWSCLI_Fargate_2", "task definitions 1", "--cluster"},
    {"ecsdoc_create-service-connect_10", "services 1", "--cluster"},
    {"ecsdoc_create-service-connect_3", "clusters 1", "--cluster"},
    {"ecsdoc_create-service-connect_6", "task definitions 1", "--cluster"},
    {"ecsdoc_create-service-connect_8", "--burst", "requests 1"},
    {"ecsdoc_ecs-arm64_3", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-dl1_2", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-gpu_3", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-inference_3", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-vt1_1", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-vt1_3", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs-vt1_5", "task definitions 1", "--cluster"},
    {"ecsdoc_ecs_cwe_events_0", "instances 1", "expected the member `taskDefinition`"},
    {"ecsdoc_ecs_cwe_events_5", "warnings 1", "expected the member `taskDefinition`"},
    {"ecsdoc_ecs_cwe_events_6", "warnings 1", "expected the member `taskDefinition`"},
    {"ecsdoc_ecs_cwe_events_7", "warnings 1", "expected the member `taskDefinition`"},
    {"ecsdoc_example_task_definitions_0", "task definitions 1", "--cluster"},
    {"ecsdoc_example_task_definitions_1", "task definitions 1", "--cluster"},
    {"ecsdoc_example_task_definitions_5", "task definitions 1", "--cluster"},
    {"ecsdoc_example_task_definitions_6", "task definitions 1", "--cluster"},
    {"ecsdoc_example_task_definitions_7", "task definitions 1", "--cluster"},
    {"ecsdoc_example_task_definitions_8", "task definitions 1", "--cluster"},
    // A skeleton that nobody has filled in: every text is empty.
    {"ecsdoc_service_definition_parameters_0", "--burst", "text that is not empty"},
    {"ecsdoc_using_awslogs_3", "task definitions 1", "--cluster"},
    {"public_DescribeContainerInstances_failure_MISSING", "warnings 1", "--cluster"},
    {"public_RunTask_failure_RESOURCE_MEMORY", "warnings 1", "--cluster"},
};

std::string outcome_as_cluster(const std::string& path) {
    try {
        const Snapshot snapshot = read_cluster(std::vector<std::string>{path});
        return fmt::format(
            "instances {}, tasks {}, task definitions {}, services {}, clusters {}, "
            "warnings {}",
            snapshot.instances.size(), snapshot.tasks.size(), snapshot.task_definitions.size(),
            snapshot.services.size(), snapshot.clusters.size(), snapshot.warnings.size());
    } catch (const InputError& error) {
        return error.problem();
    }
}

std::string outcome_as_burst(const std::string& path) {
    try {
        return fmt::format("requests {}", read_burst(path).size());
    } catch (const InputError& error) {
        return error.problem();
    }
}

TEST(EcsSamples, AreReadOrRefusedWithAReason) {
    const std::filesystem::path folder =
        std::filesystem::path(BERTH_SHARED_DIR) / "data/ecs-samples";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no samples at " << folder;
    std::size_t seen = 0;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        if (entry.path().extension() != ".json") continue;
        ++seen;
        const std::string name = entry.path().stem().string();
        const auto sample = std::ranges::find(samples, name, &Sample::name);
        ASSERT_NE(sample, std::end(samples)) << "no expectation for " << name;
        const std::string as_cluster = outcome_as_cluster(entry.path().string());
        const std::string as_burst = outcome_as_burst(entry.path().string());
        EXPECT_NE(as_cluster.find(sample->cluster), std::string::npos)
            << name << ": " << as_cluster;
        EXPECT_NE(as_burst.find(sample->burst), std::string::npos) << name << ": " << as_burst;
    }
    EXPECT_EQ(seen, std::size(samples));
}

TEST(EcsSamples, GiveTheirAmounts) {
    const std::string folder = std::string(BERTH_SHARED_DIR) + "/data/ecs-samples/";
    if (!std::filesystem::is_directory(folder)) GTEST_SKIP() << "no samples at " << folder;
    const auto read = [&](const char* name) {
        return read_cluster(std::vector<std::string>{folder + name});
    };
    const ContainerInstance plain =
        read("botocore_DescribeContainerInstances_0_output.json").instances.at(0);
    EXPECT_EQ(plain.registered.cpu_units, 2048);
    EXPECT_EQ(plain.remaining.cpu_units, 1948);
    EXPECT_EQ(plain.remaining.memory_mib, 3668);
    EXPECT_EQ(plain.remaining.ports.size(), 5U);
    EXPECT_TRUE(plain.attributes.empty());

    const ContainerInstance gpu =
        read("SYNTHETIC_gpu_DescribeContainerInstances.json").instances.at(0);
    EXPECT_EQ(gpu.registered.gpu_ids.size(), 4U);
    ASSERT_EQ(gpu.remaining.gpu_ids.size(), 2U);
    EXPECT_EQ(gpu.remaining.gpu_ids[0], "GPU-00000002-0000-0000-0000-000000000000");
    EXPECT_EQ(*gpu.attribute("ecs.instance-type"), "g5.12xlarge");
    EXPECT_EQ(*gpu.attribute("ecs.capability.task-eni"), "");

    const TaskDefinition dl1 = read("ecsdoc_ecs-dl1_2.json").task_definitions.at(0);
    EXPECT_EQ(dl1.cpu_units, 10240);
    EXPECT_EQ(dl1.network_mode, NetworkMode::host);
    EXPECT_EQ(dl1.constraints.size(), 2U);
}

}  // namespace
}  // namespace berth::tests
