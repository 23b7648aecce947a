#include "fleet/enumerated_fleets.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "berth/solve.hpp"

namespace berth::test {

namespace {

// One edit per instance, each to the zone with the fewest instances, of these to the first.
Option fleet_option(const Snapshot& base, const FleetSearchOptions& options,
                    const std::vector<std::int64_t>& counts) {
    Option option{"fleet", {}};
    std::map<std::string, std::int64_t> in_zone;
    if (options.keep_existing) {
        for (const ContainerInstance& instance : base.instances) {
            ++in_zone[*instance.attribute("ecs.availability-zone")];
        }
    } else {
        option.edits.emplace_back(RemoveInstances{});
    }
    for (std::size_t t = 0; t < counts.size(); ++t) {
        const FleetType& type = options.types[t];
        for (std::int64_t i = 0; i < counts[t]; ++i) {
            const std::string zone = *std::ranges::min_element(
                options.zones, {}, [&](const std::string& name) { return in_zone[name]; });
            ++in_zone[zone];
            option.edits.emplace_back(AddInstances{
                type.instance_type, 1, {zone}, type.attributes, type.capacity_provider});
        }
    }
    return option;
}

double objective_of(const FleetSearchOptions& options, const std::vector<std::int64_t>& counts) {
    double sum = 0;
    for (std::size_t t = 0; t < counts.size(); ++t) {
        const FleetType& type = options.types[t];
        const double price =
            type.price_per_hour.value_or(find_instance_type(type.instance_type)->usd_per_hour);
        const double weight = options.objective == FleetObjective::cost ? price : 1;
        sum += weight * static_cast<double>(counts[t]);
    }
    return sum;
}

// The next fleet within the bounds; false after the last.
bool advance(const FleetSearchOptions& options, std::vector<std::int64_t>& counts) {
    for (std::size_t t = 0; t < counts.size(); ++t) {
        if (++counts[t] <= options.types[t].max) return true;
        counts[t] = options.types[t].min;
    }
    return false;
}

}  // namespace

bool takes_burst(const Snapshot& base, const std::vector<Request>& burst,
                 const FleetSearchOptions& options, const std::vector<std::int64_t>& counts) {
    Sweep sweep;
    sweep.axes = {{"axis", {fleet_option(base, options, counts)}}};
    const MaterialisedScenario scenario = materialise(base, burst, sweep, scenario_key(sweep, 0));
    const Problem problem = compile(scenario.snapshot, scenario.burst);
    const double tasks = static_cast<double>(problem.requested_tasks());
    const double may_fail = tasks * (1 - options.share) + 1e-6;
    if (problem.instance_count() == 0) return tasks <= may_fail;
    SolveOptions solve_options;
    solve_options.seed = options.seed;
    solve_options.backend = "reference";
    const Plan plan = solve(problem, solve_options);
    return static_cast<double>(plan.failed()) <= may_fail;
}

std::optional<BestFleet> best_by_enumeration(const Snapshot& base,
                                             const std::vector<Request>& burst,
                                             const FleetSearchOptions& options) {
    std::optional<BestFleet> best;
    std::vector<std::int64_t> counts;
    for (const FleetType& type : options.types) counts.push_back(type.min);
    do {
        const double objective = objective_of(options, counts);
        if (best && objective >= best->objective) continue;
        if (takes_burst(base, burst, options, counts)) best = BestFleet{counts, objective};
    } while (advance(options, counts));
    return best;
}

}  // namespace berth::test
