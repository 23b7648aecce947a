#include "properties/replay.hpp"

#include <algorithm>
#include <tuple>
#include <vector>

#include "oracle/filter.hpp"
#include "oracle/providers.hpp"

namespace berth::tests {

namespace {

std::vector<Decision> decisions_of(const Plan& plan) {
    std::vector<Decision> decisions;
    for (const PlacedTask& placed : plan.tasks)
        decisions.push_back({placed.request_index, placed.task_index, &placed, nullptr});
    for (const FailedTasks& failed : plan.failures)
        for (std::uint32_t i = 0; i < failed.count; ++i)
            decisions.push_back({failed.request_index, failed.task_index + i, nullptr, &failed});
    return decisions;
}

// DAEMON services come first, then everything else in the burst's order.
auto place_in_order(const Problem& problem, const Decision& decision) {
    const Request& request = problem.burst()[decision.request_index];
    return std::tuple(request.scheduling != SchedulingStrategy::daemon, decision.request_index,
                      decision.task_index);
}

std::vector<Decision> in_order(const Problem& problem, std::vector<Decision> decisions) {
    std::ranges::sort(decisions, {},
                      [&](const Decision& decision) { return place_in_order(problem, decision); });
    return decisions;
}

}  // namespace

std::string name_of(const Decision& decision) {
    return "request " + std::to_string(decision.request_index) + " task " +
           std::to_string(decision.task_index);
}

Demand demand_of(const Problem& problem, const Decision& decision) {
    const Request& request = problem.burst()[decision.request_index];
    const ProviderStrategy providers = providers_of(problem.snapshot(), request);
    return demand_of(problem.snapshot(), request, provider_of_task(providers, decision.task_index));
}

std::string replay(const Problem& problem, const Plan& plan, const Visit& visit) {
    ClusterState cluster = initial_state(problem.snapshot());
    for (const Decision& decision : in_order(problem, decisions_of(plan))) {
        const Demand demand = demand_of(problem, decision);
        const std::string violation = visit(decision, demand, cluster);
        if (!violation.empty()) return name_of(decision) + ": " + violation;
        if (decision.placed != nullptr && decision.placed->instance != no_instance)
            commit(cluster.at(static_cast<std::size_t>(decision.placed->instance)), demand);
    }
    return "";
}

std::string for_each_placed(const Problem& problem, const Plan& plan, const VisitPlaced& visit) {
    for (const PlacedTask& placed : plan.tasks) {
        if (placed.instance == no_instance) continue;
        const Decision decision{placed.request_index, placed.task_index, &placed, nullptr};
        const std::string violation =
            visit(placed, problem.instance(placed.instance), demand_of(problem, decision));
        if (!violation.empty()) return name_of(decision) + ": " + violation;
    }
    return "";
}

}  // namespace berth::tests
