#include <benchmark/benchmark.h>

#include <string>

#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {

void register_load(const Preset& preset) {
    const std::string name = "load/" + std::string(preset.name);
    benchmark::RegisterBenchmark(name.c_str(), [&preset](benchmark::State& state) {
        const Workload& load = workload(preset);
        std::size_t instances = 0;
        std::size_t requests = 0;
        for (auto _ : state) {
            const Snapshot snapshot = read_cluster_text(load.cluster_json, "cluster");
            const std::vector<Request> burst = read_burst_text(load.burst_json, "burst");
            instances = snapshot.instances.size();
            requests = burst.size();
        }
        if (instances != load.generated.snapshot.instances.size() ||
            requests != load.generated.burst.size()) {
            state.SkipWithError("instances or requests were lost in reading");
        }
        const std::size_t bytes = load.cluster_json.size() + load.burst_json.size();
        state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(bytes));
    })->Unit(benchmark::kMillisecond);
}

}  // namespace berth::bench
