// Keys compare as the strategy chain does: step by step, the ordinal last.
#include "kernels/key.h"

#include <gtest/gtest.h>

#include <array>

#include "generate_cases/dice.hpp"
#include "kernels/select.h"

namespace berth::kernels {
namespace {

using Values = std::array<std::uint32_t, keys_at_most + 1>;  // the steps, then the ordinal

// Few distinct values, so that ties reach every step, and now and then the largest there is.
Values random_values(tests::Dice& dice, std::uint32_t largest) {
    Values values{};
    for (std::uint32_t& value : values) {
        value = dice.chance(10) ? largest : static_cast<std::uint32_t>(dice.below(2));
    }
    return values;
}

template <typename Key>
Key key_from(const Values& values, const std::array<KeyView, keys_at_most>& views) {
    Key key = Key::of_instance(values.back());
    for (std::uint32_t k = 0; k < keys_at_most; ++k) key.add(k, views[k], values[k]);
    return key;
}

template <typename Key>
void expect_same_order(const std::array<KeyView, keys_at_most>& views, std::uint32_t largest,
                       std::uint32_t mask) {
    tests::Dice dice(1);
    for (int round = 0; round < 5000; ++round) {
        const Values a = random_values(dice, largest);
        const Values b = random_values(dice, largest);
        const Key key_a = key_from<Key>(a, views);
        const Key key_b = key_from<Key>(b, views);
        ASSERT_EQ(key_a < key_b, a < b);
        ASSERT_EQ(key_a.instance(mask), a.back());
        ASSERT_TRUE(key_a.exists());
        ASSERT_TRUE(key_a < Key::none());
    }
    EXPECT_FALSE(Key::none().exists());
}

TEST(WideKey, ComparesAllStepsOfAnySize) {
    expect_same_order<WideKey>({}, INT32_MAX, 0);
}

TEST(NarrowKey, ComparesAllStepsThatFit) {
    std::array<KeyView, keys_at_most> views{};
    constexpr std::uint32_t bits = 10;  // six fields of ten bits
    for (std::uint32_t k = 0; k < keys_at_most; ++k) {
        views[k].shift = static_cast<std::uint8_t>(bits * (keys_at_most - k));
    }
    expect_same_order<NarrowKey>(views, (1U << bits) - 1, (1U << bits) - 1);
}

TEST(OrdinalMask, CoversEveryOrdinal) {
    for (const std::uint32_t n :
         {1U, 2U, 3U, 31U, 32U, 33U, 64U, 65U, 1U << 20U, (1U << 20U) + 1U}) {
        const std::uint32_t mask = ordinal_mask(n);
        EXPECT_EQ(mask & (n - 1), n - 1) << n;
        EXPECT_EQ(mask & (mask + 1), 0u) << n;
    }
}

}  // namespace
}  // namespace berth::kernels
