// The loops of the cpu backend that run on vector instructions.
//
// External interface is just the functions below. Each is written once with Highway, compiled for
// every instruction set that the architecture has, and dispatched to the best one that the
// processor has. All of them work on 64 instances at a time: a tile of amounts, a word of a plane.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "berth/plan.hpp"
#include "compile/bit_plane.hpp"
#include "model/resource.hpp"
#include "solve/cpu/amounts.hpp"
#include "solve/random_order.hpp"

namespace berth::host::solve::cpu::vectors {

/// The instruction set in use, in Highway's words: "AVX3", "NEON".
const char* instruction_set();

/// Bit k: entry k of the tile covers `asked`.
compile::PlaneWord covering(const AmountTile& tile, const Amounts& asked);

/// out[w] = words of `within` that cover `asked`; returns the number of bits set.
std::size_t covering(std::span<const AmountTile> tiles, const Amounts& asked,
                     const compile::PlaneWord* within, compile::PlaneWord* out);

/// out[t], bit k: `row` covers entry k of tile t.
void covered(std::span<const AmountTile> tiles, const Amounts& row, compile::PlaneWord* out);

/// Bit k: entry k of the block covers `asked`.
compile::PlaneWord covering(const AmountBlock& block, const Amounts& asked);

/// The largest of each amount in the block.
Amounts largest(const AmountBlock& block);

/// Asked amounts of 64 slots, and the largest amount left that still matters to each.
struct SlotTile {
    AmountTile asked;
    std::int32_t bound_left[AmountTile::size];
};

/// out[t], bit k: `row` covers what slot k of tile t asks, and `left` is at most its bound.
void reached_slots(std::span<const SlotTile> tiles, const Amounts& row, std::int32_t left,
                   compile::PlaneWord* out);

/// The planes that the checks of a class read, [words] each.
struct CheckPlanes {
    const compile::PlaneWord* candidates = nullptr;
    /// By Reason: where the check holds; of ports, where none is in the way. Null of amounts, and
    /// where a check holds nowhere.
    std::array<const compile::PlaneWord*, reason_count> of{};
};

/// The first failing check of every candidate: out[words][reason_count] where it is which reason,
/// and how often it is. `DistinctInstance` is what fails where nothing else does.
void first_failing(std::span<const AmountTile> tiles, const Amounts& asked,
                   const CheckPlanes& planes, compile::PlaneWord* out, ReasonTally& tally);

/// The largest value in one column of the tiles among the instances of a plane, and the first
/// instance that has it. Word w of the plane is plane[w * stride], and the plane is not empty.
struct Largest {
    std::int32_t value;
    std::size_t instance;
};
Largest largest_within(std::span<const AmountTile> tiles, kernels::Resource resource,
                       const compile::PlaneWord* plane, std::size_t stride);

/// Walks along pseudo-random orders of the same number of instances, all of them a step at a time.
/// A walk from position p has ended, with `x` = order.at(p), as soon as a step has led to an `x`
/// that is less than order.count(); until then it continues from there.
struct Walks {
    static constexpr std::size_t size = 32;

    /// Walk `first` + k begins at position `position` + k of the order, for `count` walks;
    /// positions past the last begin there. The first step is still to be made.
    void begin(std::size_t first, std::size_t count, const RandomOrder& order,
               std::uint64_t position);

    /// Bit k: walk k has ended; and so it has on an instance of the plane.
    struct Ends {
        std::uint32_t ended;
        std::uint32_t inside;
    };
    /// The first step of walks `first` to `first` + `count`, both multiples of 8; `shape` is any of
    /// the orders.
    Ends first_step(const RandomOrder& shape, const compile::PlaneWord* plane, std::size_t first,
                    std::size_t count);
    /// One more step; finished walks stay where they are.
    Ends step(const RandomOrder& shape, const compile::PlaneWord* plane, std::size_t first,
              std::size_t count);

    alignas(64) std::uint64_t key[size] = {};  ///< RandomOrder::key() of each
    alignas(64) std::uint64_t x[size] = {};
};

/// The first of the walks `first` to `first` + `count` that ends on an instance of the plane for
/// which `has_room(instance)` holds; `ends` is what their last step gave. A walk counts only once
/// all before it are known to fail, so walks are followed no further than the first that succeeds.
template <typename HasRoom>
std::optional<std::size_t> first_that_does(Walks& walks, const RandomOrder& shape,
                                           const compile::PlaneWord* plane, std::size_t first,
                                           std::size_t count, Walks::Ends ends,
                                           const HasRoom& has_room) {
    const auto below = [](std::size_t k) { return (std::uint64_t{1} << k) - 1; };
    std::optional<std::size_t> found;
    auto open = static_cast<std::uint32_t>(below(first + count) & ~below(first));
    while (true) {
        std::uint32_t inside = open & ends.inside;
        open &= ~ends.ended;
        for (; inside != 0; inside &= inside - 1) {
            const auto k = static_cast<std::size_t>(std::countr_zero(inside));
            if (!has_room(walks.x[k])) continue;
            found = walks.x[k];
            open &= static_cast<std::uint32_t>(below(k));
            break;
        }
        if (open == 0) return found;
        ends = walks.step(shape, plane, first, count);
    }
}

/// The first instance from position `from` to `until` of the order that is in the plane and for
/// which `has_room(instance)` holds.
template <typename HasRoom>
std::optional<std::size_t> first_drawn(const RandomOrder& order, std::size_t from,
                                       std::size_t until, const compile::BitPlane& plane,
                                       const HasRoom& has_room) {
    constexpr std::size_t at_once = 16;
    Walks walks;
    for (std::size_t p = from; p < until; p += at_once) {
        walks.begin(0, at_once, order, p);
        const Walks::Ends ends = walks.first_step(order, plane.data(), 0, at_once);
        // A walk that ends past the last position may repeat what an earlier walk does.
        const auto found = first_that_does(walks, order, plane.data(), 0,
                                           std::min(at_once, until - p), ends, has_room);
        if (found) return found;
    }
    return std::nullopt;
}

/// out[k] = order.position(instances[k]).
void ranks(const RandomOrder& order, std::span<const std::uint32_t> instances, std::uint64_t* out);

}  // namespace berth::host::solve::cpu::vectors
