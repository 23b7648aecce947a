#include "oracle/demand.hpp"

#include <set>
#include <stdexcept>

namespace berth::tests {

namespace {

std::vector<Expression> expressions_of(const TaskDefinition& definition, const Request& request) {
    std::vector<Expression> expressions;
    for (const auto& constraints : {definition.constraints, request.constraints})
        for (const PlacementConstraint& constraint : constraints)
            if (constraint.type == ConstraintType::member_of)
                expressions.push_back(parse_expression(constraint.expression));
    return expressions;
}

bool asks_for_distinct_instances(const Request& request) {
    for (const PlacementConstraint& constraint : request.constraints)
        if (constraint.type == ConstraintType::distinct_instance) return true;
    return false;
}

std::vector<PlacementStrategy> strategies_of(const Request& request) {
    if (request.strategies && !request.strategies->empty()) return *request.strategies;
    if (!request.is_service()) return {{StrategyType::random, StrategyField::none, ""}};
    return {{StrategyType::spread, StrategyField::attribute, "ecs.availability-zone"},
            {StrategyType::spread, StrategyField::instance_id, ""}};
}

std::string revision_name(const TaskDefinition& definition) {
    return definition.family + ":" + std::to_string(definition.revision);
}

}  // namespace

const TaskDefinition& definition_of(const Snapshot& snapshot, const Request& request) {
    const TaskDefinition* newest = nullptr;
    for (const TaskDefinition& definition : snapshot.task_definitions) {
        if (definition.arn == request.task_definition ||
            revision_name(definition) == request.task_definition)
            return definition;
        if (definition.family != request.task_definition) continue;
        if (newest == nullptr || newest->revision < definition.revision) newest = &definition;
    }
    if (newest == nullptr)
        throw std::invalid_argument("unknown task definition " + request.task_definition);
    return *newest;
}

std::string group_of(const Snapshot& snapshot, const Request& request) {
    if (request.is_service()) return "service:" + request.service_name;
    if (!request.group.empty()) return request.group;
    return "family:" + definition_of(snapshot, request).family;
}

std::optional<Zones> zones_of(const Snapshot& snapshot, const Request& request) {
    std::set<std::string> zones;
    for (const std::string& subnet : request.subnets) {
        const auto known = snapshot.subnet_zones.find(subnet);
        if (known == snapshot.subnet_zones.end()) return std::nullopt;
        zones.insert(known->second);
    }
    if (zones.empty()) return std::nullopt;
    return Zones(zones.begin(), zones.end());
}

Demand demand_of(const Snapshot& snapshot, const Request& request, const std::string& provider) {
    const TaskDefinition& definition = definition_of(snapshot, request);
    Demand demand;
    demand.needs = needs_of(definition, request.overrides);
    demand.group = group_of(snapshot, request);
    demand.launch_type = request.launch_type.value_or(LaunchType::ec2);
    demand.provider = provider;
    demand.zones = zones_of(snapshot, request);
    demand.member_of = expressions_of(definition, request);
    demand.distinct_instance = asks_for_distinct_instances(request);
    demand.strategies = strategies_of(request);
    return demand;
}

bool is_fargate_provider(const std::string& provider) {
    return provider == "FARGATE" || provider == "FARGATE_SPOT";
}

bool is_fargate(const Demand& demand) {
    if (!demand.provider.empty()) return is_fargate_provider(demand.provider);
    return demand.launch_type == LaunchType::fargate;
}

}  // namespace berth::tests
