// Every picker of the cpu backend against `reference`: small clusters would be scanned, so the
// numbers that choose are set to make each picker serve all the classes that it can.
#include <gtest/gtest.h>

#include "berth/error.hpp"
#include "berth/generate.hpp"
#include "generate_cases/case.hpp"
#include "solve/backend.hpp"
#include "solve/cpu/cpu_solver.hpp"

namespace berth::host::solve {
namespace {

void expect_equal_plans(const Problem& problem, const SolveOptions& options,
                        const solve::cpu::CpuTuning& tuning, const std::string& what) {
    const Plan expected = reference::reference_backend().solve(problem.compiled(), options);
    const compile::CompiledProblem& compiled = problem.compiled();
    const Plan actual = solve::cpu::place_on_cpu(compiled, compiled.runs, options, tuning);
    ASSERT_EQ(actual.tasks, expected.tasks) << what;
    ASSERT_EQ(actual.failures, expected.failures) << what;
}

void expect_agreement(const solve::cpu::CpuTuning& tuning) {
    int solved = 0;
    for (std::uint64_t seed = 0; seed < 400; ++seed) {
        const tests::Case problem = tests::random_case(seed + 77'000);
        if (problem.snapshot.instances.empty()) continue;
        SolveOptions options;
        options.seed = problem.seed;
        try {
            const Problem compiled = berth::compile(problem.snapshot, problem.burst);
            expect_equal_plans(compiled, options, tuning, "case " + std::to_string(seed));
            ++solved;
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses; the agreement tests compare refusals
        }
    }
    EXPECT_GT(solved, 200);
}

TEST(CpuPickers, IndicesAgreeWithReferenceOnSmallClusters) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    expect_agreement(tuning);
}

// Without slots every task of binpack searches its index from the start.
TEST(CpuPickers, IndicesWithoutSlotsAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    tuning.tasks_for_a_slot = 1'000'000;
    expect_agreement(tuning);
}

TEST(CpuPickers, IndicesWithSlotsForEveryClassAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    tuning.tasks_for_a_slot = 0;
    expect_agreement(tuning);
}

TEST(CpuPickers, CursorsForEveryClassAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    tuning.tasks_for_cursors = 0;
    expect_agreement(tuning);
}

TEST(CpuPickers, NoCursorsAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    tuning.tasks_for_cursors = 1'000'000;
    expect_agreement(tuning);
}

TEST(CpuPickers, ListsAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 1'000'000;
    expect_agreement(tuning);
}

TEST(CpuPickers, ScansAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.scans_always = true;
    expect_agreement(tuning);
}

TEST(CpuPickers, ScansThatStartAnewForEveryTaskAgreeWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.scans_always = true;
    tuning.instances_per_change = 1'000'000;
    expect_agreement(tuning);
}

TEST(CpuPickers, TheWalkThatGivesUpAgreesWithReference) {
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    tuning.random_steps_at_most = 1;
    expect_agreement(tuning);
}

// Large enough for blocks of the index to split, empty and be passed over.
TEST(CpuPickers, IndicesAgreeWithReferenceOnAnOverloadedFleet) {
    GenerateOptions generated;
    generated.preset = "gpu-burst";
    generated.load = 1.3;
    GeneratedProblem fleet = generate(generated);
    const Problem problem = berth::compile(std::move(fleet.snapshot), std::move(fleet.burst));
    solve::cpu::CpuTuning tuning;
    tuning.few_eligible = 0;
    for (const std::uint64_t tasks : {0U, 16U, 1'000'000U}) {
        tuning.tasks_for_a_slot = tasks;
        expect_equal_plans(problem, {}, tuning, "gpu-burst at load 1.3");
    }
}

}  // namespace
}  // namespace berth::host::solve
