// The oracle and every backend on seeded random cases.

#include <gtest/gtest.h>

#include "agreement/comparison.hpp"
#include "berth/json.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"

namespace berth::tests {
namespace {

class RandomAgreement : public ::testing::TestWithParam<std::string> {};

TEST_P(RandomAgreement, OracleAndBackendGiveTheSamePlan) {
    const std::uint64_t cases = case_count(3000);
    for (std::uint64_t seed = 1; seed <= cases; ++seed)
        ASSERT_TRUE(agrees(random_case(seed), GetParam())) << "random_case(" << seed << ")";
}

TEST_P(RandomAgreement, OracleAndBackendAgreeAroundTheWidthOfAWord) {
    const std::uint64_t cases = case_count(3000) / 100;
    for (const std::size_t instances : {1u, 31u, 32u, 33u, 63u, 64u, 65u, 127u, 128u, 129u})
        for (std::uint64_t seed = 1; seed <= cases; ++seed)
            ASSERT_TRUE(agrees(random_case(seed, instances), GetParam()))
                << "random_case(" << seed << ", " << instances << ")";
}

TEST_P(RandomAgreement, TheOrderOfTheInputDoesNotMatter) {
    const std::uint64_t cases = case_count(3000) / 10;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const Case original = random_case(seed);
        const auto difference = [&](const Case& problem) {
            return disagreement(answer_of_backend(problem, GetParam()),
                                answer_of_backend(permuted(problem, seed), GetParam()));
        };
        if (difference(original).empty()) continue;
        const Case small =
            shrunk(original, [&](const Case& problem) { return !difference(problem).empty(); });
        FAIL() << "random_case(" << seed << "): " << difference(small) << reproduction(small);
    }
}

TEST_P(RandomAgreement, RepeatedRunsGiveTheSamePlan) {
    for (std::uint64_t seed = 1; seed <= 50; ++seed) {
        const Case problem = random_case(seed);
        const Answer first = answer_of_backend(problem, GetParam());
        EXPECT_EQ(disagreement(first, answer_of_backend(problem, GetParam())), "") << seed;
    }
}

TEST_P(RandomAgreement, ThePlanNamesTheBackendThatRan) {
    const Case problem = random_case(1);
    SolveOptions options;
    options.backend = GetParam();
    EXPECT_EQ(solve(compile(problem.snapshot, problem.burst), options).backend, GetParam());
}

// Failures are merged in the same way too, which the comparison in words does not see.
TEST_P(RandomAgreement, BackendAndReferenceGiveEqualPlans) {
    for (std::uint64_t seed = 1; seed <= case_count(3000) / 10; ++seed) {
        const Case problem = random_case(seed);
        if (answer_of_oracle(problem).is_refused) continue;
        const Problem compiled = compile(problem.snapshot, problem.burst);
        const auto plan_of = [&](const std::string& backend) {
            SolveOptions options;
            options.seed = problem.seed;
            options.backend = backend;
            return solve(compiled, options);
        };
        const Plan expected = plan_of("reference");
        const Plan actual = plan_of(GetParam());
        ASSERT_EQ(actual.tasks, expected.tasks) << "random_case(" << seed << ")";
        ASSERT_EQ(actual.failures, expected.failures) << "random_case(" << seed << ")";
    }
}

INSTANTIATE_TEST_SUITE_P(Backends, RandomAgreement, ::testing::ValuesIn(available_backends()),
                         [](const auto& test) { return test.param; });

TEST(RandomCase, MostCasesAreAcceptedAndBothPlaceAndFailTasks) {
    int accepted = 0;
    std::size_t placed = 0;
    std::size_t failed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Answer answer = answer_of_oracle(random_case(seed));
        accepted += answer.is_refused ? 0 : 1;
        placed += answer.result.tasks.size();
        failed += answer.result.failures.size();
    }
    EXPECT_GT(accepted, 150);
    EXPECT_GT(placed, 1000u);
    EXPECT_GT(failed, 1000u);
}

TEST(RandomCase, EveryReasonTurnsUp) {
    std::map<std::string, std::int64_t> tally;
    for (std::uint64_t seed = 1; seed <= 200; ++seed)
        for (const OracleFailure& failure : answer_of_oracle(random_case(seed)).result.failures)
            for (const auto& [reason, count] : failure.tally) tally[reason] += count;
    EXPECT_EQ(tally.size(), reason_count);
}

// What is printed for a failing case is worth nothing unless it reads back as that case.
TEST(RandomCase, ThePrintedCaseIsTheCase) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        const Case original = random_case(seed);
        const Case copy{read_cluster_text(cluster_json(original), "cluster.json"),
                        read_burst_text(burst_document(original.burst), "burst.json"),
                        original.seed};
        ASSERT_EQ(disagreement(answer_of_oracle(original), answer_of_oracle(copy)), "")
            << "random_case(" << seed << ")\n"
            << reproduction(original);
    }
}

TEST(Shrunk, LeavesOnlyWhatTheFailureNeeds) {
    const auto fails = [](const Case& problem) {
        const Answer answer = answer_of_oracle(problem);
        return !answer.is_refused && !answer.result.failures.empty() &&
               answer.result.failures.front().closest_reason == "RESOURCE:MEMORY";
    };
    std::uint64_t seed = 1;
    while (!fails(random_case(seed))) ++seed;
    const Case small = shrunk(random_case(seed), fails);
    EXPECT_TRUE(fails(small));
    EXPECT_EQ(small.burst.size(), 1u);
    EXPECT_EQ(small.snapshot.instances.size(), 1u);
    EXPECT_EQ(small.snapshot.task_definitions.size(), 1u);
}

}  // namespace
}  // namespace berth::tests
