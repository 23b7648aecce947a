#include "simulate/failures.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <tuple>

namespace berth::host::simulate {

namespace {

// "RESOURCE:MEMORY on 5 instances, ATTRIBUTE on 1 instance", the most frequent first.
std::string tally_text(const ReasonTally& tally) {
    std::vector<std::size_t> reasons;
    for (std::size_t r = 0; r < reason_count; ++r) {
        if (tally[r] > 0) reasons.push_back(r);
    }
    std::ranges::stable_sort(reasons, std::greater<>(), [&](std::size_t r) { return tally[r]; });
    std::string text;
    for (const std::size_t r : reasons) {
        text += fmt::format("{}{} on {} instance{}", text.empty() ? "" : ", ",
                            to_string(static_cast<Reason>(r)), tally[r], tally[r] == 1 ? "" : "s");
    }
    return text.empty() ? "No instance may be considered at all." : text;
}

}  // namespace

std::string stop_message(const SimulatedTask& task) {
    switch (task.reason) {
        case StopReason::none:
            return {};
        case StopReason::finished:
            return "Its run time was over.";
        case StopReason::asked:
            return "StopTask was called.";
        case StopReason::no_capacity:
            return tally_text(task.refused_for);
        case StopReason::no_instances:
            return std::string(no_instances_message);
        case StopReason::provisioning_limit:
            return "Tasks provisioning capacity limit exceeded.";
        case StopReason::provisioning_timeout:
            return "It waited too long in PROVISIONING.";
        case StopReason::instance_gone:
            return "Its instance was lost or terminated.";
        case StopReason::service_scaled_in:
            return "Its service wants fewer tasks, or replaced it by a deployment.";
        case StopReason::simulation_ended:
            return "The simulation ended.";
    }
    return {};
}

bool is_failure(StopReason reason) {
    return reason >= StopReason::no_capacity && reason <= StopReason::instance_gone;
}

std::vector<Failure> failures(const SimulationResult& result) {
    std::map<std::tuple<std::uint32_t, StopReason, ReasonTally>, Failure> by_reason;
    for (const SimulatedTask& task : result.tasks) {
        if (!is_failure(task.reason)) continue;
        const SimulationTime at = task.stopped.value_or(task.created);
        auto [found, is_new] = by_reason.try_emplace({task.kind, task.reason, task.refused_for});
        Failure& failure = found->second;
        if (is_new) failure = {task.kind, task.reason, stop_message(task), 0, at};
        ++failure.tasks;
        failure.first = std::min(failure.first, at);
    }
    std::vector<Failure> all;
    for (auto& [key, failure] : by_reason) all.push_back(std::move(failure));
    std::ranges::stable_sort(all, {}, &Failure::first);
    return all;
}

}  // namespace berth::host::simulate
