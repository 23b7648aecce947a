// The answer of `berth capacity` in each of its forms.
#pragma once

#include <string>
#include <vector>

#include "berth/capacity.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

std::string capacity_table(const Snapshot& snapshot, const std::vector<CapacityRow>& rows,
                           const Style& style);

}  // namespace berth::host::cli
