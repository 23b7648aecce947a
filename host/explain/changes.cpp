#include "explain/changes.hpp"

#include <array>

#include "explain/change_verifier.hpp"

namespace berth::engine {

namespace {

// Of one kind; the smallest ones fail where the request's earlier tasks then go elsewhere.
constexpr std::size_t tries_per_kind = 4;

constexpr std::array propose = {
    propose_repairs, propose_smaller_needs, propose_dynamic_ports, propose_looser_constraints,
    propose_network, propose_other_targets, propose_more_instances};

std::optional<Change> first_verified(const ChangeVerifier& verifier, const Proposals& proposals) {
    for (std::size_t k = 0; k < proposals.size() && k < tries_per_kind; ++k) {
        if (auto change = verifier.verify(proposals[k])) return change;
    }
    return std::nullopt;
}

}  // namespace

TaskDefinition& Scenario::own_definition(const TaskDefinition& definition) {
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
    for (const auto& propose_kinds : propose) {
        for (const Proposals& proposals : propose_kinds(task)) {
            if (auto change = first_verified(verifier, proposals)) {
                changes.push_back(std::move(*change));
            }
            if (changes.size() == max_changes) return changes;
        }
    }
    return changes;
}

}  // namespace berth::engine
