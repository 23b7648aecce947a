#include <benchmark/benchmark.h>

#include <string>

#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {

void register_write(const Preset& preset) {
    const std::string name = "write/" + std::string(preset.name);
    benchmark::RegisterBenchmark(name.c_str(), [&preset](benchmark::State& state) {
        const Workload& load = workload(preset);
        const Plan plan = solve(load.problem, {.seed = seed, .backend = "cpu", .progress = {}});
        if (const std::string fault = wrong_answer(preset, plan); !fault.empty()) {
            state.SkipWithError(fault.c_str());
            return;
        }
        std::string text;
        for (auto _ : state) {
            text.clear();
            write_plan_json(text, load.problem, plan, seed, {});
            benchmark::DoNotOptimize(text.data());
        }
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(text.size()));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace berth::bench
