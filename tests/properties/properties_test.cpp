// The safety properties on the plans of every backend for random cases.

#include <gtest/gtest.h>

#include "agreement/comparison.hpp"
#include "berth/problem.hpp"
#include "berth/solve.hpp"
#include "properties/safety.hpp"

namespace berth::tests {
namespace {

using Property = std::string (*)(const Problem&, const Plan&);

Plan plan_of(const Problem& problem, std::uint64_t seed, const std::string& backend) {
    SolveOptions options;
    options.seed = seed;
    options.backend = backend;
    return solve(problem, options);
}

// "" where the property holds, or where the case is refused.
std::string violation(const Case& problem, const std::string& backend, Property property) {
    if (answer_of_oracle(problem).is_refused) return "";
    const Problem compiled = compile(problem.snapshot, problem.burst);
    return property(compiled, plan_of(compiled, problem.seed, backend));
}

class Safety : public ::testing::TestWithParam<std::string> {
   protected:
    void expect(Property property) {
        const std::uint64_t cases = case_count(3000) / 10;
        for (std::uint64_t seed = 1; seed <= cases; ++seed) {
            const Case problem = random_case(seed);
            if (violation(problem, GetParam(), property).empty()) continue;
            const Case small = shrunk(problem, [&](const Case& candidate) {
                return !violation(candidate, GetParam(), property).empty();
            });
            FAIL() << "random_case(" << seed << "): " << violation(small, GetParam(), property)
                   << "\n"
                   << reproduction(small);
        }
    }
};

TEST_P(Safety, CapacityIsNeverExceeded) {
    expect(violation_of_capacity);
}
TEST_P(Safety, NoPortIsTakenTwice) {
    expect(violation_of_ports);
}
TEST_P(Safety, BindingConstraintsHold) {
    expect(violation_of_constraints);
}
TEST_P(Safety, DistinctInstanceHolds) {
    expect(violation_of_distinct_instance);
}
TEST_P(Safety, EveryUnplacedTaskHasAReasonTrueOfEveryCandidate) {
    expect(violation_of_reasons);
}
TEST_P(Safety, GpuIdsAreHandedOutOnce) {
    expect(violation_of_gpu_ids);
}
TEST_P(Safety, EniLimitsHold) {
    expect(violation_of_network_interfaces);
}
TEST_P(Safety, EveryTaskIsPlacedOrReportedOnce) {
    expect(violation_of_completeness);
}

INSTANTIATE_TEST_SUITE_P(Backends, Safety, ::testing::ValuesIn(available_backends()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace berth::tests
