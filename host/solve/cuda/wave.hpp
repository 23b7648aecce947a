// Scenarios that are solved in one launch: their inputs in one block of memory, their answers in
// another.
#pragma once

#include <cstddef>
#include <vector>

#include "solve/block/packed_problem.hpp"
#include "solve/block/scenario_input.hpp"
#include "solve/cuda/device.hpp"

namespace berth::engine {

/// A problem on the device, and the memory for the blocks that place its bursts.
class DeviceProblem {
   public:
    DeviceProblem(const PackedProblem& problem, const Stream& stream);

    const kernels::ProblemView& view() const { return view_; }

   private:
    DeviceBuffer bytes_;
    kernels::ProblemView view_;
};

/// Bytes of device memory that a scenario takes within a wave, its block's state apart.
std::size_t wave_bytes(const ScenarioInput& input, bool plans);

/// Solves the scenarios in one launch. Answers are in their order.
std::vector<BurstAnswer> solve_wave(const DeviceProblem& problem,
                                    const std::vector<ScenarioInput>& scenarios, bool plans,
                                    const Stream& stream);

}  // namespace berth::engine
