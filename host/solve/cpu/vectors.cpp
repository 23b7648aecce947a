// Highway compiles what stands between HWY_BEFORE_NAMESPACE and HWY_AFTER_NAMESPACE once for each
// instruction set, with the flags of that set; the rest of the file is compiled once.
#include "solve/cpu/vectors.hpp"

#include <algorithm>
#include <bit>
#include <cstring>

#undef HWY_TARGET_INCLUDE
#define HWY_TARGET_INCLUDE "solve/cpu/vectors.cpp"
#include <hwy/foreach_target.h>  // IWYU pragma: keep
#include <hwy/highway.h>

HWY_BEFORE_NAMESPACE();
namespace berth::host::solve::cpu::vectors {
namespace HWY_NAMESPACE {

namespace hn = hwy::HWY_NAMESPACE;

// At most 16 lanes, so that a tile is a whole number of vectors whatever the width.
using Ints = hn::CappedTag<std::int32_t, 16>;
constexpr std::size_t longs_at_most = 8;
using Longs = hn::CappedTag<std::uint64_t, longs_at_most>;

template <typename D, typename Mask>
HWY_INLINE compile::PlaneWord bits_of(D d, Mask mask) {
    // What is written is read back with the same width, which the processor forwards at once.
    std::uint8_t bytes[8] = {};
    hn::StoreMaskBits(d, mask, bytes);
    if (hn::Lanes(d) <= 8) return bytes[0];
    std::uint16_t bits;
    std::memcpy(&bits, bytes, sizeof bits);
    return bits;
}

// Lane by lane, whether less is left than asked. One of the two is a column of a tile, the other
// the same amount in every lane.
template <bool tile_is_left>
HWY_INLINE auto falls_short(const std::int32_t* column, hn::Vec<Ints> amount) {
    const auto values = hn::Load(Ints(), column);
    return tile_is_left ? hn::Lt(values, amount) : hn::Lt(amount, values);
}

template <bool tile_is_left>
HWY_INLINE compile::PlaneWord fits_word(const AmountTile& tile, const Amounts& amounts) {
    const Ints d;
    compile::PlaneWord failing = 0;
    for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
        auto some = falls_short<tile_is_left>(tile.columns[0] + k, hn::Set(d, amounts.of[0]));
        for (std::size_t r = 1; r < kernels::resource_count; ++r) {
            const auto amount = hn::Set(d, amounts.of[r]);
            some = hn::Or(some, falls_short<tile_is_left>(tile.columns[r] + k, amount));
        }
        failing |= bits_of(d, some) << k;
    }
    return ~failing;
}

HWY_INLINE compile::PlaneWord covering_word(const AmountTile& tile, const Amounts& asked) {
    return fits_word<true>(tile, asked);
}

HWY_INLINE compile::PlaneWord covered_word(const AmountTile& tile, const Amounts& row) {
    return fits_word<false>(tile, row);
}

HWY_INLINE std::size_t bit_count(compile::PlaneWord word) {
    return hwy::PopCount(word);
}

const char* InstructionSet() {
    return hwy::TargetName(HWY_TARGET);
}

compile::PlaneWord CoveringTile(const AmountTile& tile, const Amounts& asked) {
    return covering_word(tile, asked);
}

std::size_t CoveringTiles(std::span<const AmountTile> tiles, const Amounts& asked,
                          const compile::PlaneWord* within, compile::PlaneWord* out) {
    std::size_t count = 0;
    for (std::size_t w = 0; w < tiles.size(); ++w) {
        out[w] = within[w] == 0 ? 0 : within[w] & covering_word(tiles[w], asked);
        count += bit_count(out[w]);
    }
    return count;
}

using kernels::amounts_per_row;

HWY_INLINE const std::int32_t* amounts_of(const AmountBlock& block) {
    return reinterpret_cast<const std::int32_t*>(block.rows);
}

// The first `run` bits of every `period` bits.
constexpr compile::PlaneWord repeated(std::size_t run, std::size_t period) {
    compile::PlaneWord bits = 0;
    for (std::size_t k = 0; k < compile::plane_word_bits; ++k) {
        if (k % period < run) bits |= compile::PlaneWord{1} << k;
    }
    return bits;
}

// Moves runs of `run` bits, one every `run` rows, together.
template <std::size_t run>
HWY_INLINE compile::PlaneWord closed_up(compile::PlaneWord bits) {
    bits &= repeated(run, run * amounts_per_row);
    if constexpr (run * amounts_per_row < compile::plane_word_bits) {
        return closed_up<2 * run>(bits | bits >> (run * (amounts_per_row - 1)));
    } else {
        return bits;
    }
}

// Of the rows that a word has a bit per amount of, one bit each: whether any of its bits is set.
HWY_INLINE compile::PlaneWord any_of_row(compile::PlaneWord bits) {
    for (std::size_t shift = 1; shift < amounts_per_row; shift *= 2) bits |= bits >> shift;
    return closed_up<1>(bits);
}

// A row in every group of lanes, of a vector that starts where a row does or `part` lanes behind.
HWY_INLINE hn::Vec<Ints> repeated_row(const Amounts& row, std::size_t part) {
    const Ints d;
    if constexpr (amounts_per_row == 4) {
        return hn::LoadDup128(d, row.of);
    } else {
        HWY_ALIGN std::int32_t rows[16];
        for (std::size_t k = 0; k < 16; ++k) rows[k] = row.of[k % amounts_per_row];
        return hn::Load(d, rows + part);
    }
}

#if HWY_MAX_BYTES <= 16
// Where a vector has no more than a row, it pays to turn rows into columns on the way.
HWY_INLINE compile::PlaneWord covering_rows_of_four(const AmountBlock& block,
                                                    const Amounts& asked) {
    const Ints d;
    const std::int32_t* amounts = amounts_of(block);
    const auto first = hn::Set(d, asked.of[0]);
    const auto second = hn::Set(d, asked.of[1]);
    const auto third = hn::Set(d, asked.of[2]);
    const auto fourth = hn::Set(d, asked.of[3]);
    compile::PlaneWord failing = 0;
    for (std::size_t k = 0; k < AmountBlock::size; k += hn::Lanes(d)) {
        auto a = hn::Undefined(d);
        auto b = hn::Undefined(d);
        auto c = hn::Undefined(d);
        auto e = hn::Undefined(d);
        hn::LoadInterleaved4(d, amounts + 4 * k, a, b, c, e);
        const auto short_of_some = hn::Or(hn::Or(hn::Lt(a, first), hn::Lt(b, second)),
                                          hn::Or(hn::Lt(c, third), hn::Lt(e, fourth)));
        failing |= bits_of(d, short_of_some) << k;
    }
    return ~failing;
}
#endif

compile::PlaneWord CoveringBlock(const AmountBlock& block, const Amounts& asked) {
    const Ints d;
    const std::int32_t* amounts = amounts_of(block);
    compile::PlaneWord failing = 0;
#if HWY_MAX_BYTES <= 16
    if constexpr (amounts_per_row == 4) return covering_rows_of_four(block, asked);
#endif
    for (std::size_t part = 0; part < amounts_per_row; ++part) {
        compile::PlaneWord bits = 0;
        for (std::size_t k = 0; k < compile::plane_word_bits; k += hn::Lanes(d)) {
            const auto left = hn::Load(d, amounts + part * compile::plane_word_bits + k);
            bits |= bits_of(d, hn::Lt(left, repeated_row(asked, k % amounts_per_row))) << k;
        }
        failing |= any_of_row(bits) << (part * compile::plane_word_bits / amounts_per_row);
    }
    return ~failing;
}

Amounts LargestOfBlock(const AmountBlock& block) {
    const Ints d;
    const std::int32_t* amounts = amounts_of(block);
    constexpr std::size_t count = amounts_per_row * AmountBlock::size;
    HWY_ALIGN std::int32_t most[16] = {};
    // A vector is a whole number of rows, or a part of one.
    const std::size_t step = std::max<std::size_t>(hn::Lanes(d), amounts_per_row);
    for (std::size_t part = 0; part < step; part += hn::Lanes(d)) {
        auto largest = hn::Load(d, amounts + part);
        for (std::size_t k = part + step; k < count; k += step) {
            largest = hn::Max(largest, hn::Load(d, amounts + k));
        }
        hn::Store(largest, d, most + part);
    }
    Amounts out = Amounts::none();
    for (std::size_t k = 0; k < step; k += amounts_per_row) {
        Amounts row;
        std::memcpy(&row, most + k, sizeof row);
        out.raise_to(row);
    }
    return out;
}

void Covered(std::span<const AmountTile> tiles, const Amounts& row, compile::PlaneWord* out) {
    for (std::size_t t = 0; t < tiles.size(); ++t) out[t] = covered_word(tiles[t], row);
}

void ReachedSlots(std::span<const SlotTile> tiles, const Amounts& row, std::int32_t left,
                  compile::PlaneWord* out) {
    const Ints d;
    const auto key = hn::Set(d, left);
    for (std::size_t t = 0; t < tiles.size(); ++t) {
        compile::PlaneWord behind = 0;
        for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
            behind |= bits_of(d, hn::Lt(hn::Load(d, tiles[t].bound_left + k), key)) << k;
        }
        out[t] = behind == ~compile::PlaneWord{0} ? 0 : ~behind & covered_word(tiles[t].asked, row);
    }
}

