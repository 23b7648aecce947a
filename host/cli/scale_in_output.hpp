// The answer of `berth scale-in` in each of its forms.
#pragma once

#include <string>
#include <string_view>

#include "berth/scale_in.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

std::string scale_in_table(const Snapshot& snapshot, std::string_view service,
                           const ScaleInPlan& plan, const Style& style);

}  // namespace berth::host::cli
