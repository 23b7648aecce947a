#include "compile/request_rules.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compile/signature.hpp"
#include "model/resource.hpp"

namespace berth::host::compile {

namespace {

void add_overrides(Signature& key, const TaskOverrides& overrides) {
    key.add(overrides.cpu_units);
    key.add(overrides.memory_mib);
    key.add_all(overrides.containers, [](Signature& k, const ContainerOverride& container) {
        const GpuRequirement gpus = container.gpus.value_or(GpuRequirement{});
        k.add(container.name);
        k.add(container.cpu_units);
        k.add(container.memory_mib);
        k.add(container.memory_reservation_mib);
        k.add(std::int64_t{container.gpus.has_value()});
        model::for_each_requirement(
            [&](model::Resource, auto count) { k.add(std::int64_t{gpus.*count}); });
        k.add(std::int64_t{gpus.all});
    });
}

// Everything of a request but its count and place.
std::string signature(const Request& request) {
    Signature key;
    key.add(request.task_definition);
    key.add(request.service_name);
    key.add(request.group);
    key.add(static_cast<std::int64_t>(request.scheduling));
    key.add(request.launch_type ? static_cast<std::int64_t>(*request.launch_type) : -1);
    key.add_all(request.capacity_providers, [](Signature& k, const auto& item) {
        k.add(item.capacity_provider);
        k.add(item.base);
        k.add(item.weight);
    });
    key.add_all(request.constraints, [](Signature& k, const PlacementConstraint& constraint) {
        k.add(static_cast<std::int64_t>(constraint.type));
        k.add(constraint.expression);
    });
    key.add_all(request.strategies.value_or(std::vector<PlacementStrategy>{}),
                [](Signature& k, const PlacementStrategy& strategy) {
                    k.add(static_cast<std::int64_t>(strategy.type));
                    k.add(static_cast<std::int64_t>(strategy.field));
                    k.add(strategy.attribute_name);
                });
    key.add_all(request.subnets, [](Signature& k, const std::string& id) { k.add(id); });
    add_overrides(key, request.overrides);
    return key.take();
}

std::string group_of(const Request& request, const TaskDefinition& definition) {
    if (request.is_service()) return "service:" + request.service_name;
    if (!request.group.empty()) return request.group;
    return "family:" + definition.family;
}

std::vector<PlacementStrategy> default_strategies(const Request& request) {
    if (!request.is_service()) return {{StrategyType::random, StrategyField::none, ""}};
    return {{StrategyType::spread, StrategyField::attribute,
             std::string(attribute_names::availability_zone)},
            {StrategyType::spread, StrategyField::instance_id, ""}};
}

bool has_strategies(const Request& request) {
    return request.strategies && !request.strategies->empty();
}

void add_constraints(const Request& request, ResolvedRequest& out) {
    const TaskDefinition& definition = *out.definition;
    const std::size_t count = definition.constraints.size() + request.constraints.size();
    if (count > limits::constraints_per_task) {
        throw InputError(fmt::format("{} placement constraints for one task (task definition and "
                                     "request together); ECS allows {}",
                                     count, limits::constraints_per_task),
                         request.where);
    }
    for (const PlacementConstraint& constraint : definition.constraints) {
        if (constraint.type == ConstraintType::distinct_instance) {
            throw InputError(
                "distinctInstance is allowed in a request only, not in a task "
                "definition",
                definition.where);
        }
        out.expressions.push_back({constraint.expression, definition.where});
    }
    for (const PlacementConstraint& constraint : request.constraints) {
        if (constraint.type == ConstraintType::distinct_instance) {
            out.distinct_instance = true;
        } else {
            out.expressions.push_back({constraint.expression, request.where});
        }
    }
}

void check_strategies(const Request& request) {
    if (!has_strategies(request)) return;
    if (request.strategies->size() > limits::strategies_per_task) {
        throw InputError(fmt::format("{} placement strategies; ECS allows {}",
                                     request.strategies->size(), limits::strategies_per_task),
                         request.where);
    }
    if (request.scheduling == SchedulingStrategy::daemon) {
        throw InputError("a DAEMON service takes no placement strategy", request.where);
    }
}

void check_fargate(const Request& request, const ResolvedRequest& resolved) {
    if (request.scheduling == SchedulingStrategy::daemon) {
        throw InputError("the FARGATE launch type has no DAEMON scheduling strategy",
                         request.where);
    }
    if (resolved.distinct_instance || !resolved.expressions.empty()) {
        throw InputError("Placement constraints are not supported with FARGATE launch type.",
                         request.where);
    }
    if (has_strategies(request)) {
        throw InputError("Placement strategies are not supported with FARGATE launch type.",
                         request.where);
    }
}

void check_providers(const std::vector<CapacityProviderStrategyItem>& items,
                     const Location& where) {
    unsigned fargate = 0;
    unsigned bases = 0;
    for (const CapacityProviderStrategyItem& item : items) {
        fargate += is_fargate_provider(item.capacity_provider) ? 1U : 0U;
        bases += item.base > 0 ? 1U : 0U;
        if (item.base < 0 || item.weight < 0) {
            throw InputError(fmt::format("capacity provider {}: base and weight are 0 or more",
                                         item.capacity_provider),
                             where);
        }
    }
    if (bases > 1) {
        throw InputError("only one capacity provider of a strategy may have a base", where);
    }
    if (fargate != 0 && fargate != items.size()) {
        throw InputError(
            "a capacity provider strategy holds either Auto Scaling group providers "
            "or Fargate providers, not both",
            where);
    }
}

}  // namespace

bool is_fargate_provider(std::string_view name) {
    return name == "FARGATE" || name == "FARGATE_SPOT";
}

RequestResolver::RequestResolver(const Snapshot& snapshot)
    : snapshot_(snapshot), definitions_(snapshot) {}

std::uint32_t RequestResolver::resolve(const Request& request) {
    std::string key = signature(request);
    const auto found = by_signature_.find(key);
    if (found != by_signature_.end()) return found->second;
    shapes_.push_back(resolve_new(request));
    const auto index = static_cast<std::uint32_t>(shapes_.size() - 1);
    by_signature_.emplace(std::move(key), index);
    return index;
}

const std::vector<CapacityProviderStrategyItem>* RequestResolver::default_providers() {
    if (snapshot_.clusters.empty()) return nullptr;
    if (snapshot_.clusters.size() > 1 && !warned_of_clusters_) {
        warned_of_clusters_ = true;
        warnings_.push_back(
            {fmt::format("{} clusters are described; the default capacity provider strategy of "
                         "the first, {}, is used",
                         snapshot_.clusters.size(), snapshot_.clusters.front().name),
             {}});
    }
    return &snapshot_.clusters.front().default_strategy;
}

// Capacity providers of the request, else its launch type, else the cluster's default strategy,
// else EC2 [ECS].
void RequestResolver::resolve_target(const Request& request, ResolvedRequest& out) {
    const bool daemon = request.scheduling == SchedulingStrategy::daemon;
    if (!request.capacity_providers.empty()) {
        if (request.launch_type) {
            throw InputError("launchType and capacityProviderStrategy exclude each other",
                             request.where);
        }
        if (daemon) {
            throw InputError(
                "a DAEMON service takes no capacity provider strategy; give it a "
                "launchType",
                request.where);
        }
        out.providers = request.capacity_providers;
    } else if (request.launch_type) {
        out.launch_type = *request.launch_type;
    } else if (!daemon) {
        if (const auto* providers = default_providers()) out.providers = *providers;
    }
    check_providers(out.providers, request.where);
    if (!out.providers.empty() && is_fargate_provider(out.providers.front().capacity_provider)) {
        out.launch_type = LaunchType::fargate;
    }
}

ResolvedRequest RequestResolver::resolve_new(const Request& request) {
    ResolvedRequest out;
    out.definition = definitions_.find(request.task_definition);
    if (out.definition == nullptr) {
        throw InputError(fmt::format("task definition '{}' is not in the snapshot; add the output "
                                     "of: aws ecs describe-task-definition --task-definition {}",
                                     request.task_definition, request.task_definition),
                         request.where);
    }
    out.group = group_of(request, *out.definition);
    out.needs = task_needs(*out.definition, request.overrides, request.where);
    out.scheduling = request.scheduling;
    out.subnets = request.subnets;
    add_constraints(request, out);
    check_strategies(request);
    out.strategies = has_strategies(request) ? *request.strategies : default_strategies(request);
    resolve_target(request, out);
    if (out.launch_type == LaunchType::fargate) check_fargate(request, out);
    return out;
}

}  // namespace berth::host::compile