HWY_INLINE compile::PlaneWord fitting(const std::int32_t* column, std::int32_t asked) {
    const Ints d;
    compile::PlaneWord failing = 0;
    for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
        failing |= bits_of(d, hn::Lt(hn::Load(d, column + k), hn::Set(d, asked))) << k;
    }
    return ~failing;
}

// Each check takes out of `open` the instances that fail it, in the order of the checks.
void FirstFailing(std::span<const AmountTile> tiles, const Amounts& asked,
                  const CheckPlanes& planes, compile::PlaneWord* out, ReasonTally& tally) {
    for (std::size_t w = 0; w < tiles.size(); ++w) {
        compile::PlaneWord open = planes.candidates[w];
        const auto check = [&](Reason reason, compile::PlaneWord passes) {
            const compile::PlaneWord failed = open & ~passes;
            const auto r = static_cast<std::size_t>(reason);
            out[w * reason_count + r] = failed;
            tally[r] += static_cast<std::uint32_t>(bit_count(failed));
            open &= passes;
        };
        const auto check_planes = [&](std::size_t first, std::size_t end) {
            for (std::size_t r = first; r < end; ++r) {
                check(static_cast<Reason>(r), planes.of[r] == nullptr ? 0 : planes.of[r][w]);
            }
        };
        check_planes(0, static_cast<std::size_t>(model::reason_of(kernels::Resource(0))));
        for (std::size_t r = 0; r < kernels::resource_count; ++r) {
            const auto resource = kernels::Resource(r);
            if (resource == kernels::first_behind_ports) {
                constexpr auto ports = static_cast<std::size_t>(Reason::ports);
                check_planes(ports, ports + 1);
            }
            check(model::reason_of(resource),
                  open == 0 ? 0 : fitting(tiles[w].columns[r], asked.of[r]));
        }
        check_planes(static_cast<std::size_t>(kernels::first_behind_resources), reason_count);
    }
}

