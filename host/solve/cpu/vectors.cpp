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
    const auto cpu_units = hn::Set(d, amounts.cpu_units);
    const auto memory_mib = hn::Set(d, amounts.memory_mib);
    const auto gpus = hn::Set(d, amounts.gpus);
    const auto enis = hn::Set(d, amounts.enis);
    compile::PlaneWord failing = 0;
    for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
        const auto cpu = falls_short<tile_is_left>(tile.cpu_units + k, cpu_units);
        const auto memory = falls_short<tile_is_left>(tile.memory_mib + k, memory_mib);
        const auto gpu = falls_short<tile_is_left>(tile.gpus + k, gpus);
        const auto eni = falls_short<tile_is_left>(tile.enis + k, enis);
        failing |= bits_of(d, hn::Or(hn::Or(cpu, memory), hn::Or(gpu, eni))) << k;
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

constexpr std::size_t amounts_per_row = sizeof(Amounts) / sizeof(std::int32_t);

HWY_INLINE const std::int32_t* amounts_of(const AmountBlock& block) {
    return reinterpret_cast<const std::int32_t*>(block.rows);
}

// Of 16 groups of four bits, one bit each: whether any of the four is set.
HWY_INLINE compile::PlaneWord any_of_four(compile::PlaneWord bits) {
    bits |= bits >> 1U;
    bits |= bits >> 2U;
    bits &= 0x1111111111111111U;
    bits = (bits | bits >> 3U) & 0x0303030303030303U;
    bits = (bits | bits >> 6U) & 0x000F000F000F000FU;
    bits = (bits | bits >> 12U) & 0x000000FF000000FFU;
    return (bits | bits >> 24U) & 0xFFFFU;
}

compile::PlaneWord CoveringBlock(const AmountBlock& block, const Amounts& asked) {
    const Ints d;
    const std::int32_t* amounts = amounts_of(block);
    compile::PlaneWord failing = 0;
#if HWY_MAX_BYTES <= 16
    const auto cpu_units = hn::Set(d, asked.cpu_units);
    const auto memory_mib = hn::Set(d, asked.memory_mib);
    const auto gpus = hn::Set(d, asked.gpus);
    const auto enis = hn::Set(d, asked.enis);
    for (std::size_t k = 0; k < AmountBlock::size; k += hn::Lanes(d)) {
        auto cpu = hn::Undefined(d);
        auto memory = hn::Undefined(d);
        auto gpu = hn::Undefined(d);
        auto eni = hn::Undefined(d);
        hn::LoadInterleaved4(d, amounts + amounts_per_row * k, cpu, memory, gpu, eni);
        const auto short_of_some =
            hn::Or(hn::Or(hn::Lt(cpu, cpu_units), hn::Lt(memory, memory_mib)),
                   hn::Or(hn::Lt(gpu, gpus), hn::Lt(eni, enis)));
        failing |= bits_of(d, short_of_some) << k;
    }
#else
    const auto row = hn::LoadDup128(d, reinterpret_cast<const std::int32_t*>(&asked));
    for (std::size_t quarter = 0; quarter < amounts_per_row; ++quarter) {
        compile::PlaneWord bits = 0;
        for (std::size_t k = 0; k < compile::plane_word_bits; k += hn::Lanes(d)) {
            const auto left = hn::Load(d, amounts + quarter * compile::plane_word_bits + k);
            bits |= bits_of(d, hn::Lt(left, row)) << k;
        }
        failing |= any_of_four(bits) << (quarter * compile::plane_word_bits / amounts_per_row);
    }
#endif
    return ~failing;
}

Amounts LargestOfBlock(const AmountBlock& block) {
    const Ints d;
    const std::int32_t* amounts = amounts_of(block);
    constexpr std::size_t count = amounts_per_row * AmountBlock::size;
    HWY_ALIGN std::int32_t most[16] = {};
    // A vector is a whole number of rows, or a part of one.
    const std::size_t step = std::max(hn::Lanes(d), amounts_per_row);
    for (std::size_t part = 0; part < step; part += hn::Lanes(d)) {
        auto largest = hn::Load(d, amounts + part);
        for (std::size_t k = part + step; k < count; k += step) {
            largest = hn::Max(largest, hn::Load(d, amounts + k));
        }
        hn::Store(largest, d, most + part);
    }
    Amounts out = Amounts::none();
    for (std::size_t k = 0; k < step; k += amounts_per_row) {
        out.raise_to({most[k], most[k + 1], most[k + 2], most[k + 3]});
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
        const auto check_amount = [&](Reason reason, const std::int32_t* column,
                                      std::int32_t amount) {
            check(reason, open == 0 ? 0 : fitting(column, amount));
        };
        const AmountTile& tile = tiles[w];
        check(Reason::agent, planes.agent[w]);
        check_amount(Reason::cpu, tile.cpu_units, asked.cpu_units);
        check_amount(Reason::memory, tile.memory_mib, asked.memory_mib);
        check_amount(Reason::gpu, tile.gpus, asked.gpus);
        check(Reason::ports, planes.ports[w]);
        check_amount(Reason::eni, tile.enis, asked.enis);
        check(Reason::attribute, planes.attributes[w]);
        check(Reason::location, planes.location[w]);
        check(Reason::member_of, planes.member_of[w]);
        check(Reason::distinct_instance, 0);
    }
}

// The lanes of a vector from entry k of a tile on whose bits are set in a word.
HWY_INLINE hn::Mask<Ints> lanes_of(compile::PlaneWord word, std::size_t k) {
    const compile::PlaneWord bits = word >> k;
    std::uint8_t bytes[sizeof bits];
    std::memcpy(bytes, &bits, sizeof bits);
    return hn::LoadMaskBits(Ints(), bytes);
}

Largest LargestWithin(std::span<const AmountTile> tiles, AmountColumn column,
                      const compile::PlaneWord* plane, std::size_t stride) {
    const Ints d;
    const auto nothing = hn::Set(d, Amounts::nothing);
    auto largest = nothing;
    for (std::size_t w = 0; w < tiles.size(); ++w) {
        const compile::PlaneWord word = plane[w * stride];
        if (word == 0) continue;
        const std::int32_t* values = tiles[w].*column;
        for (std::size_t k = 0; k < AmountTile::size; k += hn::Lanes(d)) {
            const auto inside = lanes_of(word, k);
            largest = hn::Max(largest, hn::IfThenElse(inside, hn::Load(d, values + k), nothing));
        }
    }
    const std::int32_t value = hn::GetLane(hn::MaxOfLanes(d, largest));
    for (std::size_t w = 0;; ++w) {
        const compile::PlaneWord word = plane[w * stride];
        if (word == 0) continue;
        const std::int32_t* values = tiles[w].*column;
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

Largest largest_within(std::span<const AmountTile> tiles, AmountColumn column,
                       const compile::PlaneWord* plane, std::size_t stride) {
    return HWY_DYNAMIC_DISPATCH(LargestWithin)(tiles, column, plane, stride);
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
