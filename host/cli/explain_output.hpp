// An explanation as a table for people and as JSON, schemaVersion 1.
#pragma once

#include <string>

#include "berth/explain.hpp"
#include "cli/table.hpp"

namespace berth::cli {

std::string explanation_table(const Problem& problem, const Explanation& explanation,
                              const Style& style);
std::string explanation_json(const Problem& problem, const Explanation& explanation);

}  // namespace berth::cli
