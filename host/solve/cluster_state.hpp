// What changes while a burst is placed.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/amounts.hpp"
#include "solve/group_counts.hpp"
#include "solve/problem_parts.hpp"

namespace berth::host::solve {

/// GPU ids handed to one task: a range of the instance's list of free ids.
struct GpuRange {
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

/// What a commit changes on an instance, in one piece of memory.
struct alignas(32) InstanceState {
    Amounts left{};
    std::int32_t ports_taken = 0;
    std::uint32_t gpus_handed_out = 0;
    std::int64_t running_tasks_count = 0;
};

/// The cluster after the tasks committed so far.
class ClusterState {
   public:
    explicit ClusterState(const ProblemParts& problem);

    /// Takes the task's resources off the instance and counts it in its group (docs/rules.md,
    /// section 7). The task must fit.
    GpuRange commit(const compile::TaskClass& task_class, std::size_t instance);

    /// Undoes a commit: the task has ended. The caller keeps track of its GPU ids.
    void release(const compile::TaskClass& task_class, std::size_t instance);

    const Amounts& left(std::size_t instance) const { return instances[instance].left; }

    /// What the task takes from the instance, if it fits.
    Amounts taken_by(const compile::TaskClass& task_class, std::size_t instance) const {
        Amounts taken = task_class.needs.amounts;
        taken[kernels::Resource::gpu] = static_cast<std::int32_t>(gpus(task_class, instance));
        return taken;
    }

    /// GPUs that the task takes from the instance.
    std::uint32_t gpus(const compile::TaskClass& task_class, std::size_t instance) const {
        return static_cast<std::uint32_t>(
            task_class.needs.gpus_on(problem.columns.gpus_registered[instance]));
    }

    std::size_t taken_ports_clashing(const compile::TaskClass& task_class,
                                     std::size_t instance) const;

    const ProblemParts problem;
    std::vector<InstanceState> instances;  ///< [N]
    std::vector<std::uint64_t> port_bits;  ///< [port words][N]
    GroupCounts group_counts;              ///< of the groups that some class asks about
    std::vector<std::vector<std::int32_t>> bucket_counts;  ///< [counter][bucket]
};

}  // namespace berth::host::solve
