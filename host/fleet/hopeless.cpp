#include "fleet/hopeless.hpp"

#include <algorithm>

namespace berth::host::fleet {

namespace {

struct Candidate {
    std::size_t request = 0;
    DemandShare share;
};

std::vector<Candidate> without_a_place(const TaskDemand& demand) {
    std::vector<Candidate> candidates;
    for (std::size_t r = 0; r < demand.of_request.size(); ++r) {
        for (const DemandShare& share : demand.of_request[r]) {
            if (!fits_somewhere(demand, share.demand)) candidates.push_back({r, share});
        }
    }
    return candidates;
}

std::string type_of(const ContainerInstance& instance) {
    const std::string* const type = instance.attribute(attribute_names::instance_type);
    return type == nullptr ? std::string() : *type;
}

HopelessRequest explained(const FleetSpace& space, const Candidate& candidate,
                          std::uint32_t task_class, const Plan& plan) {
    HopelessRequest hopeless;
    hopeless.request_index = candidate.request;
    hopeless.tasks = static_cast<std::uint64_t>(candidate.share.tasks);
    const auto failure =
        std::ranges::find(plan.failures, static_cast<std::int32_t>(task_class),
                          [](const FailedTasks& failed) { return failed.task_class; });
    if (failure == plan.failures.end()) return hopeless;
    hopeless.reasons = failure->reasons;
    if (!failure->closest) return hopeless;
    hopeless.instance_type = type_of(space.problem().instance(failure->closest->instance));
    hopeless.reason = failure->closest->reason;
    hopeless.shortfall = failure->closest->shortfall;
    return hopeless;
}

}  // namespace

std::vector<HopelessRequest> hopeless_requests(const FleetSpace& space, const TaskDemand& demand) {
    const std::vector<Candidate> candidates = without_a_place(demand);
    if (candidates.empty()) return {};
    std::vector<Scenario> scenarios;
    for (const Candidate& candidate : candidates) {
        scenarios.push_back(space.one_of_each(static_cast<std::uint32_t>(candidate.request)));
    }
    const std::vector<ScenarioAnswer> answers = space.solve(scenarios, true);
    std::vector<HopelessRequest> hopeless;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        const std::uint32_t task_class = demand.classes[candidates[i].share.demand];
        hopeless.push_back(explained(space, candidates[i], task_class, answers[i].plan));
    }
    return hopeless;
}

}  // namespace berth::host::fleet
