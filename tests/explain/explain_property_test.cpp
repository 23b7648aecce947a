// Explanations of random problems: what the verdicts say is what the solver counted.
#include <gtest/gtest.h>

#include <optional>
#include <set>

#include "berth/capacity.hpp"
#include "berth/explain.hpp"
#include "generate_cases/case.hpp"

namespace berth {
namespace {

using tests::Case;
using tests::random_case;

constexpr std::uint64_t cases = 150;

SolveOptions seeded(const Case& problem) {
    SolveOptions options;
    options.seed = problem.seed;
    return options;
}

/// The problem compiled; nothing where the rules refuse it.
std::optional<Problem> compiled(const Case& problem) {
    try {
        Problem result = compile(problem.snapshot, problem.burst);
        solve(result, seeded(problem));
        return result;
    } catch (const InputError&) {
        return std::nullopt;
    }
}

Explanation explained(const Problem& problem, const Case& input, std::uint32_t request_index,
                      std::uint32_t task_index, std::size_t max_changes) {
    ExplainOptions options;
    options.request_index = request_index;
    options.task_index = task_index;
    options.solve = seeded(input);
    options.max_changes = max_changes;
    return explain(problem, options);
}

ReasonTally tally_of(const Explanation& explanation) {
    ReasonTally tally{};
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        if (!verdict.reason) continue;
        tally[static_cast<std::size_t>(*verdict.reason)] +=
            static_cast<std::uint32_t>(verdict.instances.size());
    }
    return tally;
}

const InstanceVerdict* verdict_on(const Explanation& explanation, Ordinal instance) {
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        for (const Ordinal other : verdict.instances) {
            if (other == instance) return &verdict;
        }
    }
    return nullptr;
}

void expect_whole(const Problem& problem, const Explanation& explanation) {
    std::multiset<Ordinal> seen;
    for (const InstanceVerdict& verdict : explanation.verdicts) {
        seen.insert(verdict.instances.begin(), verdict.instances.end());
        const bool fits = verdict.candidate && !verdict.reason;
        EXPECT_EQ(verdict.why.empty(), fits) << verdict.why;
    }
    EXPECT_EQ(seen.size(), problem.instance_count());
    EXPECT_EQ(std::set<Ordinal>(seen.begin(), seen.end()).size(), problem.instance_count());
}

TEST(ExplainProperty, VerdictsOfAFailedTaskAreWhatTheSolverCounted) {
    std::size_t failures = 0;
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        const Case input = random_case(seed);
        const auto problem = compiled(input);
        if (!problem) continue;
        for (const FailedTasks& failure : solve(*problem, seeded(input)).failures) {
            SCOPED_TRACE(testing::Message()
                         << "seed " << seed << " request " << failure.request_index << " task "
                         << failure.task_index);
            const std::uint32_t last = failure.task_index + failure.count - 1;
            const auto explanation = explained(*problem, input, failure.request_index, last, 0);
            ++failures;
            EXPECT_FALSE(explanation.placed);
            EXPECT_FALSE(explanation.ecs_message.empty());
            EXPECT_EQ(explanation.closest, failure.closest);
            expect_whole(*problem, explanation);
            const Request& request = problem->burst()[failure.request_index];
            if (request.scheduling == SchedulingStrategy::daemon) {
                const InstanceVerdict* verdict = verdict_on(explanation, failure.closest->instance);
                ASSERT_NE(verdict, nullptr);
                EXPECT_EQ(verdict->reason, failure.closest->reason);
                EXPECT_EQ(verdict->shortfall, failure.closest->shortfall);
            } else {
                EXPECT_EQ(tally_of(explanation), failure.reasons);
            }
        }
    }
    EXPECT_GT(failures, 100U);
}

TEST(ExplainProperty, APlacedTaskFitsWhereItWent) {
    std::size_t placed_tasks = 0;
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        const Case input = random_case(seed);
        const auto problem = compiled(input);
        if (!problem) continue;
        for (const PlacedTask& placed : solve(*problem, seeded(input)).tasks) {
            if (placed.instance == no_instance) continue;
            ++placed_tasks;
            const auto explanation =
                explained(*problem, input, placed.request_index, placed.task_index, 0);
            EXPECT_EQ(explanation.placed, placed) << "seed " << seed;
            const InstanceVerdict* verdict = verdict_on(explanation, placed.instance);
            ASSERT_NE(verdict, nullptr) << "seed " << seed;
            EXPECT_TRUE(verdict->candidate && !verdict->reason) << "seed " << seed;
        }
    }
    EXPECT_GT(placed_tasks, 300U);
}

TEST(ExplainProperty, ChangesAreFoundAndPlaceTheTask) {
    std::size_t changes = 0;
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        const Case input = random_case(seed);
        const auto problem = compiled(input);
        if (!problem) continue;
        const Plan plan = solve(*problem, seeded(input));
        if (plan.failures.empty()) continue;
        const FailedTasks& failure = plan.failures.front();
        const auto explanation =
            explained(*problem, input, failure.request_index, failure.task_index, 3);
        EXPECT_LE(explanation.changes.size(), 3U);
        changes += explanation.changes.size();
        for (const Change& change : explanation.changes) {
            EXPECT_FALSE(change.text.empty()) << "seed " << seed;
            EXPECT_GT(change.placed_after, 0U) << "seed " << seed << ": " << change.text;
        }
    }
    EXPECT_GT(changes, 50U);
}

// Whatever the strategy, each instance is filled until it takes no more.
TEST(CapacityProperty, DoesNotDependOnTheBackend) {
    for (std::uint64_t seed = 0; seed < cases; ++seed) {
        const Case input = random_case(seed);
        if (!compiled(input)) continue;
        CapacityOptions options;
        options.limit = 200;
        const auto rows = capacity(input.snapshot, options);
        options.solve.backend = "cpu";
        const auto placed = capacity(input.snapshot, options);
        ASSERT_EQ(rows.size(), placed.size()) << "seed " << seed;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            EXPECT_EQ(rows[r].fits, placed[r].fits) << "seed " << seed << " row " << r;
            EXPECT_EQ(rows[r].unbounded, placed[r].unbounded) << "seed " << seed << " row " << r;
            EXPECT_EQ(rows[r].reasons, placed[r].reasons) << "seed " << seed << " row " << r;
            EXPECT_EQ(rows[r].closest, placed[r].closest) << "seed " << seed << " row " << r;
        }
    }
}

}  // namespace
}  // namespace berth
