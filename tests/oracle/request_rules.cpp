#include "oracle/request_rules.hpp"

#include <stdexcept>
#include <string>

#include "oracle/demand.hpp"

namespace berth::tests {

namespace {

// Which provider takes the next task, after `given` tasks to each.
std::size_t next_provider(const ProviderStrategy& providers,
                          const std::vector<std::int64_t>& given) {
    for (std::size_t i = 0; i < providers.size(); ++i)
        if (given[i] < providers[i].base) return i;
    std::size_t best = providers.size();
    for (std::size_t i = 0; i < providers.size(); ++i) {
        if (providers[i].weight == 0) continue;
        if (best == providers.size()) best = i;
        const std::int64_t beyond = given[i] - providers[i].base;
        const std::int64_t best_beyond = given[best] - providers[best].base;
        if (beyond * providers[best].weight < best_beyond * providers[i].weight) best = i;
    }
    return best;
}

void refuse_if(bool is_bad, const std::string& message) {
    if (is_bad) throw std::invalid_argument(message);
}

bool asks_for_fargate(const Snapshot& snapshot, const Request& request) {
    const auto providers = providers_of(snapshot, request);
    if (providers.empty()) return request.launch_type == LaunchType::fargate;
    return is_fargate_provider(providers.front().capacity_provider);
}

bool has_strategies(const Request& request) {
    return request.strategies && !request.strategies->empty();
}

void check_constraints(const TaskDefinition& definition, const Request& request) {
    refuse_if(definition.constraints.size() + request.constraints.size() > 10,
              "more than 10 placement constraints");
    for (const PlacementConstraint& constraint : definition.constraints)
        refuse_if(constraint.type == ConstraintType::distinct_instance,
                  "distinctInstance in a task definition");
}

void check_strategies(const Request& request) {
    if (!has_strategies(request)) return;
    refuse_if(request.strategies->size() > 5, "more than 5 placement strategies");
}

void check_providers(const Snapshot& snapshot, const Request& request) {
    refuse_if(request.launch_type && !request.capacity_providers.empty(),
              "a launch type and a capacity provider strategy");
    std::size_t with_base = 0;
    std::size_t on_fargate = 0;
    std::int64_t base = 0;
    std::int64_t weight = 0;
    const auto providers = providers_of(snapshot, request);
    for (const CapacityProviderStrategyItem& item : providers) {
        if (item.base > 0) ++with_base;
        if (is_fargate_provider(item.capacity_provider)) ++on_fargate;
        base += item.base;
        weight += item.weight;
    }
    refuse_if(with_base > 1, "more than one base");
    refuse_if(on_fargate != 0 && on_fargate != providers.size(), "FARGATE mixed with others");
    refuse_if(!providers.empty() && weight == 0 && request.count > base,
              "all weights are 0 and no base is left");
}

void check_daemon(const Request& request) {
    if (request.scheduling != SchedulingStrategy::daemon) return;
    refuse_if(has_strategies(request), "placement strategies with DAEMON");
    refuse_if(!request.capacity_providers.empty(), "a capacity provider strategy with DAEMON");
    refuse_if(request.launch_type == LaunchType::fargate, "DAEMON on FARGATE");
}

void check_fargate(const Snapshot& snapshot, const TaskDefinition& definition,
                   const Request& request) {
    if (!asks_for_fargate(snapshot, request)) return;
    refuse_if(!definition.constraints.empty() || !request.constraints.empty(),
              "Placement constraints are not supported with FARGATE launch type.");
    refuse_if(has_strategies(request),
              "Placement strategies are not supported with FARGATE launch type.");
}

bool needs_an_instance(const Snapshot& snapshot, const Request& request) {
    if (request.scheduling == SchedulingStrategy::daemon) return true;
    return request.count > 0 && !asks_for_fargate(snapshot, request);
}

}  // namespace

ProviderStrategy providers_of(const Snapshot& snapshot, const Request& request) {
    if (!request.capacity_providers.empty()) return request.capacity_providers;
    if (request.launch_type || request.scheduling == SchedulingStrategy::daemon) return {};
    if (snapshot.clusters.empty()) return {};
    return snapshot.clusters.front().default_strategy;
}

std::string provider_of_task(const ProviderStrategy& providers, std::int64_t task_index) {
    if (providers.empty()) return "";
    std::vector<std::int64_t> given(providers.size());
    for (std::int64_t earlier = 0; earlier < task_index; ++earlier)
        ++given[next_provider(providers, given)];
    return providers[next_provider(providers, given)].capacity_provider;
}

void refuse_bad_requests(const Snapshot& snapshot, const std::vector<Request>& burst) {
    std::int64_t tasks = 0;
    for (const Request& request : burst) {
        const TaskDefinition& definition = definition_of(snapshot, request);
        check_constraints(definition, request);
        check_strategies(request);
        check_providers(snapshot, request);
        check_daemon(request);
        check_fargate(snapshot, definition, request);
        demand_of(snapshot, request, "");
        refuse_if(request.count < 0, "a negative count");
        tasks += request.count;
        refuse_if(tasks > 100'000'000, "more than 100,000,000 tasks");
        refuse_if(snapshot.instances.empty() && needs_an_instance(snapshot, request),
                  "No Container Instances were found in your cluster.");
    }
}

}  // namespace berth::tests
