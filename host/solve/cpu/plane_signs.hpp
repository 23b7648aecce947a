// Planes folded into one word per instance.
//
// Plane p stands at bit p mod 64 of every instance in it. Two planes may share a bit, so a sign
// that lacks the bit proves an instance to be outside the plane, and one that has it proves
// nothing.
#pragma once

#include <cstdint>
#include <vector>

#include "compile/plane_pool.hpp"

namespace berth::engine {

class PlaneSigns {
   public:
    /// Of the planes in `wanted`, in any order and with repetitions.
    PlaneSigns(std::size_t instances, const std::vector<BitPlane>& planes,
               std::vector<PlaneId> wanted);

    std::uint64_t of_instance(std::size_t instance) const { return signs_[instance]; }
    std::uint64_t of_plane(PlaneId plane) const { return bit_of_[plane]; }

   private:
    std::vector<std::uint64_t> signs_;   // [N]
    std::vector<std::uint64_t> bit_of_;  // [P], 0 where the plane was not wanted
};

}  // namespace berth::engine
