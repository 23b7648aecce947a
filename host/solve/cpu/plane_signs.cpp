#include "solve/cpu/plane_signs.hpp"

#include <algorithm>

namespace berth::engine {

PlaneSigns::PlaneSigns(std::size_t instances, const std::vector<BitPlane>& planes,
                       std::vector<PlaneId> wanted)
    : signs_(instances, 0), bit_of_(planes.size(), 0) {
    std::ranges::sort(wanted);
    wanted.erase(std::unique(wanted.begin(), wanted.end()), wanted.end());
    for (std::size_t p = 0; p < wanted.size(); ++p) {
        const std::uint64_t bit = std::uint64_t{1} << (p % 64);
        bit_of_[wanted[p]] = bit;
        const BitPlane& plane = planes[wanted[p]];
        for (std::size_t w = 0; w < plane.word_count(); ++w) {
            for_each_bit(plane.word(w), w, [&](std::size_t i) { signs_[i] |= bit; });
        }
    }
}

}  // namespace berth::engine
