// Minimum, percentiles, maximum and mean over the trials of a point.
#pragma once

#include <vector>

#include "berth/what_if_result.hpp"

namespace berth::host::whatif {

/// Percentile p of n values by nearest rank: the one at place ceil(p/100 x n) in ascending order,
/// so that it always is one of the values. `values` are not empty.
Distribution distribution(std::vector<double> values);

}  // namespace berth::host::whatif
