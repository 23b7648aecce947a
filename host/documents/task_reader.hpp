// Running tasks and their protection.
#pragma once

#include <string>

#include "berth/snapshot.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

/// An element of `tasks`, or the `detail` of a task state change event.
Task read_task(json::Value& value);

/// An element of `protectedTasks`, as `aws ecs get-task-protection` prints them.
struct TaskProtection {
    std::string task_arn;
    bool is_enabled = false;
};
TaskProtection read_task_protection(json::Value& value);

}  // namespace berth::host::documents
