#include <algorithm>

#include "generate_cases/random_parts.hpp"
#include "generate_cases/vocabulary.hpp"

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

}  // namespace berth::tests
