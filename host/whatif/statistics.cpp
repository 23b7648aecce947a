#include "whatif/statistics.hpp"

#include <algorithm>
#include <cstddef>
#include <numeric>

namespace berth::host::whatif {

Distribution distribution(std::vector<double> values) {
    std::ranges::sort(values);
    const auto percentile = [&](std::size_t percent) {
        return values[(percent * values.size() + 99) / 100 - 1];
    };
    const double sum = std::accumulate(values.begin(), values.end(), 0.0);
    return {
        values.front(), percentile(5),  percentile(25), percentile(50),
        percentile(75), percentile(95), values.back(),  sum / static_cast<double>(values.size())};
}

}  // namespace berth::host::whatif
