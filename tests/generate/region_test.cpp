#include <gtest/gtest.h>

#include "generate/inventory.hpp"

namespace berth {
namespace {

TEST(Region100k, HasTheStatedCountsAndTheWholeLoad) {
    const GeneratedProblem problem = generate({.preset = "region-100k", .seed = 1, .load = {}});
    EXPECT_EQ(problem.snapshot.instances.size(), 100'000u);
    EXPECT_EQ(problem.snapshot.task_definitions.size(), 500u);
    EXPECT_EQ(tasks_of(problem.burst), 1'000'000);
    EXPECT_NEAR(load_of(problem), 1.0, 0.03);
}

}  // namespace
}  // namespace berth
