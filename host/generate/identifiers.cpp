#include "generate/identifiers.hpp"

#include <fmt/format.h>

#include "generate/composition.hpp"

namespace berth::host::generate {

namespace {

std::string hex_32(Random& random) {
    const std::uint64_t high = random.next();
    return fmt::format("{:016x}{:016x}", high, random.next());
}

std::string ecs_arn(std::string_view kind, std::string_view name) {
    return fmt::format("arn:aws:ecs:{}:{}:{}/{}", region, account, kind, name);
}

}  // namespace

std::string container_instance_arn(std::string_view cluster, Random& random) {
    return ecs_arn("container-instance", fmt::format("{}/{}", cluster, hex_32(random)));
}

std::string task_arn(std::string_view cluster, Random& random) {
    return ecs_arn("task", fmt::format("{}/{}", cluster, hex_32(random)));
}

std::string task_definition_arn(std::string_view family, std::int64_t revision) {
    return ecs_arn("task-definition", fmt::format("{}:{}", family, revision));
}

std::string ec2_instance_id(Random& random) {
    return fmt::format("i-0{:016x}", random.next());
}

std::string gpu_id(Random& random) {
    const std::string hex = hex_32(random);
    const std::string_view digits = hex;
    return fmt::format("GPU-{}-{}-{}-{}-{}", digits.substr(0, 8), digits.substr(8, 4),
                       digits.substr(12, 4), digits.substr(16, 4), digits.substr(20));
}

std::string subnet_id(Random& random) {
    return fmt::format("subnet-0{:016x}", random.next());
}

std::string zone_name(char letter) {
    return fmt::format("{}{}", region, letter);
}

}  // namespace berth::host::generate
