// Expressions that ECS accepts, however deep, fit the device's stack of 64 bits.
#include <gtest/gtest.h>

#include "berth/solve.hpp"
#include "kernels/host_block.hpp"
#include "solve/backend.hpp"
#include "support/builders.hpp"

namespace berth::host::solve::device {
namespace {

// As many levels of brackets as 2,000 characters hold; no simplification can flatten the chain,
// since `and` and `or` alternate.
std::string deep_expression(bool deep_operand_first) {
    std::string text = "task:group == family:web";
    for (int level = 0; text.size() < 1900; ++level) {
        const std::string here = "runningTasksCount < " + std::to_string(3 + level % 7);
        const std::string op = level % 2 == 0 ? " and " : " or ";
        text = deep_operand_first ? "not (" + text + op + here + ")"
                                  : "not (" + here + op + text + ")";
    }
    return text;
}

void expect_same_plan(const std::string& expression) {
    Snapshot snapshot = test::make_snapshot({}, {test::make_definition("web", 64, 64)});
    for (char name = 'a'; name < 'g'; ++name) {
        snapshot.instances.push_back(test::make_instance(std::string(1, name)));
    }
    Request request = test::run_task("web", 40);
    request.constraints = {test::member_of(expression)};
    const Problem problem = berth::compile(snapshot, {request});
    const compile::CompiledProblem& compiled = problem.compiled();
    const SolveOptions options;
    const Plan expected = reference::reference_backend().solve(compiled, options);

    const Scenario whole;
    const PackedProblem packed(compiled, most_tasks_of_group(compiled, std::span(&whole, 1)));
    const Plan actual =
        make_plan(compiled, compiled.runs, options,
                  tests::HostBlock(packed).place(whole_problem(compiled, options.seed), true));
    EXPECT_EQ(actual.tasks, expected.tasks);
    EXPECT_EQ(actual.failures, expected.failures);
}

TEST(ExpressionDepth, LeftDeepExpressionsFitTheStack) {
    expect_same_plan(deep_expression(true));
}

TEST(ExpressionDepth, RightDeepExpressionsFitTheStack) {
    expect_same_plan(deep_expression(false));
}

}  // namespace
}  // namespace berth::host::solve::device
