// The pseudo-random order of instances behind the `random` strategy.
//
// A keyed permutation of 0..N-1 (an eight-round Feistel network, cycle-walked into range), so that
// any position can be asked for without making the whole order: the first feasible instance met
// from position 0 on wins. It depends on (seed, task ordinal, N) alone [ours]. Source:
// docs/rules.md, section 6; the mixer is SplitMix64's finalizer (Steele, Lea, Flood, "Fast
// Splittable Pseudorandom Number Generators", OOPSLA 2014).
#pragma once

#include <cstdint>

#include "kernels/host_device.h"

namespace berth::kernels {

BERTH_HOST_DEVICE constexpr std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30U;
    x *= 0xBF58476D1CE4E5B9U;
    x ^= x >> 27U;
    x *= 0x94D049BB133111EBU;
    x ^= x >> 31U;
    return x;
}

class RandomOrder {
   public:
    /// `count` >= 1 things to order.
    BERTH_HOST_DEVICE constexpr RandomOrder(std::uint64_t seed, std::uint64_t task_ordinal,
                                            std::uint64_t count)
        : count_(count),
          half_bits_(half_bits_for(count)),
          mask_((std::uint64_t{1} << half_bits_) - 1),
          key_(mix(seed ^ mix(task_ordinal + 1))) {}

    /// The thing at position `p` < count.
    BERTH_HOST_DEVICE constexpr std::uint64_t at(std::uint64_t p) const {
        do {
            p = forward(p);
        } while (p >= count_);
        return p;
    }

    /// The position of thing `x` < count: the inverse of at().
    BERTH_HOST_DEVICE constexpr std::uint64_t position(std::uint64_t x) const {
        do {
            x = backward(x);
        } while (x >= count_);
        return x;
    }

    /// What a vectorised walk reads (host/solve/cpu/vectors.cpp).
    static constexpr std::uint64_t rounds = 8;
    constexpr std::uint64_t count() const { return count_; }
    constexpr unsigned half_bits() const { return half_bits_; }
    constexpr std::uint64_t key() const { return key_; }

   private:
    BERTH_HOST_DEVICE static constexpr unsigned half_bits_for(std::uint64_t count) {
        unsigned bits = 1;
        while ((count - 1) >> bits != 0) ++bits;
        return (bits + 1) / 2;
    }
    BERTH_HOST_DEVICE constexpr std::uint64_t round(std::uint64_t k, std::uint64_t r) const {
        return mix(key_ + (k << 32U) + r) & mask_;
    }
    BERTH_HOST_DEVICE constexpr std::uint64_t forward(std::uint64_t x) const {
        std::uint64_t l = x >> half_bits_;
        std::uint64_t r = x & mask_;
        for (std::uint64_t k = 0; k < rounds; ++k) {
            const std::uint64_t next = l ^ round(k, r);
            l = r;
            r = next;
        }
        return l << half_bits_ | r;
    }
    BERTH_HOST_DEVICE constexpr std::uint64_t backward(std::uint64_t x) const {
        std::uint64_t l = x >> half_bits_;
        std::uint64_t r = x & mask_;
        for (std::uint64_t k = rounds; k-- > 0;) {
            const std::uint64_t before = r ^ round(k, l);
            r = l;
            l = before;
        }
        return l << half_bits_ | r;
    }

    std::uint64_t count_;
    unsigned half_bits_;
    std::uint64_t mask_;
    std::uint64_t key_;
};

}  // namespace berth::kernels
