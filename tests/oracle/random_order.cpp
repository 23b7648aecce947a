#include "oracle/random_order.hpp"

#include <algorithm>

namespace berth::tests {

namespace {

std::uint64_t mix(std::uint64_t x) {
    x ^= x >> 30;
    x *= 0xBF58476D1CE4E5B9ULL;
    x ^= x >> 27;
    x *= 0x94D049BB133111EBULL;
    x ^= x >> 31;
    return x;
}

std::uint64_t bits(std::uint64_t x) {
    std::uint64_t count = 0;
    for (; x != 0; x /= 2) ++count;
    return count;
}

std::uint64_t one_pass(std::uint64_t x, std::uint64_t key, std::uint64_t half_bits) {
    const std::uint64_t mask = (std::uint64_t{1} << half_bits) - 1;
    std::uint64_t left = x >> half_bits;
    std::uint64_t right = x & mask;
    for (std::uint64_t round = 0; round < 8; ++round) {
        const std::uint64_t next = left ^ (mix(key + (round << 32) + right) & mask);
        left = right;
        right = next;
    }
    return left << half_bits | right;
}

}  // namespace

std::vector<std::size_t> random_order(std::uint64_t seed, std::uint64_t task_ordinal,
                                      std::size_t instances) {
    const std::uint64_t half_bits = (std::max<std::uint64_t>(1, bits(instances - 1)) + 1) / 2;
    const std::uint64_t key = mix(seed ^ mix(task_ordinal + 1));
    std::vector<std::size_t> order;
    for (std::uint64_t position = 0; position < instances; ++position) {
        std::uint64_t ordinal = one_pass(position, key, half_bits);
        while (ordinal >= instances) ordinal = one_pass(ordinal, key, half_bits);
        order.push_back(ordinal);
    }
    return order;
}

}  // namespace berth::tests
