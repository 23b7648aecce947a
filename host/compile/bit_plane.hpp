// A set of instances: one bit per instance, in instance order, 64 to a word.
//
// Bits past the last instance are always 0, so that whole-word operations need no ragged tail.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace berth::host::compile {

using PlaneWord = std::uint64_t;
inline constexpr std::size_t plane_word_bits = 64;

constexpr std::size_t plane_words(std::size_t instances) {
    return (instances + plane_word_bits - 1) / plane_word_bits;
}

/// The bits of word `word` that represent instances: all ones except in the last word.
constexpr PlaneWord valid_bits(std::size_t instances, std::size_t word) {
    const std::size_t left = instances - word * plane_word_bits;
    return left >= plane_word_bits ? ~PlaneWord{0} : (PlaneWord{1} << left) - 1;
}

class BitPlane {
   public:
    BitPlane() = default;
    explicit BitPlane(std::size_t instances, bool value = false)
        : words_(plane_words(instances), 0) {
        if (!value) return;
        for (std::size_t w = 0; w < words_.size(); ++w) words_[w] = valid_bits(instances, w);
    }

    bool test(std::size_t i) const { return (words_[i / plane_word_bits] >> shift(i)) & 1U; }
    void set(std::size_t i) { words_[i / plane_word_bits] |= PlaneWord{1} << shift(i); }
    void clear(std::size_t i) { words_[i / plane_word_bits] &= ~(PlaneWord{1} << shift(i)); }
    void assign(std::size_t i, bool value) { value ? set(i) : clear(i); }

    bool empty() const { return words_.empty(); }
    std::size_t word_count() const { return words_.size(); }
    PlaneWord word(std::size_t w) const { return words_[w]; }
    PlaneWord& word(std::size_t w) { return words_[w]; }
    const PlaneWord* data() const { return words_.data(); }
    PlaneWord* data() { return words_.data(); }

    std::size_t count() const {
        std::size_t sum = 0;
        for (const PlaneWord w : words_) sum += static_cast<std::size_t>(std::popcount(w));
        return sum;
    }

    BitPlane& operator&=(const BitPlane& other) {
        for (std::size_t w = 0; w < words_.size(); ++w) words_[w] &= other.words_[w];
        return *this;
    }

    friend bool operator==(const BitPlane&, const BitPlane&) = default;

   private:
    static constexpr unsigned shift(std::size_t i) {
        return static_cast<unsigned>(i % plane_word_bits);
    }

    std::vector<PlaneWord> words_;
};

/// Calls `visit(ordinal)` for each set bit of `bits`, which is word `word` of a plane.
template <typename Visit>
void for_each_bit(PlaneWord bits, std::size_t word, Visit visit) {
    while (bits != 0) {
        visit(word * plane_word_bits + static_cast<std::size_t>(std::countr_zero(bits)));
        bits &= bits - 1;
    }
}

}  // namespace berth::host::compile
