// Requests in ECS's form, whole and in part.
#pragma once

#include "berth/request.hpp"
#include "json/writer.hpp"

namespace berth::json {

void write_request(Writer& writer, const Request& request);

/// Writes the member `overrides`, or nothing where nothing is overridden.
void write_overrides(Writer& writer, const TaskOverrides& overrides);

/// Writes the member `networkConfiguration`, or nothing without subnets.
void write_network_configuration(Writer& writer, const std::vector<std::string>& subnets);

/// Writes the member `placementConstraints`, or nothing without any.
void write_constraints(Writer& writer, const std::vector<PlacementConstraint>& constraints);

/// Writes the member `resourceRequirements`.
void write_gpu_requirement(Writer& writer, const GpuRequirement& gpus);

}  // namespace berth::json
