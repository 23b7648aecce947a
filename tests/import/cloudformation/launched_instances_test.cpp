// From a template to the instances that its groups launch: user data and types arrive.
#include <gtest/gtest.h>

#include <filesystem>

#include "import/cloudformation/import_text.hpp"
#include "simulate/group_launch.hpp"

namespace berth::test {
namespace {

using simulation::GroupLaunch;
using Names = std::vector<std::string>;

TEST(LaunchedInstances, OfTheShippedTemplateHaveTypesZonesAttributesAndReservedMemory) {
    CloudFormationOptions options;
    options.parameters = {{"ReservedMemory", "64"}};
    const Snapshot snapshot = import_example(options).snapshot;
    const GroupLaunch arm = simulation::group_launch(snapshot, snapshot.auto_scaling_groups.at(0));
    EXPECT_EQ(arm.instance_types, Names{"t4g.micro"});
    EXPECT_EQ(arm.zones, (Names{"us-east-1a", "us-east-1b"}));
    EXPECT_EQ(arm.reserved_memory_mib, 64);
    ASSERT_EQ(arm.attributes.size(), 1U);
    EXPECT_EQ(arm.attributes[0].name, "pool");
    EXPECT_EQ(arm.attributes[0].value, "arm-pool");
    const GroupLaunch gpu = simulation::group_launch(snapshot, snapshot.auto_scaling_groups.at(1));
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
            simulation::group_launch(snapshot, snapshot.auto_scaling_groups.at(g));
        EXPECT_EQ(launch.instance_types, Names{g == 0 ? "t4g.micro" : "p2.xlarge"});
        EXPECT_EQ(launch.zones, (Names{"us-east-1a", "us-east-1b"}));
        EXPECT_TRUE(snapshot.auto_scaling_groups[g].new_instances_protected);
        EXPECT_TRUE(snapshot.capacity_providers.at(g).managed_termination_protection);
        EXPECT_EQ(snapshot.capacity_providers[g].managed_scaling.value().maximum_step, 10);
    }
}

}  // namespace
}  // namespace berth::test
