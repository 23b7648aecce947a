// Many what-if scenarios solved in one call.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "scenarios.hpp"
#include "sweep.hpp"

namespace berth::bench {
namespace {

void batch_with(benchmark::State& state, const std::string& backend) {
    const std::vector<Scenario> scenarios = sweep_scenarios(sweep_size(backend));
    const BatchOptions options{.backend = backend, .progress = {}};
    const std::vector<ScenarioAnswer> verified = solve_batch(sweep_base(), scenarios, options);
    if (const std::string fault = wrong_sweep(scenarios, verified); !fault.empty()) {
        state.SkipWithError(fault.c_str());
        return;
    }
    std::uint64_t tasks = 0;
    for (const ScenarioAnswer& answer : verified) tasks += answer.placed + answer.failed;
    for (auto _ : state) {
        benchmark::DoNotOptimize(solve_batch(sweep_base(), scenarios, options).data());
    }
    state.counters["scenarios"] = static_cast<double>(scenarios.size());
    state.counters["placed"] = static_cast<double>(verified.front().placed);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(tasks));
}

}  // namespace

void register_batch() {
    for (const BackendInfo& backend : backends()) {
        if (!backend.unavailable.empty() || backend.name == "reference") continue;
        const std::string name = "batch/sweep-1k/" + std::string(backend.name);
        benchmark::RegisterBenchmark(name.c_str(), batch_with, std::string(backend.name))
            ->Unit(benchmark::kMillisecond)
            ->UseRealTime();
    }
}

}  // namespace berth::bench
