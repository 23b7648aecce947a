// How much each task definition asks for, before the burst is fitted to the cluster.
#pragma once

#include <cstdint>
#include <vector>

#include "generate/composition.hpp"

namespace berth::host::generate {

/// What one task asks for.
struct Need {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::uint32_t gpus = 0;

    friend auto operator<=>(const Need&, const Need&) = default;
};

struct Shape {
    Need need;
    bool is_ml = false;        ///< of openb's shapes; it may still ask for no GPU
    std::uint64_t weight = 1;  ///< of the definition's number of tasks
};

/// One shape per task definition of the preset, in random order.
std::vector<Shape> make_shapes(const Composition& composition, std::uint64_t seed);

}  // namespace berth::host::generate
