// The answer of `berth query` in each of its forms.
#pragma once

#include <string>
#include <vector>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "cli/table.hpp"

namespace berth::cli {

struct QueryResult {
    std::string expression;
    std::size_t instances_total = 0;
    std::vector<const ContainerInstance*> matching;
    std::vector<Warning> warnings;  ///< of the snapshot and on the expression
};

std::string query_table(const QueryResult& result, const Style& style);
std::string query_json(const QueryResult& result);
std::string query_csv(const QueryResult& result);

/// One containerInstanceArn a line, for xargs.
std::string query_arns(const QueryResult& result);

}  // namespace berth::cli
