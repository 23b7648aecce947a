// Solving a case with a backend, putting its plan into the words of the oracle, and comparing the
// two answers.
#pragma once

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "generate_cases/case.hpp"
#include "oracle/oracle.hpp"

namespace berth::tests {

/// Ordinals become ARNs, GPU ranges become ids, and merged failures become one per task again.
OracleResult in_words(const Problem& problem, const Plan& plan);

/// The first difference of two results in a sentence or two; empty where there is none.
std::string first_difference(const OracleResult& expected, const OracleResult& actual);

/// Names of the backends that can run here.
std::vector<std::string> available_backends();

/// An answer in words, or the fact that the input was refused.
struct Answer {
    OracleResult result;
    bool is_refused = false;
    std::string message;
};

Answer answer_of_oracle(const Case& problem);
Answer answer_of_backend(const Case& problem, const std::string& backend);

/// What is different between two answers; empty = they agree.
std::string disagreement(const Answer& expected, const Answer& actual);

/// The oracle against a backend. On failure the case is shrunk and printed as JSON.
::testing::AssertionResult agrees(const Case& problem, const std::string& backend);

/// How many random cases to try: BERTH_AGREEMENT_CASES of the environment, or `by_default`.
std::uint64_t case_count(std::uint64_t by_default);

}  // namespace berth::tests
