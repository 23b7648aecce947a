// What the tests of explain share: asking for an explanation, and trying a change by hand.
#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <string>
#include <vector>

#include "berth/explain.hpp"
#include "support/builders.hpp"

namespace berth::test {

struct Case {
    Snapshot snapshot;
    std::vector<Request> burst;
};

inline Explanation explain_request(const Case& input, std::size_t request_index = 0,
                                   std::optional<std::uint32_t> task_index = {}) {
    ExplainOptions options;
    options.request_index = request_index;
    options.task_index = task_index;
    return explain(compile(input.snapshot, input.burst), options);
}

/// The verdict on one instance, by its position in instance order.
inline InstanceVerdict verdict_on(const Explanation& explanation, Ordinal instance) {
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        if (std::ranges::count(verdict.instances, instance) > 0) return verdict;
    }
    ADD_FAILURE() << "no verdict on instance " << instance;
    return {};
}

inline std::vector<std::string> texts(const Explanation& explanation) {
    std::vector<std::string> all;
    for (const Change& change : explanation.changes) all.push_back(change.text);
    return all;
}

/// Checks that the explanation of request 0 proposes the change, that the task does fit once
/// `by_hand` has made it, and that as many tasks are placed then as the proposal says.
inline void expect_change(const Case& input, const std::string& text,
                          const std::function<void(Case&)>& by_hand) {
    const Explanation explanation = explain_request(input);
    ASSERT_FALSE(explanation.placed) << "the task is placed without a change";
    const auto found = std::ranges::find(explanation.changes, text, &Change::text);
    ASSERT_NE(found, explanation.changes.end())
        << "proposed: " << testing::PrintToString(texts(explanation));
    EXPECT_LT(found->placed_before, found->placed_after);

    Case changed = input;
    by_hand(changed);
    const Explanation after = explain_request(changed, 0, explanation.task_index);
    EXPECT_TRUE(after.placed) << "the change made by hand does not help";
    const Plan plan = solve(compile(changed.snapshot, changed.burst));
    EXPECT_EQ(
        static_cast<std::uint64_t>(std::ranges::count(plan.tasks, 0U, &PlacedTask::request_index)),
        found->placed_after);
}

}  // namespace berth::test
