// One task of the burst, with everything that the rules ask about it. What it needs (docs/rules.md,
// section 2) is added up from the task definition each time.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"
#include "berth/task_definition.hpp"
#include "oracle/expression.hpp"

namespace berth::tests {

struct Needs {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;      ///< whole GPUs asked for by number
    std::int64_t all_gpus = 0;  ///< how often `ALL` was asked for
    std::vector<HostPort> ports;
    std::int64_t network_interfaces = 0;
    std::vector<RequiredAttribute> attributes;
};

/// Throws std::invalid_argument for an override of an unknown container and for a port twice.
Needs needs_of(const TaskDefinition& definition, const TaskOverrides& overrides);

using Zones = std::vector<std::string>;

struct Demand {
    Needs needs;
    std::string group;
    LaunchType launch_type = LaunchType::ec2;
    std::string provider;        ///< empty = by launch type
    std::optional<Zones> zones;  ///< absent = any location will do
    std::vector<Expression> member_of;
    bool distinct_instance = false;
    std::vector<PlacementStrategy> strategies;
};

/// By ARN, `family:revision` or `family`. Throws std::invalid_argument where there is none.
const TaskDefinition& definition_of(const Snapshot& snapshot, const Request& request);

/// The group that the tasks of the request count in.
std::string group_of(const Snapshot& snapshot, const Request& request);

/// The zones of the request's subnets, sorted, each once; absent where some zone is not known.
std::optional<Zones> zones_of(const Snapshot& snapshot, const Request& request);

/// What a task of the request asks for; `provider` empty = its launch type decides.
Demand demand_of(const Snapshot& snapshot, const Request& request, const std::string& provider);

/// FARGATE by launch type or by the name of a provider.
bool is_fargate(const Demand& demand);
bool is_fargate_provider(const std::string& provider);

}  // namespace berth::tests
