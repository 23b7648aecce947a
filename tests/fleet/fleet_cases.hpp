// Small searches by seed, with GPUs, ARM, network interfaces, ports, distinctInstance, zones,
// groups, DAEMON services and instances that are there already.
#pragma once

#include <cstdint>
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

}  // namespace berth::test
