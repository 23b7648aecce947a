// What one task needs (docs/rules.md, section 2), added up from the task definition each time.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/request.hpp"
#include "berth/task_definition.hpp"

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

}  // namespace berth::tests
