// The keys by which a strategy chain compares instances, as numbers that order as the rules want.
//
// A chain of up to five steps compares lexicographically, the ordinal last. NarrowKey packs all of
// it into 63 bits, by the widths that the values of this problem can have; most chains fit. WideKey
// gives every step 32 bits and fits always.
#pragma once

#include <cstdint>

#include "kernels/host_device.h"
#include "kernels/problem_view.h"

namespace berth::kernels {

/// Bit 63 is 0 but in none(), so that every instance is before "none".
class NarrowKey {
   public:
    BERTH_HOST_DEVICE static NarrowKey none() { return NarrowKey{UINT64_MAX}; }
    BERTH_HOST_DEVICE static NarrowKey of_instance(std::uint32_t instance) {
        return NarrowKey{instance};
    }

    /// Adds a step's value; `ordinal_bits` low bits belong to the ordinal.
    BERTH_HOST_DEVICE void add(std::uint32_t, const KeyView& key, std::uint32_t value) {
        bits_ |= std::uint64_t{value} << key.shift;
    }
    BERTH_HOST_DEVICE bool exists() const { return bits_ != UINT64_MAX; }
    BERTH_HOST_DEVICE std::uint32_t instance(std::uint32_t ordinal_mask) const {
        return static_cast<std::uint32_t>(bits_) & ordinal_mask;
    }
    BERTH_HOST_DEVICE friend bool operator<(const NarrowKey& a, const NarrowKey& b) {
        return a.bits_ < b.bits_;
    }

    NarrowKey() = default;

   private:
    BERTH_HOST_DEVICE explicit NarrowKey(std::uint64_t bits) : bits_(bits) {}
    std::uint64_t bits_;
};

class WideKey {
   public:
    BERTH_HOST_DEVICE static WideKey none() { return WideKey{UINT64_MAX, UINT64_MAX, UINT64_MAX}; }
    BERTH_HOST_DEVICE static WideKey of_instance(std::uint32_t instance) {
        return WideKey{0, 0, instance};
    }

    /// Adds the value of step `step`.
    BERTH_HOST_DEVICE void add(std::uint32_t step, const KeyView&, std::uint32_t value) {
        const std::uint64_t bits = (step & 1U) == 0 ? std::uint64_t{value} << 32U : value;
        if (step < 2) {
            first_ |= bits;
        } else if (step < 4) {
            second_ |= bits;
        } else {
            last_ |= bits;
        }
    }
    BERTH_HOST_DEVICE bool exists() const { return first_ != UINT64_MAX; }
    BERTH_HOST_DEVICE std::uint32_t instance(std::uint32_t) const {
        return static_cast<std::uint32_t>(last_);
    }
    BERTH_HOST_DEVICE friend bool operator<(const WideKey& a, const WideKey& b) {
        if (a.first_ != b.first_) return a.first_ < b.first_;
        if (a.second_ != b.second_) return a.second_ < b.second_;
        return a.last_ < b.last_;
    }

    WideKey() = default;
    BERTH_HOST_DEVICE WideKey(std::uint64_t first, std::uint64_t second, std::uint64_t last)
        : first_(first), second_(second), last_(last) {}

    BERTH_HOST_DEVICE std::uint64_t first() const { return first_; }
    BERTH_HOST_DEVICE std::uint64_t second() const { return second_; }

   private:
    std::uint64_t first_;   // steps 0 and 1
    std::uint64_t second_;  // steps 2 and 3
    std::uint64_t last_;    // step 4 and the ordinal
};

}  // namespace berth::kernels
