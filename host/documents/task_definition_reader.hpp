// Task definitions.
#pragma once

#include "berth/task_definition.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

/// `taskDefinition` of describe-task-definition, an element of `taskDefinitions`, or the input of
/// register-task-definition.
TaskDefinition read_task_definition(json::Value& value);

}  // namespace berth::host::documents
