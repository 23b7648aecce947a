// The answer of `berth capacity` in each of its forms.
#pragma once

#include <string>
#include <vector>

#include "berth/capacity.hpp"
#include "cli/table.hpp"

namespace berth::cli {

std::string capacity_table(const Snapshot& snapshot, const std::vector<CapacityRow>& rows,
                           const Style& style);
std::string capacity_json(const Snapshot& snapshot, const std::vector<CapacityRow>& rows);

}  // namespace berth::cli
