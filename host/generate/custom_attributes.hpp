// Attributes that the operators of a generated cluster set themselves.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace berth::host::generate {

struct CustomAttribute {
    std::string_view name;
    std::array<std::string_view, 3> values;
};

inline constexpr std::array<CustomAttribute, 3> custom_attributes = {{
    {"stack", {"prod", "staging", "dev"}},
    {"team", {"checkout", "search", "payments"}},
    {"lifecycle", {"spot", "on-demand", "reserved"}},
}};

/// An attribute without a value that few instances carry, for conditions that are hard to meet.
inline constexpr std::string_view rare_attribute = "canary";
inline constexpr std::uint32_t rare_attribute_permille = 5;

/// A value of `stack` that no instance has, for conditions that cannot be met.
inline constexpr std::string_view unused_stack = "retired";

}  // namespace berth::host::generate
