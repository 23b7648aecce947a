// Solves the scenarios of a sweep piece by piece and passes on the results.
//
// A piece is as many consecutive scenarios as take about a second and fit in memory. What solves a
// piece is derived: placement_solver.hpp, time_solver.hpp.
#pragma once

#include <algorithm>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <vector>

#include "berth/what_if_result.hpp"
#include "berth/what_if_run.hpp"

namespace berth::host::whatif {

/// Scenarios `first` to `first + count - 1`.
struct ScenarioRange {
    std::uint64_t first = 0;
    std::uint64_t count = 0;
};

/// The scenarios of one shard of `scenarios`.
ScenarioRange range_of(const Shard& shard, std::uint64_t scenarios);

/// What is left of a range without the scenarios in `done`, which is sorted.
std::vector<ScenarioRange> remaining(const ScenarioRange& range,
                                     std::span<const std::uint64_t> done);

class SweepSolver {
   public:
    virtual ~SweepSolver() = default;
    SweepSolver(const SweepSolver&) = delete;
    SweepSolver& operator=(const SweepSolver&) = delete;

    using Deliver = std::function<void(std::vector<ScenarioResult> results)>;
    using Solved = std::function<void(std::uint64_t solved)>;

    /// Delivers the results of the range in order, piece by piece. `progress` is called with the
    /// scenarios solved so far. False if the caller's is_cancelled() stopped it.
    bool solve(const ScenarioRange& range, const Deliver& deliver, const Solved& progress);

    /// The state that a point's first trial leaves; nothing where a sweep has none to show.
    virtual std::optional<PointDetails> details(std::uint64_t point) const = 0;

   protected:
    /// Keeps a reference. `least_piece`: scenarios that a piece has at least, for those that are
    /// spread over threads one by one.
    SweepSolver(const WhatIfOptions& options, std::uint64_t least_piece)
        : options_(options),
          least_piece_(least_piece),
          piece_(std::max<std::uint64_t>(8, least_piece)) {}

    struct Piece {
        std::vector<ScenarioResult> results;
        std::uint64_t most_bytes = 0;  ///< that a scenario needs until its metrics are taken
    };

    /// `progress` is called with the scenarios of the piece that are solved.
    virtual Piece solve_piece(std::uint64_t first, std::uint64_t count, const Solved& progress) = 0;

    const WhatIfOptions& options() const { return options_; }

   private:
    void resize_piece(std::uint64_t solved, std::uint64_t bytes, double seconds);

    const WhatIfOptions& options_;
    std::uint64_t least_piece_;  // scenarios
    std::uint64_t piece_;
};

}  // namespace berth::host::whatif
