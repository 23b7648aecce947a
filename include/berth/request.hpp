// An entry of a burst: a RunTask or a CreateService request.
//
// Example:
//
//     berth::Request run_task;
//     run_task.task_definition = "web";
//     run_task.count = 3;
//     berth::Request create_service = run_task;
//     create_service.service_name = "shop";
//     assert(!run_task.is_service() && create_service.is_service());
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "berth/constraint.hpp"
#include "berth/error.hpp"
#include "berth/task_definition.hpp"

namespace berth {

enum class LaunchType : std::uint8_t { ec2, external, fargate };
enum class SchedulingStrategy : std::uint8_t { replica, daemon };

struct CapacityProviderStrategyItem {
    std::string capacity_provider;
    std::int64_t base = 0;
    std::int64_t weight = 0;

    friend bool operator==(const CapacityProviderStrategyItem&,
                           const CapacityProviderStrategyItem&) = default;
};

/// `overrides.containerOverrides[]`: a member that is given replaces the container's own.
struct ContainerOverride {
    std::string name;
    std::optional<std::int64_t> cpu_units;
    std::optional<std::int64_t> memory_mib;
    std::optional<std::int64_t> memory_reservation_mib;
    std::optional<GpuRequirement> gpus;  ///< given if `resourceRequirements` is present
};

struct TaskOverrides {
    std::optional<std::int64_t> cpu_units;
    std::optional<std::int64_t> memory_mib;
    std::vector<ContainerOverride> containers;
};

struct Request {
    std::string task_definition;  ///< ARN, `family:revision` or `family`
    std::string service_name;     ///< not empty = a CreateService request
    std::string group;            ///< RunTask's own group; empty = `family:FAMILY`
    std::int64_t count = 1;       ///< `count` or `desiredCount`; unused for a DAEMON service
    SchedulingStrategy scheduling = SchedulingStrategy::replica;
    std::optional<LaunchType> launch_type;
    std::vector<CapacityProviderStrategyItem> capacity_providers;
    std::vector<PlacementConstraint> constraints;
    std::optional<std::vector<PlacementStrategy>> strategies;  ///< absent or empty = the defaults
    TaskOverrides overrides;
    std::vector<std::string> subnets;  ///< networkConfiguration.awsvpcConfiguration.subnets
    Location where;                    ///< for messages

    bool is_service() const noexcept { return !service_name.empty(); }
};

}  // namespace berth
