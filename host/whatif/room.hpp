// What would still fit after a scenario's burst.
//
// A closed form per instance: the smallest quotient of what is left and what a task asks for; at
// most one if the task has a static port or `distinctInstance`. Expressions that other tasks can
// change (`task:group`, `runningTasksCount`) are left out, so with them the room is an upper bound
// and stranded capacity a lower one.
#pragma once

#include <cstdint>
#include <vector>

#include "whatif/placed_state.hpp"

namespace berth::host::whatif {

struct Room {
    std::vector<std::uint64_t> fits;  ///< [D] at most `room_limit`
    compile::BitPlane takes_more;     ///< instances on which a task of some request fits
    bool has_requests = false;        ///< some request asks for tasks on instances
};

/// DAEMON services want one task per instance and have had their turn: they take part in nothing.
Room room_after(const MetricsContext& context, const Scenario& scenario, const PlacedState& state);

}  // namespace berth::host::whatif
