#include "whatif/placement_solver.hpp"

#include <algorithm>

#include "berth/batch.hpp"
#include "solve/batch/threads.hpp"
#include "whatif/details.hpp"
#include "whatif/metrics.hpp"

namespace berth::host::whatif {

namespace {

BatchOptions batch_options(const WhatIfOptions& options) {
    BatchOptions batch;
    batch.backend = options.backend;
    batch.threads = options.threads;
    batch.plans = true;
    return batch;
}

std::uint64_t bytes_of(const Plan& plan) {
    return plan.tasks.capacity() * sizeof(PlacedTask) +
           plan.failures.capacity() * sizeof(FailedTasks);
}

}  // namespace

SweepSolver::Piece PlacementSolver::solve_piece(std::uint64_t first, std::uint64_t count,
                                                const Solved& progress) {
    const ScenarioBatch batch = world_.batch(first, count);
    BatchOptions batch_settings = batch_options(options());
    batch_settings.progress = [&](std::uint64_t solved, std::uint64_t) { progress(solved); };
    std::vector<ScenarioAnswer> answers =
        solve_batch(batch.problem, batch.scenarios, batch_settings);

    const MetricsContext context(batch, basis_);
    Piece piece;
    piece.results.resize(answers.size());
    std::vector<std::uint64_t> bytes(answers.size());
    solve::batch::on_threads(answers.size(), options().threads, [&](std::size_t s) {
        bytes[s] = bytes_of(answers[s].plan);
        piece.results[s] = {batch.keys[s].index, measure(context, s, answers[s])};
        answers[s] = {};
    });
    piece.most_bytes = *std::ranges::max_element(bytes);
    return piece;
}

std::optional<PointDetails> PlacementSolver::details(std::uint64_t point) const {
    const ScenarioBatch batch = world_.batch(point * world_.sweep().trials, 1);
    const std::vector<ScenarioAnswer> answers =
        solve_batch(batch.problem, batch.scenarios, batch_options(options()));
    return point_details(MetricsContext(batch, basis_), 0, answers.front(), point);
}

}  // namespace berth::host::whatif
