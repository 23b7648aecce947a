// What an Auto Scaling group launches.
#include "simulate/group_launch.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "support/builders.hpp"

namespace berth::host::simulate {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::SizeIs;

AutoScalingGroup make_group() {
    AutoScalingGroup group;
    group.name = "group";
    group.availability_zones = {"us-west-2b", "us-west-2a"};
    return group;
}

LaunchTemplate make_template(std::string type, std::int64_t version, bool is_default) {
    LaunchTemplate launch;
    launch.id = "lt-1";
    launch.name = "base";
    launch.version = version;
    launch.is_default = is_default;
    launch.instance_type = std::move(type);
    launch.user_data =
        "echo ECS_INSTANCE_ATTRIBUTES='{\"stack\":\"prod\"}' >> /etc/ecs/ecs.config\n"
        "echo ECS_RESERVED_MEMORY=100 >> /etc/ecs/ecs.config";
    return launch;
}

std::string error_of(const Snapshot& snapshot, const AutoScalingGroup& group) {
    try {
        group_launch(snapshot, group);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

TEST(GroupLaunch, FollowsALaunchConfiguration) {
    Snapshot snapshot;
    LaunchTemplate configuration = make_template("p2.xlarge", 0, false);
    configuration.is_configuration = true;
    configuration.name = "gpu";
    snapshot.launch_templates = {make_template("m5.large", 1, true), configuration};
    AutoScalingGroup group = make_group();
    group.launch_configuration = "gpu";
    const GroupLaunch launch = group_launch(snapshot, group);
    EXPECT_THAT(launch.instance_types, ElementsAre("p2.xlarge"));
    EXPECT_THAT(launch.attributes, ElementsAre(Attribute{"stack", "prod"}));
    EXPECT_EQ(launch.reserved_memory_mib, 100);
    EXPECT_THAT(launch.zones, ElementsAre("us-west-2a", "us-west-2b"));
    EXPECT_THAT(launch.warnings, IsEmpty());
}

TEST(GroupLaunch, TakesTheVersionThatTheGroupAsksFor) {
    Snapshot snapshot;
    snapshot.launch_templates = {make_template("m5.2xlarge", 3, false),
                                 make_template("m5.large", 1, false),
                                 make_template("m5.xlarge", 2, true)};
    const auto type_of_version = [&](const char* version) {
        AutoScalingGroup group = make_group();
        group.launch_template = {"base", version};
        return group_launch(snapshot, group).instance_types.at(0);
    };
    EXPECT_EQ(type_of_version("1"), "m5.large");
    EXPECT_EQ(type_of_version(""), "m5.xlarge");
    EXPECT_EQ(type_of_version("$Default"), "m5.xlarge");
    EXPECT_EQ(type_of_version("$Latest"), "m5.2xlarge");
}

TEST(GroupLaunch, TakesTypesInTheOrderOfTheMixedInstancesPolicy) {
    Snapshot snapshot;
    snapshot.launch_templates = {make_template("m5.large", 1, true)};
    AutoScalingGroup group = make_group();
    group.launch_template = {"lt-1", ""};
    group.overrides = {{"m6i.large", 0, {}}, {"", 0, {}}, {"m6i.large", 1, {}}};
    EXPECT_THAT(group_launch(snapshot, group).instance_types, ElementsAre("m6i.large", "m5.large"));
}

TEST(GroupLaunch, SaysThatATemplateIsMissing) {
    AutoScalingGroup group = make_group();
    group.launch_template = {"lt-9", "4"};
    group.overrides = {{"m5.large", 0, {}}};
    const GroupLaunch launch = group_launch(Snapshot(), group);
    EXPECT_THAT(launch.instance_types, ElementsAre("m5.large"));
    ASSERT_THAT(launch.warnings, SizeIs(1));
    EXPECT_THAT(launch.warnings[0].text, HasSubstr("group group: version 4 of the launch template "
                                                   "lt-9"));
}

TEST(GroupLaunch, ResemblesTheGroupsOwnInstancesWithoutATemplate) {
    Snapshot snapshot;
    for (const char* name : {"a", "b", "other"}) {
        snapshot.instances.push_back(test::with_attributes(test::make_instance(name),
                                                           {{"ecs.instance-type", "m5.large"},
                                                            {"ecs.availability-zone", "us-west-2c"},
                                                            {"name", name},
                                                            {"stack", "prod"}}));
        snapshot.instances.back().ec2_instance_id = name;
    }
    snapshot.instances[2].set_attribute("ecs.instance-type", "m5.xlarge");
    snapshot.instances[1].capacity_provider = "provider";
    snapshot.capacity_providers.resize(1);
    snapshot.capacity_providers[0].name = "provider";
    snapshot.capacity_providers[0].auto_scaling_group_arn = "arn:x:autoScalingGroupName/group";
    AutoScalingGroup group;
    group.name = "group";
    group.instance_ids = {"a"};
    const GroupLaunch launch = group_launch(snapshot, group);
    EXPECT_THAT(launch.instance_types, ElementsAre("m5.large"));
    EXPECT_THAT(launch.attributes, ElementsAre(Attribute{"stack", "prod"}));
    EXPECT_THAT(launch.zones, ElementsAre("us-west-2c"));
}

TEST(GroupLaunch, FindsTheZonesOfItsSubnets) {
    Snapshot snapshot;
    snapshot.subnet_zones = {{"subnet-1", "us-west-2b"}, {"subnet-2", "us-west-2a"}};
    AutoScalingGroup group = make_group();
    group.availability_zones.clear();
    group.subnets = {"subnet-1", "subnet-2", "subnet-3"};
    group.overrides = {{"m5.large", 0, {}}};
    const GroupLaunch launch = group_launch(snapshot, group);
    EXPECT_THAT(launch.zones, ElementsAre("us-west-2a", "us-west-2b"));
    ASSERT_THAT(launch.warnings, SizeIs(1));
    EXPECT_THAT(launch.warnings[0].text, HasSubstr("subnet-3"));
}

TEST(GroupLaunch, RefusesAGroupOfUnknownTypes) {
    AutoScalingGroup group = make_group();
    EXPECT_THAT(error_of(Snapshot(), group), HasSubstr("Auto Scaling group group are not known"));
    group.overrides = {{"m5.huge", 0, {}}};
    EXPECT_THAT(error_of(Snapshot(), group), HasSubstr("Auto Scaling group group"));
    EXPECT_THAT(error_of(Snapshot(), group), HasSubstr("m5.huge"));
}

TEST(CapacityProvider, StartsTheGroupThatItNames) {
    AutoScalingGroup group = make_group();
    group.arn = "arn:aws:autoscaling:us-west-2:1:autoScalingGroup:u:autoScalingGroupName/group";
    CapacityProvider provider;
    EXPECT_FALSE(starts(provider, group));
    provider.auto_scaling_group_arn = group.arn;
    EXPECT_TRUE(starts(provider, group));
    provider.auto_scaling_group_arn = "group";
    EXPECT_TRUE(starts(provider, group));
    provider.auto_scaling_group_arn = "arn:other:autoScalingGroupName/group";
    EXPECT_FALSE(starts(provider, group));
}

}  // namespace
}  // namespace berth::host::simulate
