#include <benchmark/benchmark.h>

#include <string>

#include "scenarios.hpp"
#include "solve/backend.hpp"
#include "solve/cpu/cpu_solver.hpp"
#include "workload.hpp"

namespace berth::bench {
namespace {

void count_tasks(benchmark::State& state, const Plan& plan) {
    const std::uint64_t tasks = plan.tasks.size() + plan.failed();
    state.counters["placed"] = static_cast<double>(plan.tasks.size());
    state.counters["failed"] = static_cast<double>(plan.failed());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tasks));
}

void solve_with(benchmark::State& state, const Preset& preset, const std::string& backend) {
    const Workload& load = workload(preset);
    const SolveOptions options{.seed = seed, .backend = backend, .progress = {}};
    const Plan verified = solve(load.problem, options);
    if (verified.backend != backend) {
        state.SkipWithError(("the plan is from " + verified.backend).c_str());
        return;
    }
    if (const std::string fault = wrong_answer(preset, verified); !fault.empty()) {
        state.SkipWithError(fault.c_str());
        return;
    }
    for (auto _ : state) {
        const Plan plan = solve(load.problem, options);
        benchmark::DoNotOptimize(plan.tasks.data());
    }
    count_tasks(state, verified);
}

// `reference` is timed on as much of the burst as it is asked to verify.
void solve_prefix_with_reference(benchmark::State& state, const Preset& preset) {
    const Prefix& prefix = reference_prefix(workload(preset));
    for (auto _ : state) {
        const Plan plan =
            solve(prefix.problem, {.seed = seed, .backend = "reference", .progress = {}});
        benchmark::DoNotOptimize(plan.tasks.data());
    }
    count_tasks(state, prefix.plan);
}

// The backend `cpu` without indices and memory: every task goes through all instances by vector
// instructions. What the indices gain is the distance to this.
void solve_by_scan(benchmark::State& state, const Preset& preset) {
    const Workload& load = workload(preset);
    host::solve::cpu::CpuTuning tuning;
    tuning.scans_always = true;
    tuning.instances_per_change = preset.instances + 1;  // one change, and the set is built anew
    const host::compile::CompiledProblem& problem = load.problem.compiled();
    const SolveOptions options{.seed = seed, .backend = {}, .progress = {}};
    const Plan verified = host::solve::cpu::place_on_cpu(problem, problem.runs, options, tuning);
    const Plan expected = solve(load.problem, {.seed = seed, .backend = "cpu", .progress = {}});
    if (verified.tasks != expected.tasks || verified.failures != expected.failures) {
        state.SkipWithError("the plan of the scan differs from that of cpu");
        return;
    }
    for (auto _ : state) {
        const Plan plan = host::solve::cpu::place_on_cpu(problem, problem.runs, options, tuning);
        benchmark::DoNotOptimize(plan.tasks.data());
    }
    count_tasks(state, verified);
}

template <typename... Arguments>
void add(const Preset& preset, const std::string& variant, Arguments... arguments) {
    const std::string name = "solve/" + std::string(preset.name) + "/" + variant;
    benchmark::RegisterBenchmark(name.c_str(), arguments...)
        ->Unit(benchmark::kMillisecond)
        ->UseRealTime();
}

}  // namespace

void register_solve(const Preset& preset) {
    for (const BackendInfo& backend : backends()) {
        if (!backend.unavailable.empty()) continue;
        if (backend.name == "reference") {
            add(preset, "reference", solve_prefix_with_reference, preset);
        } else {
            add(preset, std::string(backend.name), solve_with, preset, std::string(backend.name));
        }
    }
    if (fits_scan(preset)) add(preset, "scan", solve_by_scan, preset);
}

}  // namespace berth::bench
