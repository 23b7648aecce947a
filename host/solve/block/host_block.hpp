// A block algorithm run by one host thread: the cpu backend's way of solving scenarios, and the
// proof of the algorithm where there is no device.
#pragma once

#include <cstddef>
#include <vector>

#include "solve/block/packed_problem.hpp"
#include "solve/block/scenario_input.hpp"

namespace berth::engine {

/// The memory of one thread block, reused from scenario to scenario.
class HostBlock {
   public:
    explicit HostBlock(const PackedProblem& problem);

    /// Places the scenario's burst. Without `plans` the answer has the counts per run
    /// alone.
    BurstAnswer place(const ScenarioInput& scenario, bool plans);

   private:
    kernels::ProblemView problem_;
    std::vector<std::byte> state_;
};

}  // namespace berth::engine
