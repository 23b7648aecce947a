// The conformance cases, from files to plan, on the oracle and on every backend.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "agreement/comparison.hpp"
#include "berth/json.hpp"
#include "conformance/expected_answer.hpp"

namespace berth::tests {
namespace {

// Where the program runs without its sources, the environment says where the cases are.
std::string cases_folder() {
    const char* const given = std::getenv("BERTH_CONFORMANCE_DIR");
    return given == nullptr ? BERTH_CONFORMANCE_DIR : given;
}

std::vector<std::string> case_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(cases_folder()))
        names.push_back(entry.path().filename().string());
    std::ranges::sort(names);
    return names;
}

std::vector<std::string> solvers() {
    std::vector<std::string> names = available_backends();
    names.insert(names.begin(), "oracle");
    return names;
}

Case read_case(const std::string& folder, std::uint64_t seed) {
    return {read_cluster(folder + "/cluster"), read_burst(folder + "/burst.json"), seed};
}

// The cases do not say by how much the closest instance falls short.
OracleResult without_shortfalls(OracleResult result) {
    for (OracleFailure& failure : result.failures) failure.shortfall = 0;
    return result;
}

class Conformance : public ::testing::TestWithParam<std::tuple<std::string, std::string>> {};

TEST_P(Conformance, GivesTheExpectedAnswer) {
    const auto& [name, solver] = GetParam();
    const std::string folder = cases_folder() + "/" + name;
    const ExpectedAnswer expected = read_expected_answer(folder + "/expected.json");
    const Case problem = read_case(folder, expected.seed);
    const Answer answer =
        solver == "oracle" ? answer_of_oracle(problem) : answer_of_backend(problem, solver);
    ASSERT_FALSE(answer.is_refused) << answer.message;
    const OracleResult actual = without_shortfalls(answer.result);
    EXPECT_EQ(first_difference(expected.result, actual), "") << "case " << folder;
    EXPECT_EQ(expected.result, actual);
}

INSTANTIATE_TEST_SUITE_P(Cases, Conformance,
                         ::testing::Combine(::testing::ValuesIn(case_names()),
                                            ::testing::ValuesIn(solvers())),
                         [](const auto& test) {
                             return std::get<1>(test.param) + "_" + std::get<0>(test.param);
                         });

// No solver breaks ties in that order yet: the answer has to be one that could be given.
TEST(ConformanceCases, HaveAnotherAnswerForAnotherOrderOfTies) {
    for (const std::string& name : case_names()) {
        const std::string folder = cases_folder() + "/" + name;
        const ExpectedAnswer plain = read_expected_answer(folder + "/expected.json");
        const ExpectedAnswer ties = read_expected_answer(folder + "/expected.ties.json");
        EXPECT_EQ(ties.seed, plain.seed) << name;
        EXPECT_EQ(ties.result.tasks.size() + ties.result.failures.size(),
                  plain.result.tasks.size() + plain.result.failures.size())
            << name;
        std::set<std::string> arns = {""};  // a Fargate task has none
        for (const ContainerInstance& instance : read_cluster(folder + "/cluster").instances)
            arns.insert(instance.arn);
        for (const OracleTask& task : ties.result.tasks)
            EXPECT_TRUE(arns.contains(task.instance_arn)) << name << ": " << task.instance_arn;
    }
}

TEST(ConformanceCases, AreAllHere) {
    EXPECT_EQ(case_names().size(), 60u);
}

}  // namespace
}  // namespace berth::tests
