// How much of a group would be lost with one instance or one zone.
#pragma once

#include "whatif/placed_state.hpp"

namespace berth::host::whatif {

struct LargestShares {
    LargestShare on_instance;
    LargestShare in_zone;
};

/// Over the groups of which the burst placed a task and which have at least two, counting tasks
/// that already run on present instances. Ties: the group's name, then instance order or the zone's
/// name. O(tasks + groups).
LargestShares largest_shares(const MetricsContext& context, const PlacedState& state);

}  // namespace berth::host::whatif
