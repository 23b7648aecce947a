#include "solve/batch/scenario_answer.hpp"

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

ScenarioAnswer scenario_answer(const compile::CompiledProblem& problem, const Scenario& scenario,
                               const solve::device::ScenarioInput& input,
                               solve::device::BurstAnswer answer, bool plans) {
    const std::vector<compile::TaskRun>& runs = input.burst->runs;
    ScenarioAnswer out;
    out.placed_of_request.resize(request_count(problem, scenario), 0);
    for (std::size_t r = 0; r < runs.size(); ++r) {
        out.placed += answer.placed_of_run[r];
        out.failed += answer.failed_of_run[r];
        out.placed_of_request[runs[r].request_index] += answer.placed_of_run[r];
    }
    if (plans) {
        const SolveOptions options{.seed = scenario.seed, .progress = {}};
        out.plan = solve::device::make_plan(problem, runs, options, std::move(answer));
    }
    return out;
}

}  // namespace berth::host::solve::batch
