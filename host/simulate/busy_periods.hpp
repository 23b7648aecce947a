// When instances run tasks.
#pragma once

#include <vector>

#include "berth/simulate.hpp"

namespace berth::host::simulate {

struct Period {
    SimulationTime from{0};
    SimulationTime to{0};

    friend bool operator==(const Period&, const Period&) = default;
};

struct InstanceUse {
    std::uint64_t tasks = 0;   ///< placed on it, daemons' included
    std::vector<Period> busy;  ///< it holds a non-daemon task; disjoint, in order
};

/// By instance of the result. A task holds its instance from its placement until it stopped, or to
/// the end of the simulation. O(tasks x log tasks).
std::vector<InstanceUse> instance_uses(const SimulationResult& result);

}  // namespace berth::host::simulate
