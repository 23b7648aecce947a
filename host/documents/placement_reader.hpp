// The parts that task definitions, services and requests share: placement constraints and
// strategies, capacity providers, amounts.
#pragma once

#include <limits>
#include <string>
#include <vector>

#include "berth/request.hpp"
#include "berth/task_definition.hpp"
#include "json/choice.hpp"
#include "json/value.hpp"

namespace berth::host::documents {

/// The largest amount that fits ECS's `integer`.
inline constexpr std::int64_t largest_amount = std::numeric_limits<std::int32_t>::max();

/// A number of 0 or more, within ECS's `integer`.
std::int64_t read_amount(json::Value& value);

/// Task-level `cpu` and `memory`: a number, or text such as "512", "1 vCPU", "0.5 GB".
std::int64_t read_cpu_units(json::Value& value);
std::int64_t read_memory_mib(json::Value& value);

std::vector<std::string> read_texts(json::Value& list);

/// `placementConstraints` of a request or service, and of a task definition (`memberOf` alone).
std::vector<PlacementConstraint> read_constraints(json::Value& list);
std::vector<PlacementConstraint> read_definition_constraints(json::Value& list);

/// `placementStrategy`. Types and fields are read without regard to case.
std::vector<PlacementStrategy> read_strategies(json::Value& list);

std::vector<CapacityProviderStrategyItem> read_provider_strategy(json::Value& list);
LaunchType read_launch_type(json::Value& value);
SchedulingStrategy read_scheduling_strategy(json::Value& value);

/// The entries of `resourceRequirements` of type GPU; `other_types` gets the types of the rest.
GpuRequirement read_gpu_requirement(json::Value& list, std::vector<std::string>& other_types);

bool equals_without_case(std::string_view a, std::string_view b);

}  // namespace berth::host::documents
