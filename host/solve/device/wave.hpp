// Scenarios that are solved in one launch: their inputs in one block of memory, their answers in
// another.
#pragma once

#include <cstddef>
#include <set>
#include <vector>

#include "kernels/launchers.h"
#include "solve/device/device.hpp"
#include "solve/device/device_scenario.hpp"
#include "solve/device/packed_problem.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::host::solve::device {

/// A problem on the device.
class DeviceProblem {
   public:
    DeviceProblem(const PackedProblem& problem, const Stream& stream);

    const kernels::ProblemView& view() const { return view_; }

   private:
    DeviceBuffer bytes_;
    kernels::ProblemView view_;
};

/// Bytes of device memory that the scenarios of a wave take, without the states of the blocks.
class WaveBytes {
   public:
    explicit WaveBytes(bool plans) : plans_(plans) {}

    void add(const ScenarioInput& input);
    std::size_t total() const { return inputs_ + output_.bytes(); }

   private:
    bool plans_;
    std::set<SharedBurst> bursts_;
    std::size_t inputs_ = 0;
    OutputLayout output_;
};

/// Where the scenarios of a wave and their answers are.
struct WaveLayout {
    WaveLayout(const std::vector<ScenarioInput>& scenarios, bool plans);

    InputBlock inputs;
    OutputLayout outputs;
    std::vector<InputOffsets> input_of;    ///< [scenarios]
    std::vector<OutputOffsets> output_of;  ///< [scenarios]
    std::size_t scenario_views;            ///< in `inputs`: ScenarioView [scenarios]
    std::size_t output_views;              ///< in `inputs`: OutputView [scenarios]
    std::size_t next_scenario;             ///< in `outputs`: a counter
};

/// Scenarios on the device, and all memory that solving them takes. The problem, the scenarios and
/// the stream must outlive it.
class Wave {
   public:
    /// Queues the transfer of the scenarios.
    Wave(const DeviceProblem& problem, const std::vector<ScenarioInput>& scenarios, bool plans,
         const Stream& stream);

    /// Queues the clearing of answers; needed before every launch.
    void clear() const { outputs_.clear(stream_); }

    /// Queues the kernel.
    void launch() const;

    /// The answers of the last launch, in the order of the scenarios; waits for them.
    std::vector<BurstAnswer> answers() const;

   private:
    void write_views();

    const std::vector<ScenarioInput>& scenarios_;
    bool plans_;
    const Stream& stream_;
    WaveLayout layout_;
    DeviceBuffer inputs_;
    DeviceBuffer outputs_;
    std::uint32_t blocks_;
    DeviceBuffer states_;
    kernels::ScenarioBatch batch_{};
};

/// Solves the scenarios in one launch. Answers are in their order.
std::vector<BurstAnswer> solve_wave(const DeviceProblem& problem,
                                    const std::vector<ScenarioInput>& scenarios, bool plans,
                                    const Stream& stream);

}  // namespace berth::host::solve::device
