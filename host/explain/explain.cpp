// Public entry point of explain: the burst is placed, the state that the task meets is replayed,
// every instance is judged there, and for a task that failed changes are proposed and tried.
#include "berth/explain.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "berth/error.hpp"
#include "compile/compiled_problem.hpp"
#include "explain/changes.hpp"
#include "explain/ecs_message.hpp"
#include "explain/met_task.hpp"
#include "explain/verdicts.hpp"

namespace berth {

namespace engine {

namespace {

void check_request(const Problem& problem, std::size_t request_index) {
    if (request_index < problem.burst().size()) return;
    throw InputError(fmt::format("there is no request {}; the burst has {}, counted from 0",
                                 request_index, problem.burst().size()));
}

// Tasks of the request; for a DAEMON service the plan tells how many there were.
std::uint64_t tasks_of(const Problem& problem, const Plan& plan, std::uint32_t request_index) {
    const Request& request = problem.burst()[request_index];
    if (request.scheduling == SchedulingStrategy::replica) {
        return static_cast<std::uint64_t>(request.count);
    }
    auto tasks = static_cast<std::uint64_t>(
        std::ranges::count(plan.tasks, request_index, &PlacedTask::request_index));
    for (const FailedTasks& failure : plan.failures) {
        if (failure.request_index == request_index) tasks += failure.count;
    }
    return tasks;
}

std::uint32_t chosen_task(const Plan& plan, const ExplainOptions& options) {
    if (options.task_index) return *options.task_index;
    for (const FailedTasks& failure : plan.failures) {
        if (failure.request_index == options.request_index) return failure.task_index;
    }
    return 0;
}

// A DAEMON service that wants no task is still worth an answer: why it wants none.
void check_task(const Problem& problem, std::uint32_t request_index, std::uint32_t task_index,
                std::uint64_t tasks) {
    if (task_index < tasks) return;
    const bool daemon = problem.burst()[request_index].scheduling == SchedulingStrategy::daemon;
    if (daemon && tasks == 0 && task_index == 0) return;
    throw InputError(fmt::format("there is no task {} in request {}; it has {}, counted from 0",
                                 task_index, request_index, tasks));
}

}  // namespace

}  // namespace engine

Explanation explain(const Problem& problem, const ExplainOptions& options) {
    engine::check_request(problem, options.request_index);
    const Plan plan = solve(problem, options.solve);
    Explanation out;
    out.request_index = options.request_index;
    out.task_index = engine::chosen_task(plan, options);
    const auto request_index = static_cast<std::uint32_t>(options.request_index);
    out.requested = engine::tasks_of(problem, plan, request_index);
    engine::check_task(problem, request_index, out.task_index, out.requested);

    const engine::MetTask task(problem, plan, request_index, out.task_index);
    out.placed = task.placed;
    if (task.task_class.fargate) return out;
    out.verdicts = engine::verdicts_on(task);
    if (!task.failed) return out;
    out.closest = task.failed->closest;
    out.empty_fit = could_ever_fit(problem, task.failed->task_class);
    out.ecs_message = engine::ecs_message(task);
    out.changes = engine::verified_changes(task, options.solve, options.max_changes);
    return out;
}

}  // namespace berth
