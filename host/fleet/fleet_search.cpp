// Door of the search. A space of fleets is compiled once (fleet_space), a relaxation is made of
// what the burst asks for (task_demand, fleet_relaxation), good fleets are found (fleet_climber),
// and branch and bound closes the gap as far as the limits allow (fleet_branching).
#include "berth/fleet_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>
#include <span>
#include <stdexcept>

#include "berth/solve.hpp"
#include "fleet/fleet_branching.hpp"
#include "fleet/fleet_climber.hpp"
#include "fleet/hopeless.hpp"

namespace berth {

namespace host::fleet {

namespace {

std::uint64_t failures_allowed(const FleetSpace& space) {
    const auto tasks = static_cast<double>(space.requested_tasks());
    constexpr double rounding = 1e-9;  // 90 % of 10 tasks are 9
    return static_cast<std::uint64_t>(std::floor(tasks * (1 - space.options().share) + rounding));
}

void describe_fleet(const FleetSpace& space, const Incumbent& best, FleetSearchResult& result) {
    result.found = true;
    result.counts = best.fleet;
    result.zone_counts = space.zone_counts(best.fleet);
    result.instances = std::accumulate(best.fleet.begin(), best.fleet.end(), std::int64_t{0});
    result.objective = best.objective;
    for (std::size_t t = 0; t < best.fleet.size(); ++t) {
        if (best.fleet[t] == 0) continue;
        result.cost_per_hour += space.prices()[t] * static_cast<double>(best.fleet[t]);
    }
    result.cluster = space.materialised(best.fleet);
}

// The fleet once more, from a snapshot of its own and without anything that the search shares.
void check_answer(const FleetSpace& space, const FleetSearchResult& result) {
    SolveOptions options;
    options.seed = space.options().seed;
    options.backend = space.options().backend;
    options.threads = space.options().threads;
    if (result.cluster.snapshot.instances.empty()) return;
    const Plan plan =
        berth::solve(berth::compile(result.cluster.snapshot, result.cluster.burst), options);
    if (plan.failed() == result.failed) return;
    throw std::logic_error(
        fmt::format("the fleet found leaves {} tasks over where the search counted {}",
                    plan.failed(), result.failed));
}

// Of the fleet found, else of the largest, whatever limit the search has met.
void judge_answer(const FleetSpace& space, const FleetEvaluator& evaluator,
                  FleetSearchResult& result) {
    if (evaluator.best()) describe_fleet(space, *evaluator.best(), result);
    const Scenario scenario = space.scenario(result.found ? result.counts : space.largest());
    const ScenarioAnswer answer = space.solve(std::span(&scenario, 1)).front();
    result.placed = answer.placed;
    result.failed = answer.failed;
    result.requested = answer.placed + answer.failed;
    if (result.found) check_answer(space, result);
}

std::uint64_t sum_of_tasks(const std::vector<HopelessRequest>& requests) {
    std::uint64_t sum = 0;
    for (const HopelessRequest& request : requests) sum += request.tasks;
    return sum;
}

double gap_of(const FleetSearchResult& result) {
    if (!result.found || result.objective <= 0) return 0;
    return std::max(0.0, (result.objective - result.lower_bound) / result.objective);
}

void search_within(const FleetSpace& space, const TaskDemand& demand, FleetEvaluator& evaluator,
                   FleetSearchResult& result) {
    const std::uint64_t allowed = evaluator.allowed_failures();
    FleetRelaxation all(space, demand, allowed, true);
    FleetRelaxation additions(space, demand, 0, false);
    FleetBranching branching(space, all, evaluator);
    FleetClimber climber(space, demand, all, additions, evaluator);
    evaluator.note_lower_bound(branching.root_bound());
    climber.climb(space.options().max_evaluations / 2);
    result.end = branching.run();
    result.relaxation_bound = branching.root_bound();
    result.lower_bound = branching.lower_bound();
    result.nodes = branching.nodes();
}

FleetSearchResult search(const FleetSpace& space) {
    FleetSearchResult result;
    const TaskDemand demand = task_demand(space);
    FleetEvaluator evaluator(space, failures_allowed(space));
    result.hopeless = hopeless_requests(space, demand);
    result.zones = space.zones();
    result.prices = space.prices();
    result.warnings = space.warnings();
    std::ranges::copy(space.problem().warnings(), std::back_inserter(result.warnings));
    if (sum_of_tasks(result.hopeless) <= evaluator.allowed_failures()) {
        search_within(space, demand, evaluator, result);
    }
    judge_answer(space, evaluator, result);
    result.gap = gap_of(result);
    result.evaluations = evaluator.evaluations();
    result.seconds = evaluator.seconds();
    return result;
}

}  // namespace

}  // namespace host::fleet

FleetSearchResult search_fleet(const Snapshot& base, const std::vector<Request>& burst,
                               const FleetSearchOptions& options) {
    return host::fleet::search(host::fleet::FleetSpace(base, burst, options));
}

}  // namespace berth
