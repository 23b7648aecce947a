// berth_bench: every scenario on every preset; --benchmark_filter chooses, README.md explains.
#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>
#include <string>

#include "scenarios.hpp"
#include "solve/cpu/vectors.hpp"
#include "workload.hpp"

namespace {

void add_context() {
    benchmark::AddCustomContext("berth", berth::version_details());
    benchmark::AddCustomContext("vectors", berth::host::solve::cpu::vectors::instruction_set());
    benchmark::AddCustomContext("seed", std::to_string(berth::bench::seed));
    for (const berth::BackendInfo& backend : berth::backends()) {
        if (backend.unavailable.empty()) continue;
        benchmark::AddCustomContext("no " + std::string(backend.name), backend.unavailable);
    }
}

}  // namespace

int main(int argc, char** argv) {
    for (const berth::Preset& preset : berth::presets()) {
        berth::bench::register_load(preset);
        berth::bench::register_compile(preset);
        berth::bench::register_solve(preset);
        berth::bench::register_write(preset);
    }
    berth::bench::register_batch();
    berth::bench::register_simulate();
    berth::bench::register_kernels();
    benchmark::Initialize(&argc, argv);
    if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
    add_context();
    try {
        benchmark::RunSpecifiedBenchmarks();
    } catch (const std::exception& error) {
        std::cerr << "berth_bench: " << error.what() << '\n';
        return 1;
    }
    benchmark::Shutdown();
    return 0;
}
