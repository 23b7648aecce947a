// The state of the instances, which shrinks while a burst is placed; candidates and the ten checks
// on it (docs/rules.md, sections 3 and 4).
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "berth/snapshot.hpp"
#include "oracle/demand.hpp"
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

/// Whether the instance may be considered for the task at all.
bool is_candidate(const InstanceState& state, const Demand& demand);

/// A check that an instance fails.
struct FailedCheck {
    int number = 0;  ///< 1 to 10, as in the rules
    std::string reason;
    std::int64_t shortfall = 0;
};

/// The first check that fails; nothing where the task fits.
std::optional<FailedCheck> first_failed_check(const InstanceState& state, const Demand& demand);

/// Takes what the task needs from the instance; returns the GPU ids that it gets.
std::vector<std::string> commit(InstanceState& state, const Demand& demand);

}  // namespace berth::tests
