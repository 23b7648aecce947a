#include "explain/change_verifier.hpp"

#include <algorithm>

#include "berth/error.hpp"

namespace berth::host::explain {

// Requests that are decided after this one cannot change its tasks, so they are left out.
ChangeVerifier::ChangeVerifier(const MetTask& task, const SolveOptions& options)
    : task_(task), options_(options) {
    options_.progress = nullptr;
    for (std::size_t r = 0; r < task.problem.burst.size(); ++r) {
        const Request& request = task.problem.burst[r];
        const bool other_is_daemon = request.scheduling == SchedulingStrategy::daemon;
        const bool before = task.is_daemon() ? other_is_daemon && r < task.request_index
                                             : other_is_daemon || r < task.request_index;
        if (r == task.request_index) request_index_ = burst_.size();
        if (before || r == task.request_index) burst_.push_back(request);
    }
}

// A DAEMON task is known by its instance, since its index counts the instances before it.
bool ChangeVerifier::places_the_task(const Problem& problem, const Plan& plan) const {
    const auto only = task_.only_instance();
    return std::ranges::any_of(plan.tasks, [&](const PlacedTask& placed) {
        if (placed.request_index != request_index_) return false;
        if (!only) return placed.task_index == task_.task_index;
        return problem.instance(placed.instance).arn == task_.problem.instances[*only]->arn;
    });
}

std::optional<Change> ChangeVerifier::verify(const Proposal& proposal) const {
    Trial trial{task_.problem.snapshot, burst_, request_index_};
    proposal.apply(trial);
    try {
        const Problem problem = berth::compile(std::move(trial.snapshot), std::move(trial.burst));
        const Plan plan = berth::solve(problem, options_);
        if (!places_the_task(problem, plan)) return std::nullopt;
        const auto placed = std::ranges::count(
            plan.tasks, static_cast<std::uint32_t>(request_index_), &PlacedTask::request_index);
        return Change{proposal.text, task_.tasks_placed, static_cast<std::uint64_t>(placed)};
    } catch (const InputError&) {
        return std::nullopt;
    }
}

}  // namespace berth::host::explain
