#include <fmt/format.h>

#include <algorithm>

#include "generate_cases/case.hpp"
#include "generate_cases/random_parts.hpp"

namespace berth::tests {

namespace {

std::string hex(Dice& dice, std::size_t length) {
    std::string text;
    while (text.size() < length) text += "0123456789abcdef"[dice.below(16)];
    return text;
}

// What the agent itself takes; sometimes so many that the limit of 100 is near.
std::vector<HostPort> taken_ports(Dice& dice) {
    std::vector<HostPort> ports = {{22, Protocol::tcp}, {2375, Protocol::tcp}};
    if (dice.chance(20)) ports.push_back({53, Protocol::udp});
    if (dice.chance(20)) ports.push_back({80, Protocol::tcp});
    if (dice.chance(5)) {
        const std::size_t many = 96 + dice.below(5);
        for (std::uint16_t port = 30000; ports.size() < many; ++port)
            ports.push_back({port, dice.chance(50) ? Protocol::tcp : Protocol::udp});
    }
    std::ranges::sort(ports);
    return ports;
}

void give_resources(Dice& dice, ContainerInstance& instance) {
    ResourceList& registered = instance.registered;
    registered.cpu_units = dice.pick({1024, 2048, 4096});
    registered.memory_mib = dice.pick({950, 3900, 7700});
    registered.ports = {{22, Protocol::tcp}, {2375, Protocol::tcp}};
    const std::size_t gpus = dice.chance(30) ? 1 + dice.below(4) : 0;
    for (std::size_t i = 0; i < gpus; ++i)
        registered.gpu_ids.push_back("GPU-" + hex(dice, 2) + std::to_string(i));
    instance.remaining = registered;
    instance.remaining.ports = taken_ports(dice);
    if (dice.chance(50)) return;
    instance.remaining.cpu_units -= dice.pick({0, 128, 512, 1000, 5000});
    instance.remaining.memory_mib -= dice.pick({0, 100, 512, 900, 8000});
    std::vector<std::string>& free = instance.remaining.gpu_ids;
    dice.shuffle(free);
    free.resize(dice.below(free.size() + 1));
}

void give_attributes(Dice& dice, ContainerInstance& instance) {
    using namespace vocabulary;
    const auto sometimes = [&](std::size_t percent, const char* name, const std::string& value) {
        if (dice.chance(percent)) instance.set_attribute(name, value);
    };
    sometimes(90, "ecs.availability-zone", dice.pick(zones));
    sometimes(90, "ecs.instance-type", dice.pick(instance_types));
    sometimes(90, "ecs.cpu-architecture", dice.chance(70) ? "x86_64" : "arm64");
    sometimes(60, "stack", dice.pick(stacks));
    sometimes(60, "rack", dice.pick(racks));
    sometimes(15, "retiring", dice.chance(50) ? "" : "true");
    sometimes(10, "ecs.capability.external", "");
    sometimes(25, "ecs.awsvpc-trunk-id", "trunk-1");
}

Instant some_instant(Dice& dice) {
    using namespace std::chrono;
    return dice.pick<Instant>({sys_days{2018y / 2 / 12}, sys_days{2018y / 2 / 13},
                               sys_days{2018y / 6 / 18} + 22h + 28min + 28s,
                               sys_days{2024y / 12 / 31} + 23h, sys_days{2025y / 3 / 1} + 1500ms});
}

// Each container draws from ports of its own, because a port twice in a task is an error.
std::vector<PortMapping> random_ports(Dice& dice, int container) {
    std::vector<PortMapping> ports;
    const auto base = static_cast<std::uint16_t>(container * 1000);
    for (const std::uint16_t port : {std::uint16_t{80}, std::uint16_t{53}}) {
        if (!dice.chance(30)) continue;
        PortMapping mapping;
        mapping.container_port = static_cast<std::uint16_t>(base + port);
        if (dice.chance(50)) mapping.host_port = mapping.container_port;
        if (!mapping.host_port && dice.chance(20)) mapping.host_port = std::uint16_t{0};
        mapping.protocol = port == 53 && dice.chance(70) ? Protocol::udp : Protocol::tcp;
        ports.push_back(mapping);
    }
    return ports;
}

ContainerDefinition random_container(Dice& dice, int number) {
    ContainerDefinition container;
    container.name = fmt::format("c{}", number);
    if (dice.chance(80)) container.cpu_units = dice.pick({0, 10, 100, 128, 256, 512});
    if (dice.chance(60)) container.memory_mib = dice.pick({64, 128, 256, 512});
    if (!container.memory_mib || dice.chance(30))
        container.memory_reservation_mib = dice.pick({32, 64, 128, 256});
    if (dice.chance(10)) container.gpus.count = static_cast<std::uint32_t>(1 + dice.below(2));
    if (dice.chance(3)) container.gpus.all = 1;
    container.port_mappings = random_ports(dice, number);
    return container;
}

std::vector<RequiredAttribute> random_required_attributes(Dice& dice) {
    std::vector<RequiredAttribute> required;
    if (dice.chance(10)) required.push_back({"stack", std::nullopt});
    if (dice.chance(5)) required.push_back({"stack", "prod"});
    if (dice.chance(5)) required.push_back({"rack", dice.pick(vocabulary::racks)});
    return required;
}

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

ContainerInstance random_instance(Dice& dice) {
    ContainerInstance instance;
    if (dice.chance(90)) instance.ec2_instance_id = dice.pick({"i-0a", "i-1b", "i-2c"});
    if (dice.chance(8)) instance.status = dice.pick({"DRAINING", "REGISTERING"});
    instance.agent_connected = !dice.chance(8);
    if (dice.chance(85)) instance.agent_version = dice.pick({"1.14.4", "1.68", "1.86.3", "dev"});
    if (dice.chance(85)) instance.registered_at = some_instant(dice);
    if (dice.chance(60)) instance.capacity_provider = dice.pick(vocabulary::providers);
    instance.running_tasks_count = static_cast<std::int64_t>(dice.below(4));
    give_resources(dice, instance);
    give_attributes(dice, instance);
    return instance;
}

Task random_task(Dice& dice, const Snapshot& snapshot) {
    Task task;
    task.arn = "arn:aws:ecs:us-west-2:012345678912:task/demo/";
    task.arn += hex(dice, 16);
    task.group = dice.chance(95) ? dice.pick(vocabulary::groups) : "";
    task.desired_status = dice.pick({"RUNNING", "RUNNING", "RUNNING", "", "STOPPED"});
    task.last_status = "RUNNING";
    if (dice.chance(10)) {
        task.is_fargate = true;
        task.availability_zone = dice.pick(vocabulary::zones);
        task.has_network_interface = true;
        return task;
    }
    task.container_instance_arn = dice.pick(snapshot.instances).arn;
    if (dice.chance(3)) task.container_instance_arn += "-gone";
    task.has_network_interface = dice.chance(30);
    return task;
}

TaskDefinition random_task_definition(Dice& dice, int number, bool plain) {
    TaskDefinition definition;
    definition.family = fmt::format("t{}", number);
    definition.revision = dice.between(1, 3);
    definition.arn = fmt::format("arn:aws:ecs:us-west-2:012345678912:task-definition/{}:{}",
                                 definition.family, definition.revision);
    if (dice.chance(30)) definition.cpu_units = dice.pick({0, 128, 256, 1024});
    if (dice.chance(30)) definition.memory_mib = dice.pick({0, 128, 512, 1024});
    definition.network_mode =
        dice.pick({NetworkMode::bridge, NetworkMode::bridge, NetworkMode::host, NetworkMode::awsvpc,
                   NetworkMode::awsvpc, NetworkMode::none});
    if (dice.chance(15)) definition.cpu_architecture = dice.chance(50) ? "X86_64" : "ARM64";
    const int containers = 1 + static_cast<int>(dice.below(3));
    for (int i = 0; i < containers; ++i) definition.containers.push_back(random_container(dice, i));
    definition.required_attributes = random_required_attributes(dice);
    if (!plain && dice.chance(25))
        definition.constraints.push_back({ConstraintType::member_of, random_expression(dice)});
    return definition;
}

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
