// How every instance answers a task, instances that answer alike taken together.
#pragma once

#include <vector>

#include "berth/explain.hpp"
#include "explain/met_task.hpp"

namespace berth::host::explain {

/// Fitting instances first, then by latest reason and smallest shortfall, those that are no
/// candidates last; equals in instance order. O(instances x expressions).
std::vector<InstanceVerdict> verdicts_on(const MetTask& task);

}  // namespace berth::host::explain
