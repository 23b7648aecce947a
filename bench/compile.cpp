#include <benchmark/benchmark.h>

#include <string>
#include <utility>
#include <vector>

#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {

void register_compile(const Preset& preset) {
    const std::string name = "compile/" + std::string(preset.name);
    benchmark::RegisterBenchmark(name.c_str(), [&preset](benchmark::State& state) {
        const Workload& load = workload(preset);
        std::size_t classes = 0;
        for (auto _ : state) {
            // The problem owns its model: the copy, and the end of the last problem, are not timed.
            state.PauseTiming();
            {
                Snapshot snapshot = load.problem.snapshot();
                std::vector<Request> burst = load.problem.burst();
                state.ResumeTiming();
                const Problem problem = compile(std::move(snapshot), std::move(burst));
                state.PauseTiming();
                classes = problem.class_count();
            }
            state.ResumeTiming();
        }
        if (classes == 0) state.SkipWithError("the problem has no task class");
        state.counters["classes"] = static_cast<double>(classes);
        state.SetItemsProcessed(state.iterations() *
                                static_cast<std::int64_t>(load.problem.requested_tasks()));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace berth::bench
