#include "whatif/sweep_solver.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "berth/batch.hpp"
#include "solve/batch/threads.hpp"
#include "whatif/details.hpp"
#include "whatif/metrics.hpp"

namespace berth::whatif {

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

double seconds_since(std::chrono::steady_clock::time_point begin) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

}  // namespace

ScenarioRange range_of(const Shard& shard, std::uint64_t scenarios) {
    // The first `scenarios % count` pieces have one scenario more: no product can overflow.
    const std::uint64_t size = scenarios / shard.count;
    const std::uint64_t longer = scenarios % shard.count;
    const std::uint64_t first = shard.index * size + std::min(shard.index, longer);
    return {first, size + (shard.index < longer ? 1 : 0)};
}

std::vector<ScenarioRange> remaining(const ScenarioRange& range,
                                     std::span<const std::uint64_t> done) {
    std::vector<ScenarioRange> out;
    const std::uint64_t end = range.first + range.count;
    std::uint64_t next = range.first;
    for (const std::uint64_t index : done) {
        if (index < next || index >= end) continue;
        if (index > next) out.push_back({next, index - next});
        next = index + 1;
    }
    if (next < end) out.push_back({next, end - next});
    return out;
}

bool SweepSolver::solve(const ScenarioRange& range, const Deliver& deliver,
                        const std::function<void(std::uint64_t)>& progress) {
    for (std::uint64_t solved = 0; solved < range.count;) {
        if (options_.is_cancelled && options_.is_cancelled()) return false;
        const std::uint64_t count = std::min(piece_, range.count - solved);
        deliver(solve_piece(range.first + solved, count,
                            [&](std::uint64_t of_piece) { progress(solved + of_piece); }));
        solved += count;
    }
    return true;
}

std::vector<ScenarioResult> SweepSolver::solve_piece(
    std::uint64_t first, std::uint64_t count, const std::function<void(std::uint64_t)>& progress) {
    const auto begin = std::chrono::steady_clock::now();
    const ScenarioBatch batch = world_.batch(first, count);
    BatchOptions options = batch_options(options_);
    options.progress = [&](std::uint64_t solved, std::uint64_t) { progress(solved); };
    std::vector<ScenarioAnswer> answers = solve_batch(batch.problem, batch.scenarios, options);

    const MetricsContext context(batch, basis_);
    std::vector<ScenarioResult> results(answers.size());
    std::vector<std::uint64_t> bytes(answers.size());
    engine::on_threads(answers.size(), options_.threads, [&](std::size_t s) {
        bytes[s] = bytes_of(answers[s].plan);
        results[s] = {batch.keys[s].index, measure(context, s, answers[s])};
        answers[s] = {};
    });
    resize_piece(count, *std::ranges::max_element(bytes), seconds_since(begin));
    return results;
}

// Long enough that compiling a piece costs little of it, short enough for Ctrl-C and progress.
void SweepSolver::resize_piece(std::uint64_t solved, std::uint64_t plan_bytes, double seconds) {
    constexpr double seconds_per_piece = 1;
    constexpr std::uint64_t growth = 4;
    constexpr std::uint64_t most = 65'536;
    const double rate = static_cast<double>(solved) / std::max(seconds, 1e-6);
    const std::uint64_t budget = options_.memory_mib * 1024 * 1024;
    const std::uint64_t by_memory = budget / std::max<std::uint64_t>(plan_bytes, 1);
    const auto by_time =
        static_cast<std::uint64_t>(std::min(rate * seconds_per_piece, static_cast<double>(most)));
    piece_ = std::clamp<std::uint64_t>(std::min({by_memory, by_time, piece_ * growth}), 1, most);
}

PointDetails SweepSolver::details(std::uint64_t point) const {
    const ScenarioBatch batch = world_.batch(point * world_.sweep().trials, 1);
    const std::vector<ScenarioAnswer> answers =
        solve_batch(batch.problem, batch.scenarios, batch_options(options_));
    return point_details(MetricsContext(batch, basis_), 0, answers.front(), point);
}

}  // namespace berth::whatif
