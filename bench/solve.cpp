#include <benchmark/benchmark.h>

#include <string>

#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {
namespace {

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
    const std::uint64_t tasks = verified.tasks.size() + verified.failed();
    state.counters["placed"] = static_cast<double>(verified.tasks.size());
    state.counters["failed"] = static_cast<double>(verified.failed());
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tasks));
}

}  // namespace

void register_solve(const Preset& preset) {
    for (const BackendInfo& backend : backends()) {
        const bool runs =
            backend.unavailable.empty() && (backend.name != "reference" || fits_reference(preset));
        if (!runs) continue;
        const std::string name =
            "solve/" + std::string(preset.name) + "/" + std::string(backend.name);
        benchmark::RegisterBenchmark(name.c_str(), solve_with, preset, std::string(backend.name))
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    }
}

}  // namespace berth::bench
