#include "solve/cpu/cpu_state.hpp"

#include "berth/constraint.hpp"
#include "compile/bit_plane.hpp"

namespace berth::host::solve::cpu {

CpuState::CpuState(const ProblemParts& problem_in, std::uint64_t requested)
    : problem(problem_in), cluster(problem_in), dynamic(problem_in) {
    const std::size_t n = problem.instance_count();
    journal.reserve(requested);
    tiles.resize(compile::plane_words(n));
    if (!tiles.empty()) tiles.back().fill(Amounts::none());
    for (std::size_t i = 0; i < n; ++i) {
        tiles[i / AmountTile::size].set(i % AmountTile::size, left(i));
    }
}

bool CpuState::has_ports(const compile::TaskClass& task_class, std::size_t instance) const {
    const auto asked = static_cast<std::int32_t>(task_class.needs.ports.size());
    if (cluster.instances[instance].ports_taken + asked > limits::ports_per_instance) return false;
    const std::size_t n = instance_count();
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        if ((cluster.port_bits[w * n + instance] & task_class.port_bits[w]) != 0) return false;
    }
    return true;
}

GpuRange CpuState::commit(const compile::TaskClass& task_class, std::size_t instance) {
    const GpuRange gpus = cluster.commit(task_class, instance);
    dynamic.update(task_class.group, instance, cluster.instances[instance].running_tasks_count);
    return gpus;
}

void CpuState::note(compile::ClassId task_class, std::size_t instance, const Amounts& before) {
    tiles[instance / AmountTile::size].set(instance % AmountTile::size, left(instance));
    journal.push_back({before, left(instance), instance, task_class});
}

}  // namespace berth::host::solve::cpu
