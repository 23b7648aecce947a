// Parts of a result that the event log and the JSON answer share.
#pragma once

#include <string_view>

#include "berth/simulate.hpp"
#include "json/writer.hpp"

namespace berth::host::simulate {

/// The members of a decision, with its reason; the caller has begun its object.
void write_decision(json::Writer& writer, const SimulationResult& result,
                    const ScalingDecision& decision);

/// "groupMaximum", "none"
std::string_view bound_name(ScalingDecision::Bound bound);

/// The provider's name, null for `no_index`.
void write_provider(json::Writer& writer, const SimulationResult& result, std::uint32_t provider);

/// The service's name, null for `no_index`.
void write_service(json::Writer& writer, const SimulationResult& result, std::uint32_t service);

/// Numbers of a task's GPUs.
void write_gpus(json::Writer& writer, const SimulatedTask& task);

}  // namespace berth::host::simulate
