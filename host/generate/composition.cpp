#include "generate/composition.hpp"

#include <array>

namespace berth::host::generate {

namespace {

// Two small ARM instances and two with a GPU each, as in the ECS workshop on advanced scheduling.
constexpr std::array<FleetShare, 2> workshop_fleet = {{
    {"t4g.micro", "ab", 50},
    {"p2.xlarge", "ab", 50},
}};

// Half a general x86 fleet, half Graviton with x86 [assumed]. Types are four times the usual size,
// because the preset puts ten tasks on an instance.
constexpr std::array<FleetShare, 9> general_fleet = {{
    {"m5.2xlarge", "abc", 400},
    {"m5.4xlarge", "abc", 300},
    {"m5.8xlarge", "abc", 200},
    {"c5.9xlarge", "abc", 100},
    {"m6g.4xlarge", "abc", 350},
    {"c7g.8xlarge", "abc", 150},
    {"m6i.4xlarge", "abc", 300},
    {"r6g.4xlarge", "abc", 100},
    {"t3.2xlarge", "abc", 100},
}};

// 35 % general x86, 25 % Graviton with x86, 20 % a single-GPU fleet (by Alibaba's spot GPU nodes of
// 2026, mapped by hand), 20 % GPUs on ARM and x86 [assumed]. Large accelerators are offered in few
// zones, so they stand in few.
constexpr std::array<FleetShare, 19> accelerated_fleet = {{
    {"m5.2xlarge", "abc", 1400},  {"m5.4xlarge", "abc", 1050}, {"m5.8xlarge", "abc", 700},
    {"c5.9xlarge", "abc", 350},   {"m6g.4xlarge", "abc", 875}, {"c7g.8xlarge", "abc", 375},
    {"m6i.4xlarge", "abcd", 870}, {"r6g.4xlarge", "abc", 250}, {"t3.2xlarge", "abc", 250},
    {"g5.4xlarge", "abcd", 1160}, {"g6.8xlarge", "abcd", 420}, {"p4d.24xlarge", "abc", 200},
    {"p5.48xlarge", "ab", 100},   {"g5g.2xlarge", "abc", 600}, {"g4dn.2xlarge", "abc", 600},
    {"m7g.2xlarge", "abc", 400},  {"m6i.2xlarge", "abc", 300}, {"p3dn.24xlarge", "bc", 50},
    {"p3.2xlarge", "bc", 50},
}};

// The node mix of openb, mapped by hand: 45 % with 8 GPUs, 32 % with 2 to 4, the rest small.
constexpr std::array<FleetShare, 6> openb_fleet = {{
    {"g5.48xlarge", "abc", 30},
    {"p4d.24xlarge", "ab", 15},
    {"g4dn.12xlarge", "abc", 33},
    {"g4dn.xlarge", "abc", 11},
    {"p3.8xlarge", "bc", 9},
    {"p3.2xlarge", "abc", 2},
}};

// Shares of task definitions [assumed].
constexpr std::array<NetworkShare, 3> usual_network = {{
    {NetworkUse::bridge, 55},
    {NetworkUse::awsvpc, 30},
    {NetworkUse::fixed_ports, 15},
}};

constexpr std::array<NetworkShare, 2> batch_network = {{
    {NetworkUse::bridge, 70},
    {NetworkUse::awsvpc, 30},
}};

constexpr std::array<NetworkShare, 1> bridge_only = {{{NetworkUse::bridge, 1}}};

// Restrictions of GPU tasks follow openb, where a third of them name GPU models, 84 % of those a
// single one; the rest is assumed.
constexpr std::array<ConstraintShare, 8> usual_web_constraints = {{
    {ConstraintKind::none, 60},
    {ConstraintKind::architecture, 15},
    {ConstraintKind::instance_type_equals, 4},
    {ConstraintKind::instance_type_matches, 6},
    {ConstraintKind::instance_type_in, 2},
    {ConstraintKind::zone, 4},
    {ConstraintKind::custom_attribute, 6},
    {ConstraintKind::compound, 3},
}};

constexpr std::array<ConstraintShare, 8> usual_ml_constraints = {{
    {ConstraintKind::none, 45},
    {ConstraintKind::architecture, 4},
    {ConstraintKind::instance_type_equals, 22},
    {ConstraintKind::instance_type_matches, 8},
    {ConstraintKind::instance_type_in, 5},
    {ConstraintKind::zone, 3},
    {ConstraintKind::custom_attribute, 8},
    {ConstraintKind::compound, 5},
}};

constexpr std::array<ExtraShare, 3> usual_web_extras = {{
    {ExtraKind::none, 93},
    {ExtraKind::distinct_instance, 6},
    {ExtraKind::unsatisfiable, 1},
}};

constexpr std::array<ExtraShare, 3> usual_ml_extras = {{
    {ExtraKind::none, 83},
    {ExtraKind::distinct_instance, 15},
    {ExtraKind::unsatisfiable, 2},
}};

constexpr std::array<ExtraShare, 5> affinity_extras = {{
    {ExtraKind::none, 70},
    {ExtraKind::distinct_instance, 10},
    {ExtraKind::avoid_group, 8},
    {ExtraKind::join_group, 4},
    {ExtraKind::running_count, 8},
}};

// [assumed]
constexpr std::array<StrategyShare, 7> usual_strategies = {{
    {StrategyChain::spread_zone_binpack_memory, 30},
    {StrategyChain::spread_zone_spread_instance, 20},
    {StrategyChain::binpack_memory, 15},
    {StrategyChain::binpack_cpu, 10},
    {StrategyChain::spread_instance, 10},
    {StrategyChain::none, 10},
    {StrategyChain::random, 5},
}};

constexpr std::array<StrategyShare, 1> default_strategy = {{{StrategyChain::none, 1}}};

constexpr FleetState fresh_fleet = {.loaded_permille = 0,
                                    .draining_permille = 0,
                                    .disconnected_permille = 0,
                                    .custom_attributes_permille = 0,
                                    .trunk_permille = 0};

constexpr Composition workshop = {
    .preset = {"workshop", "two t4g.micro and two p2.xlarge; ARM and GPU tasks", 4, 8, 2},
    .fleet = workshop_fleet,
    .state = fresh_fleet,
    .shapes = ShapeSource::workshop,
    .network = bridge_only,
    .strategies = default_strategy,
};

constexpr Composition fleet_5k = {
    .preset = {"fleet-5k", "as many instances as ECS allows in one cluster, x86 and Graviton",
               5'000, 50'000, 40},
    .fleet = general_fleet,
    .network = usual_network,
    .web_constraints = usual_web_constraints,
    .web_extras = usual_web_extras,
    .strategies = usual_strategies,
};

constexpr Composition burst_10k = {
    .preset = {"burst-10k", "x86, Graviton and GPU instances; constraints of every kind", 10'000,
               100'000, 156},
    .fleet = accelerated_fleet,
    .gpu_definitions_permille = 100,
    .gpu_load_permille = 900,
    .scarce_type = "g4dn.2xlarge",
    .network = usual_network,
    .web_constraints = usual_web_constraints,
    .ml_constraints = usual_ml_constraints,
    .web_extras = usual_web_extras,
    .ml_extras = usual_ml_extras,
    .strategies = usual_strategies,
};

// Few instances are loaded, so that GPUs are left for most of the trace's 7,433 [chosen].
constexpr Composition gpu_burst = {
    .preset = {"gpu-burst", "the task shapes of the openb trace on g4dn, g5, p3 and p4d", 1'213,
               8'152, 151},
    .fleet = openb_fleet,
    .state = {.loaded_permille = 50},
    .shapes = ShapeSource::openb,
    .scarce_type = "g4dn.12xlarge",
    .network = batch_network,
    .ml_constraints = usual_ml_constraints,
    .ml_extras = usual_ml_extras,
    .strategies = usual_strategies,
};

constexpr Composition random_10k = [] {
    Composition composition = burst_10k;
    composition.preset.name = "random-10k";
    composition.preset.description = "burst-10k without strategies: RunTask's default, random";
    composition.strategies = default_strategy;
    return composition;
}();

constexpr Composition affinity_10k = [] {
    Composition composition = burst_10k;
    composition.preset.name = "affinity-10k";
    composition.preset.description =
        "burst-10k with task:group, runningTasksCount or distinctInstance on 30 % of definitions";
    composition.web_extras = affinity_extras;
    composition.ml_extras = affinity_extras;
    return composition;
}();

constexpr Composition unique_10k = [] {
    Composition composition = burst_10k;
    composition.preset.name = "unique-10k";
    composition.preset.description = "burst-10k with a task definition of its own for every task";
    composition.preset.task_definitions = 100'000;
    composition.replicas = Replicas::one;
    composition.gpu_definitions_permille = 45;  // every task runs, so GPUs must suffice
    composition.off_grid_permille = 1000;
    return composition;
}();

constexpr Composition region_100k = [] {
    Composition composition = burst_10k;
    composition.preset = {"region-100k", "burst-10k ten times over, beyond one cluster", 100'000,
                          1'000'000, 500};
    return composition;
}();

constexpr std::array<Composition, 8> all = {workshop,   fleet_5k,     burst_10k,  gpu_burst,
                                            random_10k, affinity_10k, unique_10k, region_100k};

}  // namespace

std::span<const Composition> compositions() {
    return all;
}

std::string zone_letters(const Composition& composition) {
    std::string letters;
    for (const FleetShare& share : composition.fleet) letters += share.zones;
    std::ranges::sort(letters);
    letters.erase(std::unique(letters.begin(), letters.end()), letters.end());
    return letters;
}

}  // namespace berth::host::generate
