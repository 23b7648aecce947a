// The placement strategies, and the pseudo-random order of `random` (docs/rules.md, section 6).
#pragma once

#include <cstdint>
#include <vector>

#include "oracle/demand.hpp"
#include "oracle/filter.hpp"

namespace berth::tests {

/// Element p is the ordinal of the instance at position p, of `instances` in all.
std::vector<std::size_t> random_order(std::uint64_t seed, std::uint64_t task_ordinal,
                                      std::size_t instances);

/// Of the instances where the task fits (positions in `cluster`, in instance order, at least one),
/// the one that its strategies choose.
std::size_t choose(const ClusterState& cluster, const std::vector<std::size_t>& feasible,
                   const Demand& demand, std::uint64_t seed, std::uint64_t task_ordinal);

}  // namespace berth::tests
