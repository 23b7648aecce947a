// An explanation as a table for people.
#pragma once

#include <string>

#include "berth/explain.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

std::string explanation_table(const Problem& problem, const Explanation& explanation,
                              const Style& style);

}  // namespace berth::host::cli
