// From a template to the instances that its groups launch: user data and types arrive.
#include <gtest/gtest.h>

#include <filesystem>

#include "berth/simulate.hpp"
#include "import/cloudformation/import_text.hpp"
#include "simulate/group_launch.hpp"

namespace berth::test {
namespace {

using host::simulate::GroupLaunch;
using Names = std::vector<std::string>;

TEST(LaunchedInstances, OfTheShippedTemplateHaveTypesZonesAttributesAndReservedMemory) {
    CloudFormationOptions options;
    options.parameters = {{"ReservedMemory", "64"}};
    const Snapshot snapshot = import_example(options).snapshot;
    const GroupLaunch arm =
        host::simulate::group_launch(snapshot, snapshot.auto_scaling_groups.at(0));
    EXPECT_EQ(arm.instance_types, Names{"t4g.micro"});
    EXPECT_EQ(arm.zones, (Names{"us-east-1a", "us-east-1b"}));
    EXPECT_EQ(arm.reserved_memory_mib, 64);
    ASSERT_EQ(arm.attributes.size(), 1U);
    EXPECT_EQ(arm.attributes[0].name, "pool");
    EXPECT_EQ(arm.attributes[0].value, "arm-pool");
    const GroupLaunch gpu =
        host::simulate::group_launch(snapshot, snapshot.auto_scaling_groups.at(1));
    EXPECT_EQ(gpu.instance_types, Names{"p2.xlarge"});
    ASSERT_EQ(gpu.attributes.size(), 1U);
    EXPECT_EQ(gpu.attributes[0].value, "gpu-pool");
    EXPECT_EQ(gpu.reserved_memory_mib, 0);
}

TEST(LaunchedInstances, OfTheWorkshopTemplateAreOneArmAndOneGpuType) {
    const std::string folder = std::string(BERTH_SHARED_DIR) + "/data/workshop/";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no templates at " << folder;
    const Snapshot snapshot = import_workshop(folder).snapshot;
    for (std::size_t g = 0; g < 2; ++g) {
        const GroupLaunch launch =
            host::simulate::group_launch(snapshot, snapshot.auto_scaling_groups.at(g));
        EXPECT_EQ(launch.instance_types, Names{g == 0 ? "t4g.micro" : "p2.xlarge"});
        EXPECT_EQ(launch.zones, (Names{"us-east-1a", "us-east-1b"}));
        EXPECT_TRUE(snapshot.auto_scaling_groups[g].new_instances_protected);
        EXPECT_TRUE(snapshot.capacity_providers.at(g).managed_termination_protection);
        EXPECT_EQ(snapshot.capacity_providers[g].managed_scaling.value().maximum_step, 10);
    }
}

// RunTask of both task definitions, each with its provider, at 0 s; both are stopped at 300 s.
SimulationResult simulated(const Snapshot& snapshot) {
    Simulation simulation;
    for (std::uint32_t t = 0; t < 2; ++t) {
        TaskLoad load;
        load.request.task_definition = snapshot.task_definitions.at(t).arn;
        load.request.capacity_providers = {{snapshot.capacity_providers.at(t).name, 0, 1}};
        simulation.loads.push_back(load);
        Arrival arrival;
        arrival.load = t;
        simulation.arrivals.push_back(arrival);
    }
    StopTasks stop;
    stop.at = std::chrono::seconds(300);
    simulation.stops = {stop};
    return simulate(snapshot, simulation);
}

void expect_the_course_of_the_workshop(const Snapshot& snapshot) {
    const SimulationResult result = simulated(snapshot);
    ASSERT_EQ(result.tasks.size(), 2U);
    for (std::uint32_t t = 0; t < 2; ++t) {
        const SimulatedTask& task = result.tasks[t];
        ASSERT_NE(task.instance, no_index);
        EXPECT_EQ(result.instances.at(task.instance).instance_type,
                  t == 0 ? "t4g.micro" : "p2.xlarge");
        EXPECT_EQ(task.gpus.size(), t);
        EXPECT_TRUE(task.running);
        EXPECT_EQ(task.reason, StopReason::asked);
    }
    EXPECT_EQ(result.instances.size(), 2U) << "each group goes to 1, its maximum";
    for (const SimulatedInstance& instance : result.instances) EXPECT_TRUE(instance.gone);
    EXPECT_EQ(result.decisions.at(0).metric, 200);
    EXPECT_EQ(result.decisions.at(0).desired_after, 1);
    EXPECT_EQ(result.decisions.back().desired_after, 0);
}

TEST(LaunchedInstances, OfTheShippedTemplateComeForTheTasksAndGoAfterThem) {
    expect_the_course_of_the_workshop(import_example().snapshot);
}

TEST(LaunchedInstances, OfTheWorkshopTemplateComeForTheTasksAndGoAfterThem) {
    const std::string folder = std::string(BERTH_SHARED_DIR) + "/data/workshop/";
    if (!std::filesystem::exists(folder)) GTEST_SKIP() << "no templates at " << folder;
    CloudFormationOptions options;
    options.attributes = {
        {"ARMCustomResource.Data", "ArmECSAutoScalingGroup,GpuECSAutoScalingGroup"}};
    expect_the_course_of_the_workshop(import_workshop(folder, options).snapshot);
}

}  // namespace
}  // namespace berth::test
