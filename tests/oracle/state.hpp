// The state of the instances (docs/rules.md, section 3), which shrinks while a burst is placed.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "berth/snapshot.hpp"
#include "oracle/expression.hpp"

namespace berth::tests {

struct InstanceState {
    const ContainerInstance* instance = nullptr;
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::vector<HostPort> taken_ports;
    std::vector<std::string> free_gpus;
    std::optional<std::int64_t> interfaces;  ///< left; absent = no limit is known
    std::map<std::string, std::int64_t> tasks_of_group;
    std::int64_t running_tasks = 0;
};

/// In instance order: ascending bytes of the ARN.
using ClusterState = std::vector<InstanceState>;

ClusterState initial_state(const Snapshot& snapshot);

/// What an expression sees of an instance.
InstanceView view_of(const InstanceState& state);

/// nullptr where the instance lacks the attribute.
const std::string* attribute_of(const ContainerInstance& instance, const std::string& name);

/// Only such tasks of the snapshot count in groups and hold network interfaces.
bool is_meant_to_run(const Task& task);

/// 0 for a group of which the instance runs nothing.
std::int64_t tasks_of(const InstanceState& state, const std::string& group);

}  // namespace berth::tests
