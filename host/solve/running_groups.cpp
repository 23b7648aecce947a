#include "solve/running_groups.hpp"

#include <algorithm>

namespace berth::host::solve {

RunningGroups::RunningGroups(const compile::CompiledProblem& problem) : problem_(problem) {
    if (problem.atoms.empty()) return;
    groups_.resize(problem.instance_count());
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        add(task.group, static_cast<std::size_t>(task.instance));
    }
}

void RunningGroups::add(compile::GroupId group, std::size_t instance) {
    if (groups_.empty()) return;
    const std::string_view name = problem_.groups[group];
    auto& here = groups_[instance];
    if (std::ranges::find(here, name) == here.end()) here.push_back(name);
}

query::Load RunningGroups::load(const ClusterState& state, std::size_t instance) const {
    query::Load load;
    load.running_tasks_count = state.instances[instance].running_tasks_count;
    if (!groups_.empty()) load.groups = groups_[instance];
    return load;
}

bool RunningGroups::member_of(const ClusterState& state, const compile::TaskClass& task_class,
                              std::size_t instance) const {
    if (!problem_.planes[task_class.plane_of(Reason::member_of)].test(instance)) return false;
    return std::ranges::all_of(task_class.dynamic_expressions, [&](compile::ExpressionId id) {
        return query::evaluate(problem_.expressions[id].parsed, *problem_.instances[instance],
                               load(state, instance));
    });
}

}  // namespace berth::host::solve
