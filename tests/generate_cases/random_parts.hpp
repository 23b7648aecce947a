// The parts that random_case() joins.
#pragma once

#include <string>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "generate_cases/dice.hpp"

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
