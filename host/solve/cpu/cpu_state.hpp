// The state of the cpu backend: the cluster, dynamic planes, rows of amounts, and a journal.
//
// A commit touches one instance; everything remembered about the others stays true. So whoever
// keeps an answer per instance (FeasibleSet, FailureCache) notes how far it has read the journal
// and looks again at just the instances that stand behind that mark.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <span>
#include <vector>

#include "solve/cluster_state.hpp"
#include "solve/dynamic_planes.hpp"

namespace berth::engine {

/// The four amounts of an instance, or of a task, side by side: one load and one comparison decide
/// a fit.
struct alignas(16) Amounts {
    std::int32_t cpu_units = 0;
    std::int32_t memory_mib = 0;
    std::int32_t gpus = 0;
    std::int32_t enis = 0;

    /// Whether every amount is at least the other's.
    bool covers(const Amounts& asked) const {
        return static_cast<unsigned>(cpu_units >= asked.cpu_units) &
               static_cast<unsigned>(memory_mib >= asked.memory_mib) &
               static_cast<unsigned>(gpus >= asked.gpus) &
               static_cast<unsigned>(enis >= asked.enis);
    }

    /// Raises each amount to at least the other's.
    void raise_to(const Amounts& other) {
        cpu_units = std::max(cpu_units, other.cpu_units);
        memory_mib = std::max(memory_mib, other.memory_mib);
        gpus = std::max(gpus, other.gpus);
        enis = std::max(enis, other.enis);
    }

    static constexpr std::int32_t nothing = std::numeric_limits<std::int32_t>::min();
    static constexpr Amounts none() { return {nothing, nothing, nothing, nothing}; }
};

/// What a task of the class asks of any instance. GPUs asked for as `ALL` come on top of it, and a
/// task without an interface does not mind an instance that has passed its limit.
inline Amounts asked_amounts(const TaskNeeds& needs) {
    return {needs.cpu_units, needs.memory_mib, needs.gpus,
            needs.enis > 0 ? needs.enis : Amounts::nothing};
}

class CpuState {
   public:
    explicit CpuState(const CompiledProblem& problem_in);

    GpuRange commit(const TaskClass& task_class, std::size_t instance);

    /// Whether the instance has what the task asks and, under `distinctInstance`, none of the
    /// group. Says nothing about the planes of the class.
    bool has_room(const TaskClass& task_class, const Amounts& asked, std::size_t instance) const {
        if (!rows[instance].covers(asked)) return false;
        if (task_class.needs.gpus_all > 0 &&
            task_class.needs.gpus_on(problem.columns.gpus_registered[instance]) >
                rows[instance].gpus) {
            return false;
        }
        if (!task_class.needs.ports.empty() && !has_ports(task_class, instance)) return false;
        return !task_class.distinct_instance ||
               cluster.group_counts.get(task_class.group, instance) == 0;
    }

    /// Whether every memberOf expression of the class holds on the instance now.
    bool member_of(const TaskClass& task_class, std::size_t instance) const {
        return problem.planes[task_class.member_of].test(instance) &&
               std::ranges::all_of(task_class.dynamic_expressions, [&](ExpressionId id) {
                   return dynamic.expression(id).test(instance);
               });
    }

    const CompiledProblem& problem;
    ClusterState cluster;
    DynamicPlanes dynamic;
    std::vector<Amounts> rows;     ///< [N] what is left
    std::vector<Ordinal> journal;  ///< instance of each commit, in order

   private:
    Amounts row(std::size_t instance) const;
    bool has_ports(const TaskClass& task_class, std::size_t instance) const;
};

}  // namespace berth::engine
