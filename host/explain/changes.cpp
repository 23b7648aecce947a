#include "explain/changes.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <iterator>
#include <optional>
#include <span>
#include <string>
#include <thread>
#include <vector>

#include "berth/error.hpp"
#include "berth/explain.hpp"

namespace berth::host::explain {

namespace {

// Tries a change by solving again.
class ChangeVerifier {
   public:
    ChangeVerifier(const MetTask& task, const SolveOptions& options);

    // The change with its numbers; nothing where the task still fits nowhere, or where ECS would
    // refuse the changed request.
    std::optional<Change> verify(const Proposal& proposal) const;

   private:
    bool places_the_task(const Problem& problem, const Plan& plan) const;

    const MetTask& task_;
    SolveOptions options_;
    std::vector<Request> burst_;  // what is decided before the request, and the request
    std::size_t request_index_ = 0;
};

// Requests that are decided after this one cannot change its tasks, so they are left out.
ChangeVerifier::ChangeVerifier(const MetTask& task, const SolveOptions& options)
    : task_(task), options_(options) {
    options_.progress = nullptr;
    options_.is_cancelled = nullptr;  // it may be asked from one thread only
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

// Of one kind; the smallest ones fail where the request's earlier tasks then go elsewhere.
constexpr std::size_t tries_per_kind = 4;

constexpr std::array propose = {
    propose_repairs, propose_smaller_needs, propose_dynamic_ports, propose_looser_constraints,
    propose_network, propose_other_targets, propose_more_instances};

// Trials at a time: each holds a copy of the snapshot.
std::size_t side_by_side(const SolveOptions& options) {
    constexpr std::size_t at_most = 8;
    const std::size_t threads =
        options.threads > 0 ? options.threads : std::thread::hardware_concurrency();
    return std::clamp<std::size_t>(threads, 1, at_most);
}

std::optional<Change> first_verified(const ChangeVerifier& verifier, const Proposals& proposals) {
    for (std::size_t k = 0; k < proposals.size() && k < tries_per_kind; ++k) {
        if (auto change = verifier.verify(proposals[k])) return change;
    }
    return std::nullopt;
}

// Kinds do not depend on each other, so some are tried side by side; the answers are in order.
std::vector<std::optional<Change>> verify_kinds(const ChangeVerifier& verifier,
                                                std::span<const Proposals> kinds) {
    std::vector<std::future<std::optional<Change>>> others;
    for (const Proposals& proposals : kinds.subspan(1)) {
        others.push_back(std::async(std::launch::async, first_verified, std::cref(verifier),
                                    std::cref(proposals)));
    }
    std::vector<std::optional<Change>> changes{first_verified(verifier, kinds.front())};
    for (auto& other : others) changes.push_back(other.get());
    return changes;
}

}  // namespace

TaskDefinition& Trial::own_definition(const TaskDefinition& definition) {
    const std::string own_arn = "task-definition/changed:" + std::to_string(request_index);
    auto& definitions = snapshot.task_definitions;
    if (request().task_definition == own_arn) return definitions.back();
    definitions.push_back(definition);
    definitions.back().arn = own_arn;
    definitions.back().family = own_arn;
    if (!request().is_service() && request().group.empty()) {
        request().group = "family:" + definition.family;
    }
    request().task_definition = own_arn;
    return definitions.back();
}

std::vector<Change> verified_changes(const MetTask& task, const SolveOptions& options,
                                     std::size_t max_changes) {
    std::vector<Change> changes;
    if (max_changes == 0) return changes;
    const ChangeVerifier verifier(task, options);
    std::vector<Proposals> kinds;
    for (const auto& propose_kinds : propose)
        std::ranges::move(propose_kinds(task), std::back_inserter(kinds));
    const std::size_t at_a_time = side_by_side(options);
    for (std::size_t first = 0; first < kinds.size(); first += at_a_time) {
        const auto wave =
            std::span(kinds).subspan(first, std::min(at_a_time, kinds.size() - first));
        for (std::optional<Change>& change : verify_kinds(verifier, wave)) {
            if (change) changes.push_back(std::move(*change));
            if (changes.size() == max_changes) return changes;
        }
    }
    return changes;
}

}  // namespace berth::host::explain
