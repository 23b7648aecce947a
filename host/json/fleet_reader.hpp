// What starts instances: Auto Scaling groups, launch templates and configurations, and the subnets
// that they start them in.
#pragma once

#include <string>

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::json {

AutoScalingGroup read_auto_scaling_group(Value& value);

/// An element of `LaunchConfigurations`, as `aws autoscaling describe-launch-configurations` prints
/// them.
LaunchTemplate read_launch_configuration(Value& value);

/// An element of `LaunchTemplateVersions`, as `aws ec2 describe-launch-template-versions` prints
/// them.
LaunchTemplate read_launch_template_version(Value& value);

/// An element of `Subnets`, as `aws ec2 describe-subnets` prints them.
struct Subnet {
    std::string id;
    std::string availability_zone;
};
Subnet read_subnet(Value& value);

}  // namespace berth::json
