// A block algorithm run by one host thread. Tests and benchmarks prove and measure the algorithm
// with it where there is no device; no backend uses it.
#pragma once

#include <vector>

#include "kernels/place_burst.h"
#include "solve/device/packed_problem.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::host::solve::device {

/// Host memory for the state of a problem.
class HostState {
   public:
    explicit HostState(const PackedProblem& problem);

    /// Brings the state to where it is before the first task.
    kernels::StateView initial();

   private:
    kernels::ProblemView problem_;
    std::vector<kernels::Amounts> memory_;  // for its alignment
};

/// Host memory that the answer to a scenario is written into.
class HostAnswer {
   public:
    /// Without `plans` the answer has the counts per run alone.
    HostAnswer(const ScenarioInput& scenario, bool plans);

    kernels::OutputView output();

    /// The answer, after it was written.
    BurstAnswer take();

   private:
    bool plans_;
    BurstAnswer answer_;
    std::uint32_t failures_ = 0;
};

/// The memory of one thread block, reused from scenario to scenario.
class HostBlock {
   public:
    explicit HostBlock(const PackedProblem& problem) : problem_(problem.view()), state_(problem) {}

    /// Places the scenario's burst. Without `plans` the answer has the counts per run
    /// alone.
    BurstAnswer place(const ScenarioInput& scenario, bool plans) {
        kernels::ScanPicker picker;
        return place(scenario, plans, picker);
    }

    /// The same, asking `picker` for instances.
    template <typename Picker>
    BurstAnswer place(const ScenarioInput& scenario, bool plans, Picker& picker) {
        HostAnswer answer(scenario, plans);
        const kernels::ScenarioView view = scenario.view();
        const kernels::Cluster cluster{problem_, view, state_.initial()};
        kernels::SerialTeam team;
        kernels::place_burst(team, cluster, picker, answer.output());
        return answer.take();
    }

   private:
    kernels::ProblemView problem_;
    HostState state_;
};

}  // namespace berth::host::solve::device
