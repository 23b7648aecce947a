#include "compile/provider_draw.hpp"

#include <gtest/gtest.h>

#include <string>

namespace berth::host::compile {
namespace {

// The providers of the first `count` tasks, as letters a, b, c; '-' where there is none.
std::string draw(const std::vector<CapacityProviderStrategyItem>& items, int count) {
    ProviderDraw provider_draw(items);
    std::string drawn;
    for (int t = 0; t < count; ++t) {
        const auto k = provider_draw.next();
        drawn += k ? static_cast<char>('a' + static_cast<char>(*k)) : '-';
    }
    return drawn;
}

TEST(ProviderDraw, FillsTheBaseFirst) {
    EXPECT_EQ(draw({{"x", 0, 1}, {"y", 2, 1}}, 6), "bbabab");
}

TEST(ProviderDraw, SharesByWeightAndBreaksTiesByArrayOrder) {
    EXPECT_EQ(draw({{"x", 0, 1}, {"y", 0, 3}}, 8), "abbbabbb");
    EXPECT_EQ(draw({{"x", 0, 2}, {"y", 0, 2}}, 4), "abab");
}

TEST(ProviderDraw, NeverDrawsWeightZeroBeyondItsBase) {
    EXPECT_EQ(draw({{"x", 1, 0}, {"y", 0, 1}}, 4), "abbb");
}

TEST(ProviderDraw, SaysWhenNoProviderIsLeft) {
    EXPECT_EQ(draw({{"x", 2, 0}, {"y", 0, 0}}, 3), "aa-");
}

}  // namespace
}  // namespace berth::host::compile
