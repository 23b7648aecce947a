#include "solve/batch/single_solves.hpp"

#include <algorithm>
#include <set>
#include <string_view>

#include "compile/run_builder.hpp"
#include "solve/batch/scenario_answer.hpp"

namespace berth::host::solve::batch {

namespace {

// The snapshot without the removed instances, nor what runs on them.
Snapshot remaining_snapshot(const compile::CompiledProblem& problem,
                            const std::vector<Ordinal>& removed) {
    std::set<std::string_view> gone;
    for (const Ordinal ordinal : removed) {
        gone.insert(problem.instances.at(static_cast<std::size_t>(ordinal))->arn);
    }
    Snapshot snapshot = problem.snapshot;
    std::erase_if(snapshot.instances, [&](const auto& i) { return gone.contains(i.arn); });
    std::erase_if(snapshot.tasks,
                  [&](const Task& task) { return gone.contains(task.container_instance_arn); });
    return snapshot;
}

std::vector<Request> burst_of(const compile::CompiledProblem& problem, const Scenario& scenario) {
    if (!scenario.requests) return problem.burst;
    std::vector<Request> burst;
    for (const RequestCount& wanted : *scenario.requests) {
        burst.push_back(problem.burst.at(wanted.request_index));
        burst.back().count = wanted.count;
    }
    return burst;
}

// Ordinals of the remaining instances, in the problem's numbering.
std::vector<Ordinal> remaining_ordinals(const compile::CompiledProblem& problem,
                                        const std::vector<Ordinal>& removed) {
    const std::set<Ordinal> gone(removed.begin(), removed.end());
    std::vector<Ordinal> ordinals;
    for (Ordinal i = 0; i < static_cast<Ordinal>(problem.instance_count()); ++i) {
        if (!gone.contains(i)) ordinals.push_back(i);
    }
    return ordinals;
}

// Classes are numbered anew in each compilation; the problem's own numbers are what means
// something to the caller.
void renumber_classes(Plan& plan, const compile::CompiledProblem& problem,
                      const Scenario& scenario) {
    const std::vector<compile::TaskRun> runs =
        scenario.requests ? compile::make_runs(problem, *scenario.requests) : problem.runs;
    for (FailedTasks& failure : plan.failures) {
        for (const compile::TaskRun& run : runs) {
            const bool daemon = run.kind == kernels::RunKind::daemon;
            if (run.request_index != failure.request_index) continue;
            if (!daemon && (failure.task_index < run.first_task_index ||
                            failure.task_index >= run.first_task_index + run.count)) {
                continue;
            }
            failure.task_class = static_cast<std::int32_t>(run.task_class);
            break;
        }
    }
}

ScenarioAnswer solve_alone(const Backend& backend, const compile::CompiledProblem& problem,
                           const Scenario& scenario, bool plans) {
    const Problem alone =
        berth::compile(remaining_snapshot(problem, scenario.removed), burst_of(problem, scenario));
    const SolveOptions options{.seed = scenario.seed, .progress = {}};
    Plan plan = backend.solve(alone.compiled(), options);
    if (plans) {
        renumber(plan, remaining_ordinals(problem, scenario.removed));
        renumber_classes(plan, problem, scenario);
    }
    return scenario_answer(request_count(problem, scenario), std::move(plan), plans);
}

}  // namespace

std::vector<ScenarioAnswer> solve_one_by_one(const Backend& backend,
                                             const compile::CompiledProblem& problem,
                                             std::span<const Scenario> scenarios,
                                             const BatchOptions& options) {
    std::vector<ScenarioAnswer> answers;
    for (const Scenario& scenario : scenarios) {
        answers.push_back(solve_alone(backend, problem, scenario, options.plans));
        if (options.progress) options.progress(answers.size(), scenarios.size());
    }
    return answers;
}

}  // namespace berth::host::solve::batch
