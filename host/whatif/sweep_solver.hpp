// Solves the scenarios of a sweep piece by piece and hands on what they came to.
//
// A piece is as many scenarios in a row as take about a second and as the memory allows; it is
// compiled together and solved as one batch, and its plans are gone when its metrics are taken.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <vector>

#include "berth/what_if_result.hpp"
#include "berth/what_if_run.hpp"
#include "whatif/measure_basis.hpp"
#include "whatif/scenario_world.hpp"

namespace berth::whatif {

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
    /// Keeps references to all three.
    SweepSolver(const ScenarioWorld& world, const MeasureBasis& basis, const WhatIfOptions& options)
        : world_(world), basis_(basis), options_(options) {}

    using Deliver = std::function<void(std::vector<ScenarioResult> results)>;

    /// Delivers the results of the range in order, piece by piece. `progress` is called with the
    /// scenarios solved so far. False where the caller's is_cancelled() stopped it.
    bool solve(const ScenarioRange& range, const Deliver& deliver,
               const std::function<void(std::uint64_t solved)>& progress);

    /// The state that a point's first trial leaves.
    PointDetails details(std::uint64_t point) const;

   private:
    std::vector<ScenarioResult> solve_piece(std::uint64_t first, std::uint64_t count,
                                            const std::function<void(std::uint64_t)>& progress);
    void resize_piece(std::uint64_t solved, std::uint64_t plan_bytes, double seconds);

    const ScenarioWorld& world_;
    const MeasureBasis& basis_;
    const WhatIfOptions& options_;
    std::uint64_t piece_ = 8;  // scenarios
};

}  // namespace berth::whatif
