// The state of the cpu backend: the cluster, dynamic planes, amounts in a second layout, and a
// journal.
//
// A commit touches one instance; everything remembered about the others stays true. So a cache with
// an answer per instance (FeasibleSet, FailureCache) notes how far it has read the journal and
// rechecks only the instances after that mark.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/cluster_state.hpp"
#include "solve/cpu/amounts.hpp"
#include "solve/dynamic_planes.hpp"

namespace berth::host::solve::cpu {

/// One instance has taken one or more tasks of a class.
struct Change {
    Amounts before{};
    Amounts after{};
    std::size_t instance = 0;
    compile::ClassId task_class = 0;
};

class CpuState {
   public:
    /// `requested` tasks are expected.
    CpuState(const ProblemParts& problem_in, std::uint64_t requested);

    /// Takes one task. The journal and the tiles follow with note(), once for consecutive tasks of
    /// a class on the same instance.
    GpuRange commit(const compile::TaskClass& task_class, std::size_t instance);
    void note(compile::ClassId task_class, std::size_t instance, const Amounts& before);

    std::size_t instance_count() const { return cluster.instances.size(); }
    const Amounts& left(std::size_t instance) const { return cluster.left(instance); }

    /// Whether the instance has what the task asks and, under `distinctInstance`, none of the
    /// group. Says nothing about the planes of the class.
    bool has_room(const compile::TaskClass& task_class, const Amounts& asked,
                  std::size_t instance) const {
        return left(instance).covers(asked) && has_special_room(task_class, instance);
    }

    /// The part of has_room() that few classes need: ports, `ALL` GPUs, `distinctInstance`.
    bool has_special_room(const compile::TaskClass& task_class, std::size_t instance) const {
        if (task_class.needs.gpus_all > 0 &&
            task_class.needs.gpus_on(problem.columns.gpus_registered[instance]) >
                left(instance)[kernels::Resource::gpu]) {
            return false;
        }
        if (!task_class.needs.ports.empty() && !has_ports(task_class, instance)) return false;
        return !task_class.distinct_instance ||
               cluster.group_counts.get(task_class.group, instance) == 0;
    }

    /// Whether every memberOf expression of the class that commits can change holds now.
    bool dynamic_expressions_hold(const compile::TaskClass& task_class,
                                  std::size_t instance) const {
        for (const compile::ExpressionId id : task_class.dynamic_expressions) {
            if (!dynamic.expression(id).test(instance)) return false;
        }
        return true;
    }

    /// Whether every memberOf expression of the class holds on the instance now.
    bool member_of(const compile::TaskClass& task_class, std::size_t instance) const {
        return problem.planes[task_class.plane_of(Reason::member_of)].test(instance) &&
               dynamic_expressions_hold(task_class, instance);
    }

    /// Whether the ports of the class are free on the instance and within ECS's limit.
    bool has_ports(const compile::TaskClass& task_class, std::size_t instance) const;

    const ProblemParts problem;
    ClusterState cluster;
    DynamicPlanes dynamic;
    std::vector<AmountTile> tiles;  ///< [N/64] what is left; past the last instance: nothing
    std::vector<Change> journal;    ///< in order
};

}  // namespace berth::host::solve::cpu
