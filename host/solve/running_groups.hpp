// The groups that each instance runs, by name, and memberOf tests on them with the syntax tree.
#pragma once

#include <string_view>
#include <vector>

#include "compile/compiled_problem.hpp"
#include "solve/cluster_state.hpp"

namespace berth::host::solve {

/// Kept only if some expression of the burst changes with the state.
class RunningGroups {
   public:
    explicit RunningGroups(const compile::CompiledProblem& problem);

    /// A task of the group has been placed on the instance.
    void add(compile::GroupId group, std::size_t instance);

    /// Whether every memberOf expression of the class holds on the instance now.
    bool member_of(const ClusterState& state, const compile::TaskClass& task_class,
                   std::size_t instance) const;

    /// What the query language sees of the instance now.
    query::Load load(const ClusterState& state, std::size_t instance) const;

   private:
    const compile::CompiledProblem& problem_;
    std::vector<std::vector<std::string_view>> groups_;  // [N] distinct
};

}  // namespace berth::host::solve
