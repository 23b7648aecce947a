// A block algorithm run by one host thread: what a device does with a scenario, where there is
// none.
#pragma once

#include <cstdint>
#include <cstring>
#include <vector>

#include "kernels/place_burst.h"
#include "solve/device/packed_problem.hpp"
#include "solve/device/scenario_input.hpp"

namespace berth::tests {

/// Host memory for the state of a problem.
class HostState {
   public:
    explicit HostState(const host::solve::device::PackedProblem& problem)
        : problem_(problem.view()), memory_(problem.state_bytes() / sizeof(kernels::Amounts)) {}

    /// Brings the state to where it is before the first task.
    kernels::StateView initial() {
        std::memcpy(memory_.data(), problem_.initial_state, problem_.layout.bytes);
        return kernels::state_at(problem_.layout, reinterpret_cast<unsigned char*>(memory_.data()));
    }

   private:
    kernels::ProblemView problem_;
    std::vector<kernels::Amounts> memory_;  // for its alignment
};

/// Host memory that the answer to a scenario is written into.
class HostAnswer {
   public:
    /// Without `plans` the answer has the counts per run alone.
    HostAnswer(const host::solve::device::ScenarioInput& scenario, bool plans) : plans_(plans) {
        const host::solve::device::PackedRuns& packed = scenario.burst->packed;
        answer_.placed_of_run.resize(packed.runs.size());
        answer_.failed_of_run.resize(packed.runs.size());
        if (!plans) return;
        answer_.decisions.resize(packed.slots);
        answer_.failures.resize(packed.failure_capacity);
    }

    kernels::OutputView output() {
        kernels::OutputView out{};
        out.placed_of_run = answer_.placed_of_run.data();
        out.failed_of_run = answer_.failed_of_run.data();
        if (plans_) {
            out.decisions = answer_.decisions.data();
            out.failures = answer_.failures.data();
            out.failure_capacity = static_cast<std::uint32_t>(answer_.failures.size());
            out.failure_count = &failures_;
        }
        return out;
    }

    /// The answer, after it was written.
    host::solve::device::BurstAnswer take() {
        answer_.failures.resize(failures_);
        return std::move(answer_);
    }

   private:
    bool plans_;
    host::solve::device::BurstAnswer answer_;
    std::uint32_t failures_ = 0;
};

/// The memory of one thread block, reused from scenario to scenario.
class HostBlock {
   public:
    explicit HostBlock(const host::solve::device::PackedProblem& problem)
        : problem_(problem.view()), state_(problem) {}

    /// Places the scenario's burst. Without `plans` the answer has the counts per run alone.
    host::solve::device::BurstAnswer place(const host::solve::device::ScenarioInput& scenario,
                                           bool plans) {
        kernels::ScanPicker picker;
        return place(scenario, plans, picker);
    }

    /// The same, asking `picker` for instances.
    template <typename Picker>
    host::solve::device::BurstAnswer place(const host::solve::device::ScenarioInput& scenario,
                                           bool plans, Picker& picker) {
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

}  // namespace berth::tests
