// The kernels alone: the device's time between two events, without packing, transfers and plans.
//
// A percent is what the kernel has to do per second, counted on paper, of what a ceiling does
// (ceilings.hpp). ncu counts what it really does: README-gpu.md.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstring>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ceilings.hpp"
#include "kernels/place_tile.h"
#include "kernels/tuning.h"
#include "scenarios.hpp"
#include "solve/device/scenario_input.hpp"
#include "solve/device/tiled_burst.hpp"
#include "solve/device/wave.hpp"
#include "sweep.hpp"
#include "tests/kernels/host_block.hpp"
#include "workload.hpp"

namespace berth::bench {
namespace {

// Lane-instructions for one instance, estimated from the source: a filter and a key of two steps.
// Scoring keeps the amounts in registers for all classes of a tile; a scan loads them.
constexpr double instructions_of_evaluation = 25;
constexpr double instructions_of_scanned_instance = 35;

const Ceilings& ceilings() {
    static const Ceilings measured = measure_ceilings(host::solve::device::Stream());
    return measured;
}

void show_ceilings(benchmark::State& state) {
    const host::solve::device::Stream stream;
    for (auto _ : state) {
        Ceilings measured{};
        state.SetIterationTime(seconds_of(stream, [&] { measured = measure_ceilings(stream); }));
        state.counters["memory_B/s"] = measured.memory_bytes;
        state.counters["cached_B/s"] = measured.cached_bytes;
        state.counters["instructions/s"] = measured.lane_instructions;
        state.counters["shared_B/s"] = measured.shared_bytes;
    }
}

/// What a launch has to do.
struct Work {
    double items = 0;
    double instructions = 0;
    double bytes = 0;
};

// Times `launch`, queued `launches` times in a row for a reading; `prepare` goes before, untimed.
template <typename Prepare, typename Launch>
void time_launches(benchmark::State& state, const host::solve::device::Stream& stream,
                   const Work& work, std::string_view bytes_of, double bytes_ceiling, int launches,
                   const Prepare& prepare, const Launch& launch) {
    double seconds = 0;
    for (auto _ : state) {
        prepare();
        const double all = seconds_of(stream, [&] {
            for (int k = 0; k < launches; ++k) launch();
        });
        state.SetIterationTime(all / launches);
        seconds += all / launches;
    }
    const double per_second = static_cast<double>(state.iterations()) / seconds;
    state.SetItemsProcessed(static_cast<std::int64_t>(work.items) * state.iterations());
    state.SetBytesProcessed(static_cast<std::int64_t>(work.bytes) * state.iterations());
    state.counters["%instructions"] =
        100 * work.instructions * per_second / ceilings().lane_instructions;
    state.counters["%" + std::string(bytes_of)] = 100 * work.bytes * per_second / bytes_ceiling;
}

std::uint32_t largest_tile(const host::solve::device::TilePlan& plan) {
    const auto largest = std::ranges::max_element(plan.tiles, {}, &kernels::TileView::class_count);
    return static_cast<std::uint32_t>(largest - plan.tiles.begin());
}

using Winners = std::vector<std::uint32_t>;

Winners winners_on_device(const host::solve::device::DeviceTiles& tiles, std::uint32_t t,
                          const host::solve::device::Stream& stream) {
    const kernels::TiledBurst& burst = tiles.burst();
    host::solve::device::check(kernels::score_tile(burst, t, stream),
                               "launch the scoring of a tile");
    Winners winners(std::size_t{tiles.plan().tiles[t].class_count} * burst.memory.winners_stride);
    host::solve::device::check(
        cudaMemcpyAsync(winners.data(), burst.memory.winners,
                        winners.size() * sizeof(std::uint32_t), cudaMemcpyDeviceToHost, stream),
        "copy winners from the device");
    stream.wait();
    return winners;
}

Winners winners_on_host(const host::solve::device::PackedProblem& packed,
                        const host::solve::device::ScenarioInput& input,
                        const host::solve::device::TilePlan& plan, std::uint32_t t) {
    const kernels::TileView& view = plan.tiles[t];
    Winners winners(std::size_t{view.class_count} * plan.most_chunks);
    kernels::TileMemory memory{};
    memory.winners = winners.data();
    memory.winners_stride = plan.most_chunks;
    const kernels::Tile tile{view, plan.classes.data() + view.first_class, plan.slot_of_run.data(),
                             memory, kernels::segments_of_gang};
    const kernels::ProblemView problem = packed.view();
    const kernels::ScenarioView scenario = input.view();
    tests::HostState state(packed);
    const kernels::Cluster cluster{problem, scenario, state.initial()};
    kernels::SerialTeam team;
    for (std::uint32_t chunk = 0; chunk < plan.most_chunks; ++chunk) {
        kernels::score_chunk(team, cluster, tile, chunk);
    }
    return winners;
}

// Every instance for every class; amounts and lanes are read once per lane order, planes and
// winners once per class.
Work work_of_scoring(const kernels::ProblemView& problem, const host::solve::device::TilePlan& plan,
                     std::uint32_t t) {
    const kernels::TileView& tile = plan.tiles[t];
    std::vector<std::uint32_t> orders;
    for (std::uint32_t s = 0; s < tile.class_count; ++s) {
        orders.push_back(problem.classes[plan.classes[tile.first_class + s]].lane_order);
    }
    orders.erase(std::unique(orders.begin(), orders.end()), orders.end());
    const double instances = problem.instance_count;
    const double chunks = plan.most_chunks;
    Work work;
    work.items = instances * tile.class_count;
    work.instructions = work.items * instructions_of_evaluation;
    work.bytes = static_cast<double>(orders.size()) *
                     (instances * sizeof(kernels::Amounts) + chunks * kernels::chunk_size * 4) +
                 tile.class_count * (instances / 8 + chunks * 4);
    return work;
}

void score(benchmark::State& state, const Preset& preset) {
    const host::compile::CompiledProblem& problem = workload(preset).problem.compiled();
    const Scenario whole{{}, {}, seed};
    const host::solve::device::PackedProblem packed(
        problem, host::solve::device::most_tasks_of_group(problem, std::span(&whole, 1)));
    const host::solve::device::ScenarioInput input =
        host::solve::device::whole_problem(problem, seed);
    const host::solve::device::Stream stream;
    const host::solve::device::DeviceProblem device(packed, stream);
    const host::solve::device::DeviceTiles tiles(device, packed, input, stream);
    const std::uint32_t t = largest_tile(tiles.plan());
    if (winners_on_device(tiles, t, stream) != winners_on_host(packed, input, tiles.plan(), t)) {
        state.SkipWithError("the device's winners are not those of the host");
        return;
    }
    const Work work = work_of_scoring(packed.view(), tiles.plan(), t);
    state.counters["classes"] = tiles.plan().tiles[t].class_count;
    time_launches(
        state, stream, work, "cached_bytes", ceilings().cached_bytes, 20, [] {},
        [&] {
            host::solve::device::check(kernels::score_tile(tiles.burst(), t, stream),
                                       "launch the scoring");
        });
}

/// Counts the tasks for which all instances are looked at.
struct CountingPicker : kernels::ScanPicker {
    double scans = 0;
    std::uint32_t pick(kernels::SerialTeam& team, const kernels::Cluster& cluster,
                       const kernels::ClassView& c, std::uint32_t run, std::uint64_t ordinal) {
        if (c.keys[0].kind != kernels::KeyKind::random_position) ++scans;
        return ScanPicker::pick(team, cluster, c, run, ordinal);
    }
};

double scans_of_scenario(const host::solve::device::PackedProblem& packed,
                         const std::vector<host::solve::device::ScenarioInput>& inputs) {
    const std::size_t judged = std::min<std::size_t>(3, inputs.size());
    tests::HostBlock block(packed);
    CountingPicker picker;
    for (std::size_t s = 0; s < judged; ++s) block.place(inputs[s], false, picker);
    return picker.scans / static_cast<double>(judged);
}

std::vector<ScenarioAnswer> answers_of(
    const host::compile::CompiledProblem& problem, const std::vector<Scenario>& scenarios,
    const std::vector<host::solve::device::ScenarioInput>& inputs,
    std::vector<host::solve::device::BurstAnswer> solved) {
    std::vector<ScenarioAnswer> answers;
    for (std::size_t s = 0; s < scenarios.size(); ++s) {
        answers.push_back(host::solve::device::scenario_answer(problem, scenarios[s], inputs[s],
                                                               std::move(solved[s]), false));
    }
    return answers;
}

Work work_of_sweep(const std::vector<ScenarioAnswer>& answers, double scans_per_scenario,
                   double instances) {
    Work work;
    for (const ScenarioAnswer& answer : answers) {
        work.items += static_cast<double>(answer.placed + answer.failed);
    }
    const double looks = scans_per_scenario * instances * static_cast<double>(answers.size());
    work.instructions = looks * instructions_of_scanned_instance;
    work.bytes = looks * sizeof(kernels::Amounts);
    return work;
}

void place_scenarios(benchmark::State& state) {
    const host::compile::CompiledProblem& problem = sweep_base().compiled();
    const std::vector<Scenario> scenarios = sweep_scenarios(sweep_size("cuda"));
    const host::solve::device::PackedProblem packed(
        problem, host::solve::device::most_tasks_of_group(problem, scenarios));
    const host::solve::device::SharedBurst burst = host::solve::device::pack_burst(problem);
    std::vector<host::solve::device::ScenarioInput> inputs;
    for (const Scenario& scenario : scenarios) {
        inputs.push_back(host::solve::device::scenario_input(problem, scenario, burst));
    }
    const host::solve::device::Stream stream;
    const host::solve::device::DeviceProblem device(packed, stream);
    const host::solve::device::Wave wave(device, inputs, false, stream);
    wave.clear();
    wave.launch();
    const auto answers = answers_of(problem, scenarios, inputs, wave.answers());
    if (const std::string fault = wrong_sweep(scenarios, answers); !fault.empty()) {
        state.SkipWithError(fault.c_str());
        return;
    }
    const double scans = scans_of_scenario(packed, inputs);
    state.counters["scans"] = scans;
    time_launches(
        state, stream, work_of_sweep(answers, scans, static_cast<double>(problem.instance_count())),
        "shared_bytes", ceilings().shared_bytes, 1, [&] { wave.clear(); }, [&] { wave.launch(); });
}

void add(const std::string& name, const auto&... arguments) {
    benchmark::RegisterBenchmark(name.c_str(), arguments...)
        ->Unit(benchmark::kMillisecond)
        ->UseManualTime();
}

}  // namespace

void register_kernels() {
    const auto all = backends();
    const auto cuda = std::ranges::find(all, "cuda", &BackendInfo::name);
    if (cuda == all.end() || !cuda->unavailable.empty()) return;
    add("kernels/ceilings/cuda", show_ceilings);
    for (const Preset& preset : presets()) {
        if (preset.name == "region-100k") add("kernels/score/region-100k/cuda", score, preset);
    }
    add("kernels/place_scenarios/sweep-1k/cuda", place_scenarios);
}

}  // namespace berth::bench