// The lanes of a vector from entry k of a tile on whose bits are set in a word.
HWY_INLINE hn::Mask<Ints> lanes_of(compile::PlaneWord word, std::size_t k) {
    const compile::PlaneWord bits = word >> k;
    std::uint8_t bytes[sizeof bits];
    std::memcpy(bytes, &bits, sizeof bits);
    return hn::LoadMaskBits(Ints(), bytes);
}

Largest LargestWithin(std::span<const AmountTile> tiles, kernels::Resource resource,
                      const compile::PlaneWord* plane, std::size_t stride) {
    const Ints d;
    const auto nothing = hn::Set(d, Amounts::nothing);
    auto largest = nothing;
    for (std::size_t w = 0; w < tiles.size(); ++w) {
        const compile::PlaneWord word = plane[w * stride];
        if (word == 0) continue;
        const std::int32_t* values = tiles[w][resource];
        for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
            const auto inside = lanes_of(word, k);
            largest = hn::Max(largest, hn::IfThenElse(inside, hn::Load(d, values + k), nothing));
        }
    }
    const std::int32_t value = hn::GetLane(hn::MaxOfLanes(d, largest));
    for (std::size_t w = 0;; ++w) {
        const compile::PlaneWord word = plane[w * stride];
        if (word == 0) continue;
        const std::int32_t* values = tiles[w][resource];
        compile::PlaneWord equal = 0;
        for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
            equal |= bits_of(d, hn::Eq(hn::Load(d, values + k), hn::Set(d, value))) << k;
        }
        equal &= word;
        if (equal != 0) {
            return {value, w * compile::plane_word_bits +
                               static_cast<std::size_t>(std::countr_zero(equal))};
        }
    }
}

