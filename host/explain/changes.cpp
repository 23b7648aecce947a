#include "explain/changes.hpp"

#include <algorithm>
#include <array>
#include <functional>
#include <future>
#include <iterator>
#include <span>
#include <thread>

#include "explain/change_verifier.hpp"

namespace berth::host::explain {

namespace {

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
