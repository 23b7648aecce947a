// A day of 100,000 tasks on 1,000 instances, from the first arrival to the last datapoint.
#include "berth/simulate.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <string>
#include <vector>

#include "model/random.hpp"
#include "scenarios.hpp"
#include "workload.hpp"

namespace berth::bench {
namespace {

constexpr std::uint64_t day_tasks = 100'000;
constexpr std::int64_t day_instances = 1'000;
constexpr std::uint64_t definitions = 12;
constexpr std::uint64_t day_ms = 24ULL * 3'600'000;

enum DrawStream : std::uint64_t { sizes = 1, arrivals = 2 };

Snapshot day_cluster(std::int64_t min_size) {
    Snapshot snapshot;
    LaunchTemplate launch;
    launch.id = launch.name = "day";
    launch.version = 1;
    launch.is_default = true;
    launch.instance_type = "m5.xlarge";
    snapshot.launch_templates.push_back(launch);
    AutoScalingGroup group;
    group.name = group.arn = "day";
    group.min_size = group.desired_capacity = min_size;
    group.max_size = day_instances;
    group.availability_zones = {"us-east-1a", "us-east-1b", "us-east-1c"};
    group.launch_template = {launch.id, "1"};
    snapshot.auto_scaling_groups.push_back(group);
    CapacityProvider provider;
    provider.name = "day";
    provider.auto_scaling_group_arn = group.arn;
    provider.managed_scaling = ManagedScaling{};
    provider.managed_termination_protection = true;
    snapshot.capacity_providers.push_back(provider);
    for (std::uint64_t d = 0; d < definitions; ++d) {
        host::model::Random random(seed, sizes, d);
        TaskDefinition& definition = snapshot.task_definitions.emplace_back();
        definition.family = fmt::format("day-{}", d);
        definition.revision = 1;
        ContainerDefinition& container = definition.containers.emplace_back();
        container.name = "main";
        container.cpu_units = static_cast<std::int64_t>(random.between(64, 2048));
        container.memory_mib = static_cast<std::int64_t>(random.between(128, 8192));
    }
    return snapshot;
}

// Run times are log-normal with a median of ten minutes, so that some thousand tasks run at a time.
Simulation day_input(const std::vector<PlacementStrategy>& strategies) {
    Simulation input;
    input.seed = seed;
    input.end = std::chrono::hours(24);
    for (std::uint64_t d = 0; d < definitions; ++d) {
        TaskLoad load;
        load.request.task_definition = fmt::format("day-{}", d);
        load.request.capacity_providers = {{"day", 0, 1}};
        load.request.strategies = strategies;
        load.run_time = Duration{Duration::Kind::log_normal, 600, 1};
        input.loads.push_back(std::move(load));
    }
    host::model::Random random(seed, arrivals);
    for (std::uint64_t t = 0; t < day_tasks; ++t) {
        Arrival arrival;
        arrival.at = SimulationTime(random.below(day_ms));
        arrival.load = static_cast<std::uint32_t>(random.below(definitions));
        input.arrivals.push_back(arrival);
    }
    return input;
}

void simulate_day(benchmark::State& state, std::int64_t min_size,
                  const std::vector<PlacementStrategy>& strategies) {
    const Snapshot cluster = day_cluster(min_size);
    const Simulation input = day_input(strategies);
    const SimulationResult verified = simulate(cluster, input);
    if (verified.totals.tasks != day_tasks || verified.totals.started < day_tasks * 9 / 10) {
        state.SkipWithError(
            fmt::format("{} of {} tasks ran", verified.totals.started, verified.totals.tasks)
                .c_str());
        return;
    }
    for (auto _ : state) benchmark::DoNotOptimize(simulate(cluster, input).events.data());
    state.counters["events"] = static_cast<double>(verified.totals.events);
    state.counters["instances"] = static_cast<double>(verified.totals.peak_instances);
    state.SetItemsProcessed(state.iterations() * static_cast<std::int64_t>(day_tasks));
}

}  // namespace

void register_simulate() {
    using Strategies = std::vector<PlacementStrategy>;
    const std::vector<std::pair<std::string, Strategies>> all = {
        {"random", {}},
        {"binpack", {{StrategyType::binpack, StrategyField::memory, ""}}},
        {"spread",
         {{StrategyType::spread, StrategyField::attribute, "ecs.availability-zone"},
          {StrategyType::spread, StrategyField::instance_id, ""}}}};
    for (const auto& [name, strategies] : all) {
        for (const std::int64_t min_size : {day_instances, std::int64_t{0}}) {
            const std::string full =
                fmt::format("simulate/day{}/{}", min_size == 0 ? "-scaled" : "", name);
            benchmark::RegisterBenchmark(full.c_str(), simulate_day, min_size, strategies)
                ->Unit(benchmark::kMillisecond)
                ->UseRealTime();
        }
    }
}

}  // namespace berth::bench
