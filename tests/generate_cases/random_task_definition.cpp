#include <fmt/format.h>

#include "generate_cases/random_parts.hpp"
#include "generate_cases/vocabulary.hpp"

namespace berth::tests {

namespace {

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

}  // namespace

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

}  // namespace berth::tests
