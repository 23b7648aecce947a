// The generator's randomness, see model/random.hpp. What each sequence of draws is for has a stream
// of its own.
#pragma once

#include <cstdint>

#include "model/random.hpp"

namespace berth::host::generate {

/// What a sequence of draws is for.
enum class Stream : std::uint64_t {
    instance_types = 1,
    instances,
    shapes,
    network,
    constraints,
    strategies,
    groups,
    sizes,
    running_tasks,
    identifiers,
    requests,
};

class Random : public model::Random {
   public:
    Random(std::uint64_t seed, Stream stream, std::uint64_t index = 0)
        : model::Random(seed, static_cast<std::uint64_t>(stream), index) {}
};

}  // namespace berth::host::generate
