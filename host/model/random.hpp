// Randomness in whole numbers only, so that a seed gives the same draws everywhere.
//
// SplitMix64 (Steele, Lea and Flood, "Fast Splittable Pseudorandom Number Generators", OOPSLA
// 2014), whose state is a counter: each (seed, stream, index) gives an independent sequence, so
// changing the use of one stream does not change the draws of the others. Neither the distributions
// of <random> nor those of the math library are used: they differ between machines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <utility>
#include <vector>

namespace berth::host::model {

constexpr std::uint64_t mix(std::uint64_t x) {
    x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9u;
    x = (x ^ (x >> 27)) * 0x94D049BB133111EBu;
    return x ^ (x >> 31);
}

class Random {
   public:
    Random(std::uint64_t seed, std::uint64_t stream, std::uint64_t index = 0)
        : state_(mix(mix(seed + stream * step) + index * step)) {}

    std::uint64_t next() { return mix(state_ += step); }

    /// Uniform in 0 .. bound - 1, for 1 <= bound <= 2^32. The bias is below bound / 2^32.
    std::uint64_t below(std::uint64_t bound) { return ((next() >> 32) * bound) >> 32; }

    bool chance_permille(std::uint64_t permille) { return below(1000) < permille; }

    /// Uniform over low .. high, both included.
    std::uint64_t between(std::uint64_t low, std::uint64_t high) {
        return low + below(high - low + 1);
    }

    template <typename T>
    void shuffle(std::vector<T>& values) {
        for (std::size_t last = values.size(); last > 1; --last) {
            std::swap(values[last - 1], values[below(last)]);
        }
    }

    template <typename Container>
    const auto& pick(const Container& values) {
        return values[below(std::size(values))];
    }

   private:
    static constexpr std::uint64_t step = 0x9E3779B97F4A7C15u;
    std::uint64_t state_;
};

}  // namespace berth::host::model
