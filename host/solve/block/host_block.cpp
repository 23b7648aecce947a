#include "solve/block/host_block.hpp"

#include <cstring>

#include "kernels/place_burst.h"

namespace berth::engine {

HostBlock::HostBlock(const PackedProblem& problem)
    : problem_(problem.view()), state_(problem.state_bytes()) {}

BurstAnswer HostBlock::place(const ScenarioInput& scenario, bool plans) {
    const PackedRuns& packed = scenario.burst->packed;
    BurstAnswer answer;
    answer.placed_of_run.resize(packed.runs.size());
    answer.failed_of_run.resize(packed.runs.size());
    kernels::OutputView out{};
    out.failed_of_run = answer.failed_of_run.data();
    out.placed_of_run = answer.placed_of_run.data();
    std::uint32_t failures = 0;
    if (plans) {
        answer.decisions.resize(packed.slots);
        answer.failures.resize(packed.failure_capacity);
        out.decisions = answer.decisions.data();
        out.failures = answer.failures.data();
        out.failure_capacity = packed.failure_capacity;
        out.failure_count = &failures;
    }
    std::memcpy(state_.data(), problem_.initial_state, state_.size());
    const kernels::ScenarioView view = scenario.view();
    const kernels::Cluster cluster{
        problem_, view,
        kernels::state_at(problem_.layout, reinterpret_cast<unsigned char*>(state_.data()))};
    kernels::SerialTeam team;
    kernels::place_burst(team, cluster, out);
    answer.failures.resize(failures);
    return answer;
}

}  // namespace berth::engine
