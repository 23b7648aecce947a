// The algorithm of a thread block against `reference`, on the host: by one thread, and by teams of
// threads that meet at barriers as those of a block do.
#include <gtest/gtest.h>

#include <cstring>

#include "agreement/comparison.hpp"
#include "berth/generate.hpp"
#include "kernels/place_burst.h"
#include "kernels/thread_team.hpp"
#include "solve/backend.hpp"
#include "solve/block/host_block.hpp"

namespace berth::engine {
namespace {

BurstAnswer place_with_threads(const PackedProblem& packed, const ScenarioInput& input,
                               std::uint32_t threads) {
    const kernels::ProblemView problem = packed.view();
    const kernels::ScenarioView scenario = input.view();
    std::vector<kernels::Amounts> memory(packed.state_bytes() / sizeof(kernels::Amounts));
    auto* state = reinterpret_cast<unsigned char*>(memory.data());
    std::memcpy(state, problem.initial_state, packed.state_bytes());

    BurstAnswer answer;
    answer.placed_of_run.resize(input.packed.runs.size());
    answer.failed_of_run.resize(input.packed.runs.size());
    answer.decisions.resize(input.packed.slots);
    answer.failures.resize(input.packed.failure_capacity);
    std::uint32_t failures = 0;
    const kernels::OutputView out{answer.decisions.data(),       answer.failures.data(),
                                  input.packed.failure_capacity, &failures,
                                  answer.placed_of_run.data(),   answer.failed_of_run.data()};
    tests::run_team(threads, [&](tests::ThreadTeam& team) {
        const kernels::Cluster cluster{problem, scenario, kernels::state_at(problem.layout, state)};
        kernels::place_burst(team, cluster, out);
    });
    answer.failures.resize(failures);
    return answer;
}

// Without a device the plan comes from one host thread, or from a team of them.
Plan place(const CompiledProblem& problem, const SolveOptions& options, std::uint32_t threads,
           const PackTuning& tuning = {}) {
    const Scenario whole{{}, {}, options.seed};
    const PackedProblem packed(problem, most_tasks_of_group(problem, std::span(&whole, 1)), tuning);
    const ScenarioInput input = whole_problem(problem, options.seed);
    BurstAnswer answer = threads == 0 ? HostBlock(packed).place(input, true)
                                      : place_with_threads(packed, input, threads);
    return make_plan(problem, problem.runs, options, std::move(answer));
}

void expect_agreement(std::uint64_t first_seed, std::uint64_t cases, std::uint32_t threads,
                      const PackTuning& tuning = {}) {
    std::uint64_t solved = 0;
    for (std::uint64_t seed = first_seed; seed < first_seed + cases; ++seed) {
        const tests::Case problem = tests::random_case(seed);
        if (problem.snapshot.instances.empty()) continue;
        const SolveOptions options{.seed = problem.seed, .progress = {}};
        try {
            const Problem compiled = compile(problem.snapshot, problem.burst);
            const Plan expected = reference_backend().solve(compiled.compiled(), options);
            const Plan actual = place(compiled.compiled(), options, threads, tuning);
            ASSERT_EQ(actual.tasks, expected.tasks) << "random_case(" << seed << ")";
            ASSERT_EQ(actual.failures, expected.failures) << "random_case(" << seed << ")";
            ++solved;
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses; the agreement tests compare refusals
        }
    }
    EXPECT_GT(solved, cases / 2);
}

TEST(BlockAlgorithm, OneThreadAgreesWithReference) {
    expect_agreement(500'000, tests::case_count(2000), 0);
}

TEST(BlockAlgorithm, TeamsOfThreadsAgreeWithReference) {
    for (const std::uint32_t threads : {2U, 3U, 8U}) {
        expect_agreement(600'000 + threads, tests::case_count(2000) / 20, threads);
    }
}

TEST(BlockAlgorithm, WideKeysAgreeWithReference) {
    PackTuning tuning;
    tuning.narrow_key_bits = 0;
    expect_agreement(700'000, tests::case_count(2000) / 2, 0, tuning);
}

TEST(BlockAlgorithm, HashedGroupsAgreeWithReference) {
    PackTuning tuning;
    tuning.hash_below = 0;
    expect_agreement(800'000, tests::case_count(2000) / 2, 0, tuning);
}

// Large enough for keys of many bits, hash tables and port sets to be what they are in use.
TEST(BlockAlgorithm, AgreesWithTheCpuBackendOnAPreset) {
    const GeneratedProblem generated = generate({.preset = "gpu-burst", .seed = 7, .load = {}});
    const Problem problem = compile(generated.snapshot, generated.burst);
    const SolveOptions options{.seed = 7, .progress = {}};
    const Plan expected = cpu_backend().solve(problem.compiled(), options);
    for (const std::uint32_t threads : {0U, 4U}) {
        const Plan actual = place(problem.compiled(), options, threads);
        ASSERT_EQ(actual.tasks, expected.tasks);
        ASSERT_EQ(actual.failures, expected.failures);
    }
}

TEST(BlockAlgorithm, AgreesWithReferenceOnAllSmallProblems) {
    tests::for_each_small_case(2, 3, [&](const tests::Case& problem) {
        if (::testing::Test::HasFatalFailure()) return;
        try {
            const Problem compiled = compile(problem.snapshot, problem.burst);
            const SolveOptions options{.seed = problem.seed, .progress = {}};
            if (compiled.instance_count() == 0) return;
            const Plan expected = reference_backend().solve(compiled.compiled(), options);
            const Plan actual = place(compiled.compiled(), options, 0);
            ASSERT_EQ(actual.tasks, expected.tasks);
            ASSERT_EQ(actual.failures, expected.failures);
        } catch (const InputError&) {
            return;
        }
    });
}

}  // namespace
}  // namespace berth::engine
