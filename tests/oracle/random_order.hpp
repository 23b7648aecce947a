// The pseudo-random order of the `random` strategy (docs/rules.md, section 6).
#pragma once

#include <cstdint>
#include <vector>

namespace berth::tests {

/// Element p is the ordinal of the instance at position p, of `instances` in all.
std::vector<std::size_t> random_order(std::uint64_t seed, std::uint64_t task_ordinal,
                                      std::size_t instances);

}  // namespace berth::tests
