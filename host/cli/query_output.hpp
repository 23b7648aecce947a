// The answer of `berth query` in each of its forms.
#pragma once

#include <string>

#include "berth/query.hpp"
#include "cli/table.hpp"

namespace berth::host::cli {

std::string query_table(const QueryResult& result, const Style& style);

/// One containerInstanceArn a line, for xargs.
std::string query_arns(const QueryResult& result);

}  // namespace berth::host::cli
