#include "solve/device/host_block.hpp"

#include <cstring>

namespace berth::host::solve::device {

HostState::HostState(const PackedProblem& problem)
    : problem_(problem.view()), memory_(problem.state_bytes() / sizeof(kernels::Amounts)) {}

kernels::StateView HostState::initial() {
    std::memcpy(memory_.data(), problem_.initial_state, problem_.layout.bytes);
    return kernels::state_at(problem_.layout, reinterpret_cast<unsigned char*>(memory_.data()));
}

HostAnswer::HostAnswer(const ScenarioInput& scenario, bool plans) : plans_(plans) {
    const PackedRuns& packed = scenario.burst->packed;
    answer_.placed_of_run.resize(packed.runs.size());
    answer_.failed_of_run.resize(packed.runs.size());
    if (!plans) return;
    answer_.decisions.resize(packed.slots);
    answer_.failures.resize(packed.failure_capacity);
}

kernels::OutputView HostAnswer::output() {
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

BurstAnswer HostAnswer::take() {
    answer_.failures.resize(failures_);
    return std::move(answer_);
}

}  // namespace berth::host::solve::device
