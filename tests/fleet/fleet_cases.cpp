#include "fleet/fleet_cases.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "berth/solve.hpp"
#include "generate_cases/dice.hpp"
#include "support/builders.hpp"

namespace berth::test {

namespace {

using tests::Dice;

const std::vector<std::string> zones = {"us-east-1a", "us-east-1b", "us-east-1c"};

TaskDefinition definition(Dice& dice, int number) {
    const std::int64_t cpu_units = dice.pick({128, 256, 512, 700, 1024, 1500, 2048});
    const std::int64_t memory_mib = dice.pick({64, 512, 1000, 2048, 3900, 6000});
    TaskDefinition made = make_definition(fmt::format("work-{}", number), cpu_units, memory_mib);
    if (dice.chance(20)) made.containers.front().gpus.count = 1;
    if (dice.chance(25)) made.network_mode = NetworkMode::awsvpc;
    if (dice.chance(20)) made.cpu_architecture = dice.chance(50) ? "ARM64" : "X86_64";
    if (made.network_mode == NetworkMode::bridge && dice.chance(15)) {
        made.containers.front().port_mappings = {{8080, 8080, Protocol::tcp}};
    }
    if (dice.chance(10)) made.constraints = {member_of("attribute:ecs.instance-type =~ m.*")};
    return made;
}

PlacementConstraint constraint(Dice& dice) {
    switch (dice.below(4)) {
        case 0:
            return distinct_instance();
        case 1:
            return member_of("attribute:ecs.availability-zone == " + dice.pick(zones));
        case 2:
            return member_of("not(task:group == family:work-0)");
        default:
            return member_of("runningTasksCount < 3");
    }
}

Request request(Dice& dice, int number, std::int64_t tasks) {
    Request made = run_task(fmt::format("work-{}", number), tasks);
    if (dice.chance(20)) {
        made = create_service(fmt::format("service-{}", number), made.task_definition, tasks);
    } else if (dice.chance(40)) {
        made.strategies = {dice.chance(50) ? spread_instances() : random_placement()};
    }
    if (dice.chance(35)) made.constraints = {constraint(dice)};
    return made;
}

std::vector<FleetType> types(Dice& dice) {
    std::vector<std::string> names = {"m5.large",   "c5.xlarge",  "t3.medium",
                                      "m6g.medium", "c6g.xlarge", "g4dn.xlarge"};
    dice.shuffle(names);
    std::vector<FleetType> made;
    const std::size_t count = 1 + dice.below(4);
    for (std::size_t t = 0; t < count; ++t) {
        FleetType type;
        type.instance_type = names[t];
        type.max = dice.chance(5) ? 0 : dice.between(1, 3);
        if (dice.chance(10)) type.min = dice.between(0, type.max);
        if (dice.chance(20)) type.price_per_hour = dice.pick({0.05, 0.123, 0.4});
        made.push_back(std::move(type));
    }
    return made;
}

void add_existing(Dice& dice, Snapshot& base) {
    const std::int64_t count = dice.between(1, 3);
    for (std::int64_t i = 0; i < count; ++i) {
        const std::string name = fmt::format("old-{}", i);
        ContainerInstance instance = make_instance(name, dice.pick({512, 2048}), 4096);
        instance.set_attribute("ecs.availability-zone", dice.pick(zones));
        instance.set_attribute("ecs.instance-type", "m5.large");
        instance.set_attribute("ecs.cpu-architecture", "x86_64");
        base.instances.push_back(std::move(instance));
        if (dice.chance(50)) {
            base.tasks.push_back(running_task(name + "-task", name, "family:work-1"));
        }
    }
}

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

FleetCase fleet_case(std::uint64_t seed) {
    Dice dice(seed);
    FleetCase made;
    std::int64_t left = dice.between(1, 12);
    for (int number = 0; left > 0 && number < 4; ++number) {
        made.base.task_definitions.push_back(definition(dice, number));
        const std::int64_t tasks = dice.between(1, left);
        left -= tasks;
        made.burst.push_back(request(dice, number, tasks));
    }
    if (dice.chance(15)) {
        made.base.task_definitions.push_back(make_definition("agent", 100, 100));
        made.burst.push_back(daemon_service("agents", "agent"));
    }
    if (dice.chance(40)) add_existing(dice, made.base);
    made.options.types = types(dice);
    made.options.zones.assign(zones.begin(), zones.begin() + dice.between(1, 3));
    made.options.keep_existing = !dice.chance(20);
    made.options.share = dice.pick({1.0, 1.0, 1.0, 0.8});
    if (dice.chance(25)) made.options.objective = FleetObjective::instances;
    made.options.seed = seed;
    made.options.backend = "cpu";
    return made;
}

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
