// A whole amount times a factor.
#pragma once

#include <cmath>
#include <cstdint>

namespace berth::host::whatif {

/// Rounded up. The rounding error of a product of doubles does not count: 100 x 0.07 is 7, not 8.
inline std::int64_t scaled(std::int64_t amount, double factor) {
    constexpr double rounding_error = 1e-12;
    const double product = static_cast<double>(amount) * factor;
    return static_cast<std::int64_t>(std::ceil(product - product * rounding_error));
}

}  // namespace berth::host::whatif
