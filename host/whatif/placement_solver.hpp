// Sweeps of placements. A piece is compiled together and solved as one batch; its plans are dropped
// once its metrics are measured.
#pragma once

#include "whatif/measure_basis.hpp"
#include "whatif/scenario_world.hpp"
#include "whatif/sweep_solver.hpp"

namespace berth::host::whatif {

class PlacementSolver : public SweepSolver {
   public:
    /// Keeps references to all three.
    PlacementSolver(const ScenarioWorld& world, const MeasureBasis& basis,
                    const WhatIfOptions& options)
        : SweepSolver(options, 1), world_(world), basis_(basis) {}

    std::optional<PointDetails> details(std::uint64_t point) const override;

   private:
    Piece solve_piece(std::uint64_t first, std::uint64_t count, const Solved& progress) override;

    const ScenarioWorld& world_;
    const MeasureBasis& basis_;
};

}  // namespace berth::host::whatif