HWY_INLINE hn::Vec<Longs> mix_lanes(hn::Vec<Longs> x) {
    const Longs d;
    x = hn::Xor(x, hn::ShiftRight<30>(x));
    x = hn::Mul(x, hn::Set(d, 0xBF58476D1CE4E5B9U));
    x = hn::Xor(x, hn::ShiftRight<27>(x));
    x = hn::Mul(x, hn::Set(d, 0x94D049BB133111EBU));
    return hn::Xor(x, hn::ShiftRight<31>(x));
}

// One pass of the network over all lanes, forwards or backwards, by a key per lane (RandomOrder has
// the scalar form).
template <bool forwards>
HWY_INLINE hn::Vec<Longs> pass(const RandomOrder& shape, hn::Vec<Longs> key, hn::Vec<Longs> x) {
    const Longs d;
    const auto half_bits = hn::Set(d, std::uint64_t{shape.half_bits()});
    const auto mask = hn::Set(d, (std::uint64_t{1} << shape.half_bits()) - 1);
    auto l = hn::Shr(x, half_bits);
    auto r = hn::And(x, mask);
    for (std::uint64_t k = 0; k < RandomOrder::rounds; ++k) {
        const std::uint64_t round = forwards ? k : RandomOrder::rounds - 1 - k;
        const auto round_key = hn::Add(key, hn::Set(d, round << 32U));
        const auto kept = forwards ? r : l;
        const auto changed = forwards ? l : r;
        const auto mixed = hn::Xor(changed, hn::And(mix_lanes(hn::Add(round_key, kept)), mask));
        l = forwards ? kept : mixed;
        r = forwards ? mixed : kept;
    }
    return hn::Or(hn::Shl(l, half_bits), r);
}

// Walks from many starts at once. A start whose walk has ended makes way for the next one, so that
// all lanes stay busy; two vectors are in flight, since a pass is a long chain of dependent steps.
// When a walk ends is up to chance: there is no branch on it, since no processor could guess it.
void Ranks(const RandomOrder& order, std::span<const std::uint32_t> instances, std::uint64_t* out) {
    const Longs d;
    const std::size_t count = instances.size();
    const std::size_t lanes = hn::Lanes(d);
    const auto key = hn::Set(d, order.key());
    HWY_ALIGN std::uint64_t x[2 * longs_at_most];
    std::size_t of[2 * longs_at_most];
    const std::size_t flying = std::min(2 * lanes, count);
    std::size_t next = 0;
    for (; next < 2 * lanes; ++next) {
        of[next] = next;
        x[next] = instances[std::min(next, count - 1)];
    }
    next = flying;
    std::uint64_t sink = 0;  // of lanes that have run out of starts
    for (std::size_t ended = 0; ended < count;) {
        hn::Store(pass<false>(order, key, hn::Load(d, x)), d, x);
        if (flying > lanes) {
            hn::Store(pass<false>(order, key, hn::Load(d, x + lanes)), d, x + lanes);
        }
        for (std::size_t j = 0; j < flying; ++j) {
            const bool is_awaited = of[j] < count;
            *(is_awaited ? out + of[j] : &sink) = x[j];
            const bool has_ended = is_awaited & (x[j] < order.count());
            const std::uint64_t start = instances[std::min(next, count - 1)];
            x[j] = has_ended ? start : x[j];
            of[j] = has_ended ? next : of[j];
            next += has_ended ? 1 : 0;
            ended += has_ended ? 1 : 0;
        }
    }
}

template <bool is_first>
HWY_INLINE Walks::Ends make_step(Walks& walks, const RandomOrder& shape,
                                 const compile::PlaneWord* plane, std::size_t first,
                                 std::size_t count) {
    const Longs d;
    const hn::RebindToSigned<Longs> indices;
    const auto instances = hn::Set(d, shape.count());
    Walks::Ends ends{0, 0};
    for (std::size_t k = first; k < first + count; k += hn::Lanes(d)) {
        const auto before = hn::Load(d, walks.x + k);
        auto x = pass<true>(shape, hn::Load(d, walks.key + k), before);
        if (!is_first) x = hn::IfThenElse(hn::Lt(before, instances), before, x);
        hn::Store(x, d, walks.x + k);
        const auto has_ended = hn::Lt(x, instances);
        const auto instance = hn::IfThenElseZero(has_ended, x);
        const auto words =
            hn::GatherIndex(d, plane, hn::BitCast(indices, hn::ShiftRight<6>(instance)));
        const auto bit = hn::Shl(hn::Set(d, 1), hn::And(instance, hn::Set(d, 63)));
        const auto inside = hn::And(has_ended, hn::TestBit(words, bit));
        ends.ended |= static_cast<std::uint32_t>(bits_of(d, has_ended) << k);
        ends.inside |= static_cast<std::uint32_t>(bits_of(d, inside) << k);
    }
    return ends;
}

