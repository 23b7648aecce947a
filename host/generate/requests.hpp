// The burst itself: RunTask requests in the order in which they arrive.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "berth/request.hpp"
#include "generate/blueprint.hpp"

namespace berth::host::generate {

/// Splits each definition's tasks into requests of 1 to 10 tasks, as RunTask takes at most 10, and
/// interleaves the requests of all definitions at random.
std::vector<Request> make_requests(std::span<const Blueprint> blueprints,
                                   std::span<const std::uint32_t> counts, std::uint64_t seed);

}  // namespace berth::host::generate
