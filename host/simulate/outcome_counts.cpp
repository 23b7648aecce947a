#include "simulate/outcome_counts.hpp"

#include <array>

#include "simulate/wait_times.hpp"

namespace berth::host::simulate {

namespace {

// What a reason counts as; of a task that is still there it says nothing.
std::uint64_t& counter_of(OutcomeCounts& counts, const SimulatedTask& task) {
    switch (task.reason) {
        case StopReason::finished:
            return counts.finished;
        case StopReason::asked:
        case StopReason::service_scaled_in:
            return counts.stopped;
        case StopReason::no_capacity:
        case StopReason::no_instances:
        case StopReason::provisioning_limit:
            return counts.refused;
        case StopReason::provisioning_timeout:
            return counts.given_up;
        case StopReason::instance_gone:
            return counts.interrupted;
        case StopReason::none:
        case StopReason::simulation_ended:
            break;
    }
    return task.running ? counts.running : counts.waiting;
}

}  // namespace

void count_outcome(OutcomeCounts& counts, const SimulatedTask& task) {
    ++counts.tasks;
    ++counter_of(counts, task);
    if (task.running) ++counts.started;
}

std::vector<OutcomeCounts> outcome_counts(const SimulationResult& result) {
    std::vector<OutcomeCounts> counts(result.task_kinds.size());
    std::vector<std::vector<double>> waits(counts.size());
    for (const SimulatedTask& task : result.tasks) {
        count_outcome(counts.at(task.kind), task);
        if (const auto wait = wait_of(task)) waits[task.kind].push_back(*wait);
    }
    for (std::size_t k = 0; k < counts.size(); ++k) {
        counts[k].waits = wait_times(std::move(waits[k]));
    }
    return counts;
}

}  // namespace berth::host::simulate
