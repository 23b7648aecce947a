// What the rules say of a request by itself: its capacity provider strategy (docs/rules.md, section
// 9), and what they call an error in it, apart from unknown names and unreadable expressions.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth::tests {

using ProviderStrategy = std::vector<CapacityProviderStrategyItem>;

/// The strategy in force: the request's, else, where the request names no launch type and is no
/// DAEMON service, the cluster's default; empty = none.
ProviderStrategy providers_of(const Snapshot& snapshot, const Request& request);

/// The provider that task number `task_index` of a request goes to; "" where there is no strategy.
std::string provider_of_task(const ProviderStrategy& providers, std::int64_t task_index);

/// Throws std::invalid_argument for the first request that ECS would refuse.
void refuse_bad_requests(const Snapshot& snapshot, const std::vector<Request>& burst);

}  // namespace berth::tests
