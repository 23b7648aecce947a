// A plan of the library in the words of the oracle, so that the two can be compared.
#pragma once

#include <string>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "oracle/oracle.hpp"

namespace berth::tests {

/// Ordinals become ARNs, GPU ranges become ids, and merged failures become one per task again.
OracleResult in_words(const Problem& problem, const Plan& plan);

/// The first difference of two results in a sentence or two; empty where there is none.
std::string first_difference(const OracleResult& expected, const OracleResult& actual);

}  // namespace berth::tests
