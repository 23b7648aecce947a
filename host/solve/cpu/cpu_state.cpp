#include "solve/cpu/cpu_state.hpp"

#include "berth/constraint.hpp"

namespace berth::engine {

CpuState::CpuState(const CompiledProblem& problem_in)
    : problem(problem_in), cluster(problem_in), dynamic(problem_in) {
    journal.reserve(problem.requested_tasks);
    rows.reserve(problem.instance_count());
    for (std::size_t i = 0; i < problem.instance_count(); ++i) rows.push_back(row(i));
}

Amounts CpuState::row(std::size_t instance) const {
    return {cluster.cpu_units[instance], cluster.memory_mib[instance], cluster.gpus[instance],
            cluster.enis[instance]};
}

bool CpuState::has_ports(const TaskClass& task_class, std::size_t instance) const {
    const auto asked = static_cast<std::int32_t>(task_class.needs.ports.size());
    return cluster.ports_taken[instance] + asked <= limits::ports_per_instance &&
           cluster.taken_ports_clashing(task_class, instance) == 0;
}

GpuRange CpuState::commit(const TaskClass& task_class, std::size_t instance) {
    const GpuRange gpus = cluster.commit(task_class, instance);
    dynamic.update(task_class.group, instance, cluster.running_tasks_count[instance]);
    rows[instance] = row(instance);
    journal.push_back(static_cast<Ordinal>(instance));
    return gpus;
}

}  // namespace berth::engine
