// The placement strategies (docs/rules.md, section 6).
#pragma once

#include <cstdint>
#include <vector>

#include "oracle/demand.hpp"
#include "oracle/state.hpp"

namespace berth::tests {

/// Of the instances where the task fits (positions in `cluster`, in instance order, at least one),
/// the one that its strategies choose.
std::size_t choose(const ClusterState& cluster, const std::vector<std::size_t>& feasible,
                   const Demand& demand, std::uint64_t seed, std::uint64_t task_ordinal);

}  // namespace berth::tests
