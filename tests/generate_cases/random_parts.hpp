// The parts that random_case() joins, and the names that they are made of: few, so that they meet.
#pragma once

#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "generate_cases/dice.hpp"

namespace berth::tests::vocabulary {

inline const std::vector<std::string> zones = {"us-west-2a", "us-west-2b", "us-west-2c"};
inline const std::vector<std::string> stacks = {"prod", "dev", "", "two words", "PROD"};
inline const std::vector<std::string> racks = {"r1", "r2", "r3", "r4", "r5"};
inline const std::vector<std::string> groups = {"database", "family:batch", "service:web",
                                                "family:t0", "family:t1"};
inline const std::vector<std::string> services = {"web", "api"};
inline const std::vector<std::string> providers = {"cp-a", "cp-b", "cp-c"};

// Small limits of awsvpc tasks with and without a trunk, and one type that no catalogue knows.
inline const std::vector<std::string> instance_types = {"a1.medium", "c5.large",  "t3.medium",
                                                        "p2.xlarge", "m5.xlarge", "x9.imaginary"};

}  // namespace berth::tests::vocabulary

namespace berth::tests {

/// An expression that the grammar allows, spelled in one of its many ways.
std::string random_expression(Dice& dice);

/// An instance without an ARN.
ContainerInstance random_instance(Dice& dice);

/// A task that exists already, on one of the instances or (seldom) on Fargate or nowhere.
Task random_task(Dice& dice, const Snapshot& snapshot);

/// `plain` = without constraints, so that it may run on Fargate.
TaskDefinition random_task_definition(Dice& dice, int number, bool plain);

/// A request for one of the task definitions of the snapshot.
Request random_request(Dice& dice, const Snapshot& snapshot);

}  // namespace berth::tests
