// Sweeps over time: each scenario is simulated on one thread.
#pragma once

#include "whatif/simulated_scenario.hpp"
#include "whatif/sweep_solver.hpp"

namespace berth::host::whatif {

class TimeSolver : public SweepSolver {
   public:
    /// Keeps references to all three; `world` was built from burst_of(simulation).
    TimeSolver(const ScenarioWorld& world, const Simulation& simulation,
               const WhatIfOptions& options);

    std::optional<PointDetails> details(std::uint64_t) const override { return std::nullopt; }

   private:
    Piece solve_piece(std::uint64_t first, std::uint64_t count, const Solved& progress) override;
    ScenarioMetrics solve_one(const ScenarioKey& key) const;

    const ScenarioWorld& world_;
    const Simulation& simulation_;
};

}  // namespace berth::host::whatif
