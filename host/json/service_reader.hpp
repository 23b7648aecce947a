// Services, clusters, capacity providers, Auto Scaling groups and subnets.
#pragma once

#include <string>

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::json {

Service read_service(Value& value);
Cluster read_cluster_description(Value& value);
CapacityProvider read_capacity_provider(Value& value);
AutoScalingGroup read_auto_scaling_group(Value& value);

/// An element of `Subnets`, as `aws ec2 describe-subnets` prints them.
struct Subnet {
    std::string id;
    std::string availability_zone;
};
Subnet read_subnet(Value& value);

}  // namespace berth::json
