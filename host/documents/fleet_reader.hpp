// What launches instances: Auto Scaling groups, launch templates and configurations, and the
// subnets that they launch into.
#pragma once

#include <string>

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

AutoScalingGroup read_auto_scaling_group(json::Value& value);

/// An element of `LaunchConfigurations`, as `aws autoscaling describe-launch-configurations` prints
/// them.
LaunchTemplate read_launch_configuration(json::Value& value);

/// An element of `LaunchTemplateVersions`, as `aws ec2 describe-launch-template-versions` prints
/// them.
LaunchTemplate read_launch_template_version(json::Value& value);

/// An element of `Subnets`, as `aws ec2 describe-subnets` prints them.
struct Subnet {
    std::string id;
    std::string availability_zone;
};
Subnet read_subnet(json::Value& value);

}  // namespace berth::host::documents
