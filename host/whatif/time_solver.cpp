#include "whatif/time_solver.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <mutex>
#include <thread>

#include "berth/error.hpp"
#include "solve/batch/threads.hpp"
#include "whatif/time_metrics.hpp"

namespace berth::host::whatif {

namespace {

unsigned threads_of(const WhatIfOptions& options) {
    return options.threads > 0 ? options.threads
                               : std::max(1U, std::thread::hardware_concurrency());
}

}  // namespace

TimeSolver::TimeSolver(const ScenarioWorld& world, const Simulation& simulation,
                       const WhatIfOptions& options)
    : SweepSolver(options, threads_of(options)), world_(world), simulation_(simulation) {}

SweepSolver::Piece TimeSolver::solve_piece(std::uint64_t first, std::uint64_t count,
                                           const Solved& progress) {
    Piece piece;
    piece.results.resize(count);
    std::mutex mutex;
    std::uint64_t solved = 0;
    solve::batch::on_threads(count, options().threads, [&](std::size_t s) {
        const ScenarioKey key = scenario_key(world_.sweep(), first + s);
        piece.results[s] = {key.index, solve_one(key)};
        const std::scoped_lock lock(mutex);
        progress(++solved);
    });
    return piece;
}

ScenarioMetrics TimeSolver::solve_one(const ScenarioKey& key) const {
    const SimulatedScenario scenario = simulated_scenario(world_, simulation_, key);
    SimulateOptions simulate_options;
    simulate_options.prices = options().prices;
    simulate_options.events = false;
    simulate_options.minutes = false;
    try {
        return measure(berth::simulate(scenario.snapshot, scenario.simulation, simulate_options));
    } catch (const InputError& error) {
        throw InputError(
            fmt::format("scenario {}: {}", point_name(world_.sweep(), key), error.problem()),
            error.where());
    }
}

}  // namespace berth::host::whatif
