// Random choices that are the same on every machine, which std::uniform_int_distribution is not.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <utility>
#include <vector>

namespace berth::tests {

class Dice {
   public:
    explicit Dice(std::uint64_t seed) : state_(seed) {}

    /// Uniform over all 64-bit numbers (SplitMix64).
    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15ULL;
        std::uint64_t x = state_;
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9ULL;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EBULL;
        return x ^ (x >> 31);
    }

    /// 0 to `limit` - 1.
    std::size_t below(std::size_t limit) { return static_cast<std::size_t>(next() % limit); }

    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + static_cast<std::int64_t>(below(static_cast<std::size_t>(high - low + 1)));
    }

    bool chance(std::size_t percent) { return below(100) < percent; }

    template <typename Value>
    const Value& pick(const std::vector<Value>& values) {
        return values[below(values.size())];
    }

    template <typename Value>
    Value pick(std::initializer_list<Value> values) {
        return values.begin()[below(values.size())];
    }

    template <typename Value>
    void shuffle(std::vector<Value>& values) {
        for (std::size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[below(i)]);
    }

   private:
    std::uint64_t state_;
};

}  // namespace berth::tests
