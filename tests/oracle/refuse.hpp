// What the rules call an error in a request, apart from unknown names and unreadable expressions.
#pragma once

#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::tests {

/// Throws std::invalid_argument for the first request that ECS would refuse.
void refuse_bad_requests(const Snapshot& snapshot, const std::vector<Request>& burst);

}  // namespace berth::tests
