// What ECS itself would report of a failed task: the service event, or the failure of RunTask.
//
// External interface is just ecs_message(). Where Amazon shows no text for a reason, the sentence
// is ours and ends in " [ours]".
#pragma once

#include <string>

#include "explain/met_task.hpp"

namespace berth::host::explain {

/// One line. The task must have failed.
std::string ecs_message(const MetTask& task);

}  // namespace berth::host::explain
