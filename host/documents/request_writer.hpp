// Requests in ECS's form, whole and in part.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "berth/request.hpp"
#include "json/writer.hpp"

namespace berth::host::documents {

void write_request(json::Writer& writer, const Request& request);

/// Writes the member `overrides`, or nothing if nothing is overridden.
void write_overrides(json::Writer& writer, const TaskOverrides& overrides);

/// Writes the member `networkConfiguration`, or nothing without subnets.
void write_network_configuration(json::Writer& writer, const std::vector<std::string>& subnets);

/// Writes the member `placementConstraints`, or nothing without any.
void write_constraints(json::Writer& writer, const std::vector<PlacementConstraint>& constraints);

/// Writes the member `placementStrategy`, even if it is empty: that means the defaults.
void write_strategies(json::Writer& writer, const std::vector<PlacementStrategy>& strategies);

/// Writes a capacity provider strategy as the member `name`, or nothing without items.
void write_provider_strategy(json::Writer& writer, std::string_view name,
                             const std::vector<CapacityProviderStrategyItem>& items);

/// "EC2", "EXTERNAL" or "FARGATE"
std::string_view text_of(LaunchType type);

/// Writes the member `resourceRequirements`.
void write_gpu_requirement(json::Writer& writer, const GpuRequirement& required);

}  // namespace berth::host::documents
