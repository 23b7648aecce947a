// The state of the cpu backend: columns, dynamic planes, and a journal of touched instances.
//
// A commit touches one instance; everything remembered about the others stays true. So whoever
// keeps an answer per instance (FeasibleSet, FailureCache) notes how far it has read the journal
// and looks again at just the instances that stand behind that mark.
#pragma once

#include <algorithm>
#include <span>
#include <vector>

#include "solve/cluster_state.hpp"
#include "solve/dynamic_planes.hpp"

namespace berth::engine {

class CpuState {
   public:
    explicit CpuState(const CompiledProblem& problem_in)
        : problem(problem_in), cluster(problem_in), dynamic(problem_in) {
        journal.reserve(problem.requested_tasks);
    }

    GpuRange commit(const TaskClass& task_class, std::size_t instance) {
        const GpuRange gpus = cluster.commit(task_class, instance);
        dynamic.update(task_class.group, instance, cluster.running_tasks_count[instance]);
        journal.push_back(static_cast<Ordinal>(instance));
        return gpus;
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
    std::vector<Ordinal> journal;  ///< instance of each commit, in order
};

}  // namespace berth::engine
