// Pure packing as an exact integer program: every instance is a bin of its own, every task goes
// into one of them. COIN-OR's Cbc solves it.
#pragma once

#include <optional>

#include "berth/fleet_search.hpp"

namespace berth::test {

/// The least cost per hour of instances that hold all tasks by CPU, memory and GPUs; empty where
/// none do. For searches without constraints, ports, network interfaces and existing instances.
std::optional<double> exact_packing_cost(const Snapshot& base, const std::vector<Request>& burst,
                                         const FleetSearchOptions& options);

}  // namespace berth::test