Walks::Ends FirstStep(Walks& walks, const RandomOrder& shape, const compile::PlaneWord* plane,
                      std::size_t first, std::size_t count) {
    return make_step<true>(walks, shape, plane, first, count);
}

Walks::Ends NextStep(Walks& walks, const RandomOrder& shape, const compile::PlaneWord* plane,
                     std::size_t first, std::size_t count) {
    return make_step<false>(walks, shape, plane, first, count);
}

}  // namespace HWY_NAMESPACE
}  // namespace berth::host::solve::cpu::vectors
HWY_AFTER_NAMESPACE();

#if HWY_ONCE
namespace berth::host::solve::cpu::vectors {

HWY_EXPORT(InstructionSet);
HWY_EXPORT(CoveringTile);
HWY_EXPORT(CoveringTiles);
HWY_EXPORT(Covered);
HWY_EXPORT(CoveringBlock);
HWY_EXPORT(LargestOfBlock);
HWY_EXPORT(ReachedSlots);
HWY_EXPORT(FirstFailing);
HWY_EXPORT(LargestWithin);
HWY_EXPORT(FirstStep);
HWY_EXPORT(NextStep);
HWY_EXPORT(Ranks);

const char* instruction_set() {
    return HWY_DYNAMIC_DISPATCH(InstructionSet)();
}

compile::PlaneWord covering(const AmountTile& tile, const Amounts& asked) {
    return HWY_DYNAMIC_DISPATCH(CoveringTile)(tile, asked);
}

std::size_t covering(std::span<const AmountTile> tiles, const Amounts& asked,
                     const compile::PlaneWord* within, compile::PlaneWord* out) {
    return HWY_DYNAMIC_DISPATCH(CoveringTiles)(tiles, asked, within, out);
}

void covered(std::span<const AmountTile> tiles, const Amounts& row, compile::PlaneWord* out) {
    HWY_DYNAMIC_DISPATCH(Covered)(tiles, row, out);
}

compile::PlaneWord covering(const AmountBlock& block, const Amounts& asked) {
    return HWY_DYNAMIC_DISPATCH(CoveringBlock)(block, asked);
}

Amounts largest(const AmountBlock& block) {
    return HWY_DYNAMIC_DISPATCH(LargestOfBlock)(block);
}

void reached_slots(std::span<const SlotTile> tiles, const Amounts& row, std::int32_t left,
                   compile::PlaneWord* out) {
    HWY_DYNAMIC_DISPATCH(ReachedSlots)(tiles, row, left, out);
}

void first_failing(std::span<const AmountTile> tiles, const Amounts& asked,
                   const CheckPlanes& planes, compile::PlaneWord* out, ReasonTally& tally) {
    HWY_DYNAMIC_DISPATCH(FirstFailing)(tiles, asked, planes, out, tally);
}

Largest largest_within(std::span<const AmountTile> tiles, kernels::Resource resource,
                       const compile::PlaneWord* plane, std::size_t stride) {
    return HWY_DYNAMIC_DISPATCH(LargestWithin)(tiles, resource, plane, stride);
}

void Walks::begin(std::size_t first, std::size_t count, const RandomOrder& order,
                  std::uint64_t position) {
    for (std::size_t k = 0; k < count; ++k) {
        key[first + k] = order.key();
        x[first + k] = std::min(position + k, order.count() - 1);
    }
}

Walks::Ends Walks::first_step(const RandomOrder& shape, const compile::PlaneWord* plane,
                              std::size_t first, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(FirstStep)(*this, shape, plane, first, count);
}

Walks::Ends Walks::step(const RandomOrder& shape, const compile::PlaneWord* plane,
                        std::size_t first, std::size_t count) {
    return HWY_DYNAMIC_DISPATCH(NextStep)(*this, shape, plane, first, count);
}

void ranks(const RandomOrder& order, std::span<const std::uint32_t> instances, std::uint64_t* out) {
    HWY_DYNAMIC_DISPATCH(Ranks)(order, instances, out);
}

}  // namespace berth::host::solve::cpu::vectors
#endif  // HWY_ONCE
