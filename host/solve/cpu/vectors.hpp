// The loops of the cpu backend that run on vector instructions.
//
// External interface is just the functions below. Each is written once with Highway, compiled for
// every instruction set that the architecture has, and dispatched to the best one that the
// processor has. All of them work on 64 instances at a time: a tile of amounts, a word of a plane.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "berth/plan.hpp"
#include "compile/bit_plane.hpp"
#include "solve/cpu/amounts.hpp"
#include "solve/random_order.hpp"

namespace berth::engine::vectors {

/// The instruction set in use, in Highway's words: "AVX3", "NEON".
const char* instruction_set();

/// Bit k: entry k of the tile covers `asked`.
PlaneWord covering(const AmountTile& tile, const Amounts& asked);

/// out[w] = words of `within` that cover `asked`; returns the number of bits set.
std::size_t covering(std::span<const AmountTile> tiles, const Amounts& asked,
                     const PlaneWord* within, PlaneWord* out);

/// out[t], bit k: `row` covers entry k of tile t.
void covered(std::span<const AmountTile> tiles, const Amounts& row, PlaneWord* out);

/// The largest of each amount in the tile.
Amounts largest(const AmountTile& tile);

/// Asked amounts of 64 slots, and the largest amount left that still matters to each.
struct SlotTile {
    AmountTile asked;
    std::int32_t bound_left[AmountTile::size];
};

/// out[t], bit k: `row` covers what slot k of tile t asks, and `left` is at most its bound.
void reached_slots(std::span<const SlotTile> tiles, const Amounts& row, std::int32_t left,
                   PlaneWord* out);

/// The planes that the checks of a class read, [words] each.
struct CheckPlanes {
    const PlaneWord* candidates;
    const PlaneWord* agent;
    const PlaneWord* ports;  ///< where no port is in the way
    const PlaneWord* attributes;
    const PlaneWord* location;
    const PlaneWord* member_of;
};

/// The first failing check of every candidate: out[words][reason_count] where it is which reason,
/// and how often it is. `DistinctInstance` is what fails where nothing else does.
void first_failing(std::span<const AmountTile> tiles, const Amounts& asked,
                   const CheckPlanes& planes, PlaneWord* out, ReasonTally& tally);

/// The largest value in one column of the tiles among the instances of a plane, and the first
/// instance that has it. Word w of the plane is plane[w * stride], and the plane is not empty.
struct Largest {
    std::int32_t value;
    std::size_t instance;
};
Largest largest_within(std::span<const AmountTile> tiles, AmountColumn column,
                       const PlaneWord* plane, std::size_t stride);

/// out[k] = order.at(first + k); all of these positions are less than order.count().
void positions(const RandomOrder& order, std::uint64_t first, std::span<std::uint64_t> out);

/// The first instance in `steps` positions of the order for which `fits(instance)` holds. Few
/// positions are asked for at first, since few may be needed.
template <typename Fits>
std::optional<std::size_t> first_drawn(const RandomOrder& order, std::size_t steps,
                                       const Fits& fits) {
    constexpr std::size_t few = 8;
    constexpr std::size_t many = 32;
    std::uint64_t drawn[many];
    std::size_t at_once = few;
    for (std::size_t p = 0; p < steps;) {
        const std::size_t count = std::min(at_once, steps - p);
        at_once = std::min(2 * at_once, many);
        positions(order, p, {drawn, count});
        for (std::size_t k = 0; k < count; ++k) {
            if (fits(drawn[k])) return drawn[k];
        }
        p += count;
    }
    return std::nullopt;
}

/// out[k] = order.position(instances[k]).
void ranks(const RandomOrder& order, std::span<const std::uint32_t> instances, std::uint64_t* out);

}  // namespace berth::engine::vectors
