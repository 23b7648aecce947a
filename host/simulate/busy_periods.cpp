#include "simulate/busy_periods.hpp"

#include <algorithm>

namespace berth::host::simulate {

namespace {

// Periods that overlap or touch become one.
std::vector<Period> joined(std::vector<Period> periods) {
    std::ranges::sort(periods, {}, &Period::from);
    std::vector<Period> apart;
    for (const Period& period : periods) {
        if (apart.empty() || period.from > apart.back().to) {
            apart.push_back(period);
        } else {
            apart.back().to = std::max(apart.back().to, period.to);
        }
    }
    return apart;
}

}  // namespace

std::vector<InstanceUse> instance_uses(const SimulationResult& result) {
    std::vector<InstanceUse> uses(result.instances.size());
    for (const SimulatedTask& task : result.tasks) {
        if (task.instance == no_index) continue;
        InstanceUse& use = uses.at(task.instance);
        ++use.tasks;
        const Request& request = result.task_kinds.at(task.kind).request;
        if (request.scheduling == SchedulingStrategy::daemon) continue;
        use.busy.push_back(
            {task.placed.value_or(task.created), task.stopped.value_or(result.totals.ended)});
    }
    for (InstanceUse& use : uses) use.busy = joined(std::move(use.busy));
    return uses;
}

}  // namespace berth::host::simulate
