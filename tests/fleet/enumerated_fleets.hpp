// The best fleet the slow way: every fleet within the bounds is written out in full, compiled and
// solved alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "berth/fleet_search.hpp"

namespace berth::test {

struct BestFleet {
    std::vector<std::int64_t> counts;
    double objective = 0;
};

/// Whether the fleet takes the share of the burst that the options ask for.
bool takes_burst(const Snapshot& base, const std::vector<Request>& burst,
                 const FleetSearchOptions& options, const std::vector<std::int64_t>& counts);

/// One with the least objective; empty where no fleet takes the burst.
std::optional<BestFleet> best_by_enumeration(const Snapshot& base,
                                             const std::vector<Request>& burst,
                                             const FleetSearchOptions& options);

}  // namespace berth::test
