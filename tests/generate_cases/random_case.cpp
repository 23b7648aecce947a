#include <fmt/format.h>

#include <algorithm>

#include "generate_cases/case.hpp"
#include "generate_cases/random_parts.hpp"
#include "generate_cases/vocabulary.hpp"

namespace berth::tests {

namespace {

std::size_t random_size(Dice& dice) {
    if (dice.chance(50)) return 1 + dice.below(9);
    return dice.pick<std::size_t>({15, 16, 17, 31, 32, 33, 63, 64, 65, 96, 127, 129, 200});
}

void add_cluster(Dice& dice, Snapshot& snapshot) {
    if (dice.chance(70)) return;
    Cluster cluster;
    cluster.name = "demo";
    cluster.arn = "arn:aws:ecs:us-west-2:012345678912:cluster/demo";
    cluster.capacity_providers = vocabulary::providers;
    if (dice.chance(60)) cluster.default_strategy = {{"cp-a", 0, 1}, {"cp-b", 2, 2}};
    if (dice.chance(5)) cluster.default_strategy = {{"FARGATE", 0, 1}};
    snapshot.clusters.push_back(cluster);
}

void add_subnets(Dice& dice, Snapshot& snapshot) {
    if (dice.chance(30)) return;
    snapshot.subnet_zones = {{"subnet-a", "us-west-2a"},
                             {"subnet-a2", "us-west-2a"},
                             {"subnet-b", "us-west-2b"},
                             {"subnet-c", "us-west-2c"}};
}

// Real fleets are made of few shapes, so that most decisions are ties: half of the clusters are.
std::vector<ContainerInstance> draw_fleet(Dice& dice, std::size_t count) {
    std::vector<ContainerInstance> fleet;
    const std::size_t shapes = dice.chance(50) ? count : 1 + dice.below(4);
    while (fleet.size() < std::min(shapes, count)) fleet.push_back(random_instance(dice));
    while (fleet.size() < count) fleet.push_back(fleet[dice.below(shapes)]);
    return fleet;
}

// The drawn part of an ARN decides the order; the number at its end keeps it unique.
void add_instances(Dice& dice, Snapshot& snapshot, std::size_t count) {
    snapshot.instances = draw_fleet(dice, count);
    for (std::size_t i = 0; i < count; ++i)
        snapshot.instances[i].arn =
            fmt::format("arn:aws:ecs:us-west-2:012345678912:container-instance/demo/{:04x}-{}",
                        dice.below(0x10000), i);
}

// One family has two revisions, so that a name without a revision has to choose.
void add_task_definitions(Dice& dice, Snapshot& snapshot) {
    const int families = 2 + static_cast<int>(dice.below(5));
    for (int i = 0; i < families; ++i)
        snapshot.task_definitions.push_back(random_task_definition(dice, i, i < 2));
    TaskDefinition newer = random_task_definition(dice, 0, true);
    newer.revision = 10;
    newer.arn = "arn:aws:ecs:us-west-2:012345678912:task-definition/t0:10";
    snapshot.task_definitions.push_back(newer);
}

}  // namespace

Case random_case(std::uint64_t seed, std::size_t instances) {
    Dice dice(seed);
    Case made;
    made.seed = dice.next();
    add_cluster(dice, made.snapshot);
    add_subnets(dice, made.snapshot);
    const std::size_t drawn = random_size(dice);
    add_instances(dice, made.snapshot, instances == 0 ? drawn : instances);
    add_task_definitions(dice, made.snapshot);
    const std::size_t tasks = dice.below(2 * made.snapshot.instances.size() + 1);
    for (std::size_t i = 0; i < tasks; ++i)
        made.snapshot.tasks.push_back(random_task(dice, made.snapshot));
    const std::size_t requests = 1 + dice.below(12);
    for (std::size_t i = 0; i < requests; ++i)
        made.burst.push_back(random_request(dice, made.snapshot));
    return made;
}

Case permuted(Case original, std::uint64_t seed) {
    Dice dice(seed);
    dice.shuffle(original.snapshot.instances);
    dice.shuffle(original.snapshot.tasks);
    dice.shuffle(original.snapshot.task_definitions);
    return original;
}

}  // namespace berth::tests
