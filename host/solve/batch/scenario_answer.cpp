#include "solve/batch/scenario_answer.hpp"

#include <utility>

namespace berth::host::solve::batch {

std::size_t request_count(const compile::CompiledProblem& problem, const Scenario& scenario) {
    return scenario.requests ? scenario.requests->size() : problem.burst.size();
}

void renumber(Plan& plan, const std::vector<Ordinal>& ordinals) {
    for (PlacedTask& task : plan.tasks) {
        if (task.instance == no_instance) continue;
        task.instance = ordinals[static_cast<std::size_t>(task.instance)];
    }
    for (FailedTasks& failure : plan.failures) {
        if (!failure.closest) continue;
        failure.closest->instance = ordinals[static_cast<std::size_t>(failure.closest->instance)];
    }
}

ScenarioAnswer scenario_answer(std::size_t requests, Plan plan, bool plans) {
    ScenarioAnswer answer;
    answer.placed = plan.tasks.size();
    answer.failed = plan.failed();
    answer.placed_of_request.resize(requests, 0);
    for (const PlacedTask& task : plan.tasks) ++answer.placed_of_request[task.request_index];
    if (plans) answer.plan = std::move(plan);
    return answer;
}

}  // namespace berth::host::solve::batch
