#include "agreement/comparison.hpp"

#include <cstdlib>
#include <stdexcept>

#include "agreement/plan_in_words.hpp"
#include "berth/error.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"

namespace berth::tests {

std::vector<std::string> available_backends() {
    std::vector<std::string> names;
    for (const BackendInfo& backend : backends())
        if (backend.unavailable.empty()) names.emplace_back(backend.name);
    return names;
}

Answer answer_of_oracle(const Case& problem) {
    try {
        return {oracle(problem.snapshot, problem.burst, problem.seed), false, ""};
    } catch (const std::invalid_argument& refusal) {
        return {{}, true, refusal.what()};
    }
}

Answer answer_of_backend(const Case& problem, const std::string& backend) {
    try {
        const Problem compiled = compile(problem.snapshot, problem.burst);
        SolveOptions options;
        options.seed = problem.seed;
        options.backend = backend;
        const Plan plan = solve(compiled, options);
        if (plan.backend != backend) throw std::logic_error("ran on " + plan.backend);
        return {in_words(compiled, plan), false, ""};
    } catch (const InputError& refusal) {
        return {{}, true, refusal.what()};
    }
}

std::string disagreement(const Answer& expected, const Answer& actual) {
    if (expected.is_refused && actual.is_refused) return "";
    if (expected.is_refused) return "should be refused: " + expected.message + "\n";
    if (actual.is_refused) return "should not be refused: " + actual.message + "\n";
    return first_difference(expected.result, actual.result);
}

::testing::AssertionResult agrees(const Case& problem, const std::string& backend) {
    const auto difference = [&](const Case& candidate) {
        return disagreement(answer_of_oracle(candidate), answer_of_backend(candidate, backend));
    };
    if (difference(problem).empty()) return ::testing::AssertionSuccess();
    const Case small =
        shrunk(problem, [&](const Case& candidate) { return !difference(candidate).empty(); });
    return ::testing::AssertionFailure() << "backend " << backend << " and the oracle disagree\n"
                                         << difference(small) << reproduction(small);
}

std::uint64_t case_count(std::uint64_t by_default) {
    const char* const asked = std::getenv("BERTH_AGREEMENT_CASES");
    return asked == nullptr ? by_default : std::strtoull(asked, nullptr, 10);
}

}  // namespace berth::tests
