// The order in which the tasks of a scenario's burst are placed.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/what_if.hpp"
#include "whatif/instance_pool.hpp"
#include "whatif/request_pool.hpp"

namespace berth::host::whatif {

/// A number of consecutive tasks of a request.
struct RequestShare {
    RequestId request = 0;
    std::uint32_t count = 0;

    friend bool operator==(const RequestShare&, const RequestShare&) = default;
};

/// What the orders read besides the requests.
struct OrderContext {
    const std::vector<InstanceId>& fleet;  ///< after all edits
    const InstancePool& instances;
    std::uint64_t seed = 0;  ///< of the sweep
    std::uint64_t trial = 0;
};

/// The burst in another order. DAEMON services, which ECS launches first anyway, come before
/// everything that moves task by task. For those, the capacity provider of each task is drawn
/// beforehand: it depends on the task's place in its request, not in the burst. O(tasks) for
/// shuffled and round_robin. Throws InputError for a capacity provider strategy that cannot take
/// that many tasks.
std::vector<RequestShare> in_order(RequestOrder order, std::vector<RequestShare> burst,
                                   const OrderContext& context, RequestPool& requests);

}  // namespace berth::host::whatif
