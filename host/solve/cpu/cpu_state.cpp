#include "solve/cpu/cpu_state.hpp"

#include "berth/constraint.hpp"
#include "compile/bit_plane.hpp"

namespace berth::engine {

CpuState::CpuState(const ProblemParts& problem_in, std::uint64_t requested)
    : problem(problem_in), cluster(problem_in), dynamic(problem_in) {
    const std::size_t n = problem.instance_count();
    journal.reserve(requested);
    rows.reserve(n);
    tiles.resize(plane_words(n));
    if (!tiles.empty()) tiles.back().fill(Amounts::none());
    for (std::size_t i = 0; i < n; ++i) {
        rows.push_back(row(i));
        tiles[i / AmountTile::size].set(i % AmountTile::size, rows[i]);
    }
}

Amounts CpuState::row(std::size_t instance) const {
    return {cluster.cpu_units[instance], cluster.memory_mib[instance], cluster.gpus[instance],
            cluster.enis[instance]};
}

bool CpuState::has_ports(const TaskClass& task_class, std::size_t instance) const {
    const auto asked = static_cast<std::int32_t>(task_class.needs.ports.size());
    if (cluster.ports_taken[instance] + asked > limits::ports_per_instance) return false;
    const std::size_t n = rows.size();
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        if ((cluster.port_bits[w * n + instance] & task_class.port_bits[w]) != 0) return false;
    }
    return true;
}

GpuRange CpuState::commit(const TaskClass& task_class, std::size_t instance) {
    const GpuRange gpus = cluster.commit(task_class, instance);
    dynamic.update(task_class.group, instance, cluster.running_tasks_count[instance]);
    rows[instance] = row(instance);
    return gpus;
}

void CpuState::note(ClassId task_class, std::size_t instance, const Amounts& before) {
    tiles[instance / AmountTile::size].set(instance % AmountTile::size, rows[instance]);
    journal.push_back({before, rows[instance], instance, task_class});
}

}  // namespace berth::engine
