// Kinds of values that the lines of spilled results have.
#pragma once

#include <fmt/format.h>

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "json/value.hpp"

namespace berth::host::whatif {

inline std::uint64_t read_count(json::Value& value) {
    return static_cast<std::uint64_t>(value.integer(0, std::numeric_limits<std::int64_t>::max()));
}

inline double read_finite(json::Value& value) {
    const double number = value.number();
    if (!std::isfinite(number)) value.fail_expected("a finite number");
    return number;
}

// Calls `read(index, element)` for a list of just `size` elements.
template <typename Read>
void read_elements(json::Value& value, std::size_t size, const Read& read) {
    std::size_t index = 0;
    value.for_each_element([&](json::Value& element) {
        if (index < size) read(index, element);
        ++index;
    });
    if (index != size) {
        value.document().fail(fmt::format("expected a list of {} values, found {}", size, index));
    }
}

}  // namespace berth::host::whatif
