// A task definition: the part of `aws ecs describe-task-definition` that placement reads.
//
// Example:
//
//     berth::TaskDefinition definition;
//     definition.family = "train";
//     definition.revision = 1;
//     definition.containers.resize(1);
//     definition.containers[0].cpu_units = 4096;
//     definition.containers[0].memory_mib = 16384;
//     definition.containers[0].gpus.count = 1;
//     berth::Snapshot cluster;
//     cluster.task_definitions = {definition};
//     assert(cluster.find_task_definition("train:1") != nullptr);
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/error.hpp"
#include "berth/resources.hpp"

namespace berth {

enum class NetworkMode : std::uint8_t { bridge, host, awsvpc, none };

/// A port mapping before the network mode is applied.
struct PortMapping {
    std::optional<std::uint16_t> container_port;
    std::optional<std::uint16_t> host_port;  ///< 0 or absent: dynamic, except in `host` mode
    Protocol protocol = Protocol::tcp;
};

/// The GPUs that a container, or an override of it, asks for.
struct GpuRequirement {
    std::uint32_t count = 0;  ///< whole GPUs
    std::uint32_t all = 0;    ///< how often the value `ALL` was given
};

struct ContainerDefinition {
    std::string name;
    std::optional<std::int64_t> cpu_units;
    std::optional<std::int64_t> memory_mib;              ///< `memory`, the hard limit
    std::optional<std::int64_t> memory_reservation_mib;  ///< `memoryReservation`, the soft limit
    GpuRequirement gpus;
    std::vector<PortMapping> port_mappings;
};

/// An entry of `requiresAttributes`.
struct RequiredAttribute {
    std::string name;
    std::optional<std::string> value;  ///< absent = any value will do

    friend auto operator<=>(const RequiredAttribute&, const RequiredAttribute&) = default;
};

struct TaskDefinition {
    std::string arn;  ///< may be empty for bare `register-task-definition` input
    std::string family;
    std::int64_t revision = 0;
    std::optional<std::int64_t> cpu_units;   ///< task-level `cpu`
    std::optional<std::int64_t> memory_mib;  ///< task-level `memory`
    NetworkMode network_mode = NetworkMode::bridge;
    std::string cpu_architecture;  ///< runtimePlatform: `X86_64`, `ARM64` or empty
    std::vector<ContainerDefinition> containers;
    std::vector<RequiredAttribute> required_attributes;
    std::vector<PlacementConstraint> constraints;  ///< `memberOf` only
    Location where;                                ///< for messages
};

}  // namespace berth
