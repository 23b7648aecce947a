#include "whatif/sweep_solver.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

namespace berth::host::whatif {

namespace {

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
                        const Solved& progress) {
    for (std::uint64_t solved = 0; solved < range.count;) {
        if (options_.is_cancelled && options_.is_cancelled()) return false;
        const std::uint64_t count = std::min(piece_, range.count - solved);
        const auto begin = std::chrono::steady_clock::now();
        Piece piece = solve_piece(range.first + solved, count,
                                  [&](std::uint64_t of_piece) { progress(solved + of_piece); });
        resize_piece(count, piece.most_bytes, seconds_since(begin));
        deliver(std::move(piece.results));
        solved += count;
    }
    return true;
}

// Long enough that compiling a piece costs little of it, short enough for Ctrl-C and progress.
void SweepSolver::resize_piece(std::uint64_t solved, std::uint64_t bytes, double seconds) {
    constexpr double seconds_per_piece = 1;
    constexpr std::uint64_t growth = 4;
    constexpr std::uint64_t most = 65'536;
    const double rate = static_cast<double>(solved) / std::max(seconds, 1e-6);
    const std::uint64_t budget = options_.memory_mib * 1024 * 1024;
    const std::uint64_t by_memory = budget / std::max<std::uint64_t>(bytes, 1);
    const auto by_time =
        static_cast<std::uint64_t>(std::min(rate * seconds_per_piece, static_cast<double>(most)));
    piece_ = std::clamp<std::uint64_t>(std::min({by_memory, by_time, piece_ * growth}),
                                       least_piece_, most);
}

}  // namespace berth::host::whatif
