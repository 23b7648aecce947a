// Sources: the ECS developer guide, "Amazon ECS service event messages" (CPU units, AGENT, a port
// that is in use) and "API failure reasons" (the failures of RunTask); the DescribeServices example
// of the API reference (the frame with `(service ...)` and `(container-instance ...)`, and the
// reference to the Troubleshooting section). Events of the same frame that users have published
// show memory, GPU, missing attributes, RESOURCE:ENI, memberOf and the two sentences on a cluster
// or a capacity provider without instances.
#include "explain/ecs_message.hpp"

#include <fmt/format.h>

#include "berth/snapshot.hpp"
#include "explain/words.hpp"
#include "model/resource.hpp"

namespace berth::host::explain {

namespace {

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

}  // namespace

std::string ecs_message(const MetTask& task) {
    return task.request.is_service() ? service_event(task) : run_task_failure(task);
}

}  // namespace berth::host::explain
