// The oracle and every backend on all problems of a small size.

#include <gtest/gtest.h>

#include "agreement/comparison.hpp"

namespace berth::tests {
namespace {

class SmallAgreement : public ::testing::TestWithParam<std::string> {};

TEST_P(SmallAgreement, AllProblemsOfUpToTwoInstancesAndThreeTasks) {
    for_each_small_case(2, 3, [&](const Case& problem) {
        if (HasFatalFailure()) return;
        ASSERT_TRUE(agrees(problem, GetParam()));
    });
}

TEST_P(SmallAgreement, AllProblemsOfUpToThreeInstancesAndTwoTasks) {
    for_each_small_case(3, 2, [&](const Case& problem) {
        if (HasFatalFailure()) return;
        ASSERT_TRUE(agrees(problem, GetParam()));
    });
}

INSTANTIATE_TEST_SUITE_P(Backends, SmallAgreement, ::testing::ValuesIn(available_backends()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace berth::tests
