// Small searches by seed, with GPUs, ARM, network interfaces, ports, distinctInstance, zones,
// groups, DAEMON services and instances that are there already; and the best fleet of each the slow
// way: every fleet within the bounds is written out in full, compiled and solved alone.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "berth/fleet_search.hpp"

namespace berth::test {

struct FleetCase {
    Snapshot base;
    std::vector<Request> burst;
    FleetSearchOptions options;
};

/// At most 4 types, 3 instances of each and 12 tasks.
FleetCase fleet_case(std::uint64_t seed);

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
