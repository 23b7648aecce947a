// Public entry point of explain: the burst is placed, the state that the task meets is replayed,
// every instance is judged there, and for a task that failed changes are proposed and tried.
#include "berth/explain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/snapshot.hpp"
#include "compile/compiled_problem.hpp"
#include "explain/changes.hpp"
#include "explain/met_task.hpp"
#include "explain/phrases.hpp"
#include "explain/verdicts.hpp"
#include "model/resource.hpp"
#include "model/task_definition_index.hpp"

namespace berth::host::explain {

namespace {

// What ECS itself would report of a failed task: the service event, or the failure of RunTask.
// Where Amazon shows no text for a reason, the sentence is ours and ends in " [ours]".
//
// Sources: the ECS developer guide, "Amazon ECS service event messages" (CPU units, AGENT, a port
// that is in use) and "API failure reasons" (the failures of RunTask); the DescribeServices example
// of the API reference (the frame with `(service ...)` and `(container-instance ...)`, and the
// reference to the Troubleshooting section). Events of the same frame that users have published
// show memory, GPU, missing attributes, RESOURCE:ENI, memberOf and the two sentences on a cluster
// or a capacity provider without instances.
constexpr std::string_view troubleshooting =
    "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";
constexpr std::string_view no_provider_instances_message =
    "No Container Instances were found in your capacity provider.";

struct Words {
    std::string_view text;
    bool ours = false;
};

// What is said of the closest instance.
// At the limit of reserved ports no port of the task is in use; the guide names the limit in prose.
Words words_of(const ClosestInstance& closest) {
    if (closest.reason == Reason::ports && closest.shortfall == 0) {
        return {"would pass the limit of 100 reserved ports", true};
    }
    const model::ReasonWords& words = model::words_of(closest.reason);
    return {words.event, words.event_is_ours};
}

std::string_view no_instances(const MetTask& task) {
    return task.demand.provider.empty() ? no_instances_message : no_provider_instances_message;
}

std::string service_event(const MetTask& task) {
    const std::string start = fmt::format(
        "(service {}) was unable to place a task because no container instance met all of its "
        "requirements.",
        task.request.service_name);
    if (!task.failed->closest) {
        return fmt::format("{} Reason: {} {}", start, no_instances(task), troubleshooting);
    }
    const ClosestInstance& closest = *task.failed->closest;
    const Words words = words_of(closest);
    const std::string& arn =
        task.problem.instances[static_cast<std::size_t>(closest.instance)]->arn;
    return fmt::format("{} The closest matching (container-instance {}) {}. {}{}", start,
                       id_of_arn(arn), words.text, troubleshooting, words.ours ? " [ours]" : "");
}

std::string json_string(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
            quoted += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            quoted += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            quoted += c;
        }
    }
    return quoted + '"';
}

// RunTask names one failure per instance that it tried; here it is the closest one.
std::string run_task_failure(const MetTask& task) {
    if (!task.failed->closest) return std::string(no_instances(task));
    const ClosestInstance& closest = *task.failed->closest;
    return fmt::format(
        R"({{"reason": {}, "arn": {}}})", json_string(to_string(closest.reason)),
        json_string(task.problem.instances[static_cast<std::size_t>(closest.instance)]->arn));
}

// One line. The task must have failed.
std::string ecs_message(const MetTask& task) {
    return task.request.is_service() ? service_event(task) : run_task_failure(task);
}

bool answers_to(const Problem& problem, std::size_t request_index, std::string_view name) {
    const Request& request = problem.burst()[request_index];
    const TaskDefinition& definition = problem.task_definition(request_index);
    return name == request.service_name || name == problem.group(request_index) ||
           name == definition.family || name == definition.arn ||
           name == model::family_and_revision(definition);
}

// The request that the options name; nothing = the first one that failed.
std::optional<std::size_t> named_request(const Problem& problem, const ExplainOptions& options) {
    if (options.request_index) {
        if (*options.request_index < problem.burst().size()) return options.request_index;
        throw InputError(fmt::format("there is no request {}; the burst has {}, counted from 0",
                                     *options.request_index, problem.burst().size()));
    }
    if (options.request_name.empty()) return std::nullopt;
    const std::vector<std::size_t> found = requests_named(problem, options.request_name);
    if (!found.empty()) return found.front();
    throw InputError(
        fmt::format("no request of the burst has the service, group or task definition '{}'",
                    options.request_name));
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

std::uint32_t chosen_task(const Plan& plan, std::uint32_t request_index,
                          const ExplainOptions& options) {
    if (options.task_index) return *options.task_index;
    for (const FailedTasks& failure : plan.failures) {
        if (failure.request_index == request_index) return failure.task_index;
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

}  // namespace berth::host::explain

namespace berth {

std::vector<std::size_t> requests_named(const Problem& problem, std::string_view name) {
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < problem.burst().size(); ++i) {
        if (host::explain::answers_to(problem, i, name)) found.push_back(i);
    }
    return found;
}

Explanation explain(const Problem& problem, const ExplainOptions& options) {
    const std::optional<std::size_t> named = host::explain::named_request(problem, options);
    if (!named && problem.burst().empty()) throw InputError("the burst has no request to explain");
    const Plan plan = solve(problem, options.solve);
    Explanation out;
    out.request_index = named                   ? *named
                        : plan.failures.empty() ? 0
                                                : plan.failures.front().request_index;
    const auto request_index = static_cast<std::uint32_t>(out.request_index);
    out.task_index = host::explain::chosen_task(plan, request_index, options);
    out.requested = host::explain::tasks_of(problem, plan, request_index);
    host::explain::check_task(problem, request_index, out.task_index, out.requested);

    const host::explain::MetTask task(problem, plan, request_index, out.task_index);
    out.placed = task.placed;
    if (task.task_class.fargate) return out;
    out.verdicts = host::explain::verdicts_on(task);
    if (!task.failed) return out;
    out.closest = task.failed->closest;
    out.empty_fit = could_ever_fit(problem, task.failed->task_class);
    out.ecs_message = host::explain::ecs_message(task);
    out.changes = host::explain::verified_changes(task, options.solve, options.max_changes);
    return out;
}

}  // namespace berth
