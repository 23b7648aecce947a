// Scenarios solved together give what each gives alone, on every backend.
#include "berth/batch.hpp"

#include <gtest/gtest.h>

#include <stdexcept>

#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "generate_cases/dice.hpp"
#include "kernels/host_block.hpp"
#include "solve/backend.hpp"
#include "solve/batch/host_batch.hpp"
#include "solve/batch/single_solves.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth {
namespace {

// Beside the backends: what the GPU does with a scenario, by one host thread.
const std::string block_on_host = "block_on_host";

std::vector<std::string> ways_to_solve() {
    std::vector<std::string> names{block_on_host};
    for (const BackendInfo& backend : backends()) {
        if (backend.unavailable.empty()) names.emplace_back(backend.name);
    }
    return names;
}

std::vector<ScenarioAnswer> solve_by_blocks(const host::compile::CompiledProblem& problem,
                                            std::span<const Scenario> scenarios,
                                            const BatchOptions& options) {
    const host::solve::device::PackedProblem packed(
        problem, host::solve::device::most_tasks_of_group(problem, scenarios));
    const host::solve::device::SharedBurst burst = host::solve::device::pack_burst(problem);
    return host::solve::batch::solve_on_threads(scenarios, options, [&](const Scenario& scenario) {
        const host::solve::device::ScenarioInput input =
            host::solve::device::scenario_input(problem, scenario, burst);
        return host::solve::device::scenario_answer(
            problem, scenario, input, tests::HostBlock(packed).place(input, options.plans),
            options.plans);
    });
}

std::vector<ScenarioAnswer> solve_scenarios(const Problem& problem,
                                            std::span<const Scenario> scenarios,
                                            const BatchOptions& options) {
    if (options.backend != block_on_host) return solve_batch(problem, scenarios, options);
    return solve_by_blocks(problem.compiled(), scenarios, options);
}

// Some instances gone, requests repeated, left out, reordered and resized.
Scenario random_scenario(const Problem& problem, tests::Dice& dice) {
    Scenario scenario;
    scenario.seed = dice.below(1000);
    for (Ordinal i = 0; i + 1 < static_cast<Ordinal>(problem.instance_count()); ++i) {
        if (dice.below(4) == 0) scenario.removed.push_back(i);
    }
    if (problem.burst().empty() || dice.below(3) == 0) return scenario;
    scenario.requests.emplace();
    const std::uint64_t wanted = dice.below(6);
    for (std::uint64_t k = 0; k < wanted; ++k) {
        const auto request = static_cast<std::uint32_t>(dice.below(problem.burst().size()));
        const bool daemon = problem.burst()[request].scheduling == SchedulingStrategy::daemon;
        scenario.requests->push_back(
            {request, daemon ? 1 : static_cast<std::uint32_t>(dice.below(7))});
    }
    return scenario;
}

class Batch : public ::testing::TestWithParam<std::string> {};

TEST_P(Batch, EachScenarioGetsTheAnswerThatItGetsAlone) {
    tests::Dice dice(4711);
    int solved = 0;
    for (std::uint64_t seed = 1; seed <= 250; ++seed) {
        const tests::Case made = tests::random_case(seed + 900'000);
        if (made.snapshot.instances.empty()) continue;
        try {
            const Problem problem = compile(made.snapshot, made.burst);
            std::vector<Scenario> scenarios;
            for (int s = 0; s < 4; ++s) scenarios.push_back(random_scenario(problem, dice));
            BatchOptions options;
            options.plans = true;
            const auto expected =
                host::solve::batch::solve_one_by_one(host::solve::reference::reference_backend(),
                                                     problem.compiled(), scenarios, options);
            options.backend = GetParam();
            options.threads = 2;
            const auto actual = solve_scenarios(problem, scenarios, options);
            ASSERT_EQ(actual.size(), expected.size());
            for (std::size_t s = 0; s < expected.size(); ++s) {
                const std::string what =
                    "case " + std::to_string(seed) + ", scenario " + std::to_string(s);
                ASSERT_EQ(actual[s].placed, expected[s].placed) << what;
                ASSERT_EQ(actual[s].failed, expected[s].failed) << what;
                ASSERT_EQ(actual[s].placed_of_request, expected[s].placed_of_request) << what;
                ASSERT_EQ(actual[s].plan.tasks, expected[s].plan.tasks) << what;
                ASSERT_EQ(actual[s].plan.failures, expected[s].plan.failures) << what;
                ++solved;
            }
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses
        }
    }
    EXPECT_GT(solved, 400);
}

TEST_P(Batch, WithoutPlansTheCountsAreTheSame) {
    const tests::Case made = tests::random_case(3);
    const Problem problem = compile(made.snapshot, made.burst);
    const std::vector<Scenario> scenarios(3);
    BatchOptions options{.backend = GetParam(), .progress = {}};
    const auto counts = solve_scenarios(problem, scenarios, options);
    options.plans = true;
    const auto plans = solve_scenarios(problem, scenarios, options);
    ASSERT_EQ(counts.size(), 3u);
    for (std::size_t s = 0; s < counts.size(); ++s) {
        EXPECT_EQ(counts[s].placed, plans[s].plan.tasks.size());
        EXPECT_EQ(counts[s].failed, plans[s].plan.failed());
        EXPECT_TRUE(counts[s].plan.tasks.empty());
    }
}

TEST_P(Batch, ProgressEndsAtTheNumberOfScenarios) {
    const tests::Case made = tests::random_case(3);
    const Problem problem = compile(made.snapshot, made.burst);
    const std::vector<Scenario> scenarios(5);
    std::uint64_t last = 0;
    BatchOptions options{.backend = GetParam(), .progress = {}};
    options.progress = [&](std::uint64_t solved, std::uint64_t all) {
        last = std::max(last, solved);
        EXPECT_EQ(all, 5u);
    };
    solve_scenarios(problem, scenarios, options);
    EXPECT_EQ(last, 5u);
}

TEST_P(Batch, NoScenariosNoAnswers) {
    const tests::Case made = tests::random_case(3);
    const Problem problem = compile(made.snapshot, made.burst);
    EXPECT_TRUE(solve_scenarios(problem, {}, {.backend = GetParam(), .progress = {}}).empty());
}

TEST_P(Batch, AnInstanceThatTheProblemLacksIsAnError) {
    const tests::Case made = tests::random_case(3);
    const Problem problem = compile(made.snapshot, made.burst);
    const BatchOptions options{.backend = GetParam(), .progress = {}};
    Scenario beyond;
    beyond.removed = {static_cast<Ordinal>(problem.instance_count())};
    EXPECT_THROW(solve_scenarios(problem, std::span(&beyond, 1), options), std::out_of_range);
    Scenario unknown;
    unknown.requests = {{static_cast<std::uint32_t>(problem.burst().size()), 1}};
    EXPECT_THROW(solve_scenarios(problem, std::span(&unknown, 1), options), std::out_of_range);
}

TEST(ScenarioInput, ScenariosWithoutRequestsOfTheirOwnShareTheBurstOfTheProblem) {
    const tests::Case made = tests::random_case(3);
    const Problem problem = compile(made.snapshot, made.burst);
    const host::solve::device::SharedBurst own =
        host::solve::device::pack_burst(problem.compiled());
    const auto burst_of = [&](const Scenario& scenario) {
        return host::solve::device::scenario_input(problem.compiled(), scenario, own).burst;
    };
    EXPECT_EQ(burst_of({}), own);
    EXPECT_EQ(burst_of({{0}, {}, 5}), own);
    Scenario with_requests;
    with_requests.requests.emplace();
    EXPECT_NE(burst_of(with_requests), own);
    EXPECT_TRUE(burst_of(with_requests)->runs.empty());
    EXPECT_EQ(host::solve::device::scenario_input(problem.compiled(), {}).burst->runs.size(),
              own->runs.size());
}

INSTANTIATE_TEST_SUITE_P(Backends, Batch, ::testing::ValuesIn(ways_to_solve()),
                         [](const auto& test) { return test.param; });

}  // namespace
}  // namespace berth
