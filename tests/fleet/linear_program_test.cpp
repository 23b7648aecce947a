#include "fleet/linear_program.hpp"

#include <gtest/gtest.h>

#include <cmath>

namespace berth::host::fleet {
namespace {

TEST(LinearProgram, FindsTheCheapestMixture) {
    LinearProgram program;
    const std::size_t a = program.add_column(0, 10, 3);
    const std::size_t b = program.add_column(0, 10, 2);
    program.add_row({{a, 2}, {b, 1}}, 7, infinite);
    program.add_row({{b, 1}}, -infinite, 1);
    const LinearProgram::Minimum minimum = program.minimise();
    EXPECT_NEAR(minimum.bound, 10.5, 1e-9);
    EXPECT_LE(minimum.bound, 10.5);
    EXPECT_NEAR(minimum.values[a], 3.5, 1e-9);
}

TEST(LinearProgram, FollowsNewBounds) {
    LinearProgram program;
    const std::size_t a = program.add_column(0, 10, 3);
    const std::size_t b = program.add_column(0, 10, 5);
    const std::size_t row = program.add_row({{a, 1}, {b, 1}}, 4, infinite);
    EXPECT_NEAR(program.minimise().bound, 12, 1e-9);
    program.set_column_bounds(a, 0, 1);
    EXPECT_NEAR(program.minimise().bound, 18, 1e-9);
    program.set_row_lower(row, 2);
    EXPECT_NEAR(program.minimise().bound, 8, 1e-9);
}

TEST(LinearProgram, SaysThatBoundsThatCrossLeaveNothing) {
    LinearProgram program;
    const std::size_t a = program.add_column(0, 1, 1);
    program.add_row({{a, 1}}, 0, infinite);
    program.set_column_bounds(a, 2, 1);
    EXPECT_TRUE(std::isinf(program.minimise().bound));
}

}  // namespace
}  // namespace berth::host::fleet
