#include "solve/fargate.hpp"

#include <algorithm>

namespace berth::host::solve {

std::vector<std::int32_t>& FargateZones::counts(compile::GroupId group) {
    if (counts_.empty()) counts_ = problem_.fargate_counts;
    if (counts_.size() <= group) counts_.resize(group + 1);
    counts_[group].resize(problem_.zones.size(), 0);
    return counts_[group];
}

void FargateZones::place(const compile::TaskRun& run, PlanBuilder& plan) {
    const compile::TaskClass& task_class = problem_.classes[run.task_class];
    std::vector<std::int32_t>& tasks = counts(task_class.group);
    for (std::uint32_t k = 0; k < run.count; ++k) {
        std::int32_t zone = -1;
        if (!task_class.fargate_zones.empty()) {
            const std::uint32_t best = *std::ranges::min_element(
                task_class.fargate_zones, {}, [&](std::uint32_t z) { return tasks[z]; });
            ++tasks[best];
            zone = static_cast<std::int32_t>(best);
        }
        plan.place_on_fargate(run, run.first_task_index + k, zone);
    }
}

}  // namespace berth::host::solve
