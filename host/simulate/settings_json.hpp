// The settings that a simulation ran with.
#pragma once

#include "berth/simulate.hpp"
#include "json/writer.hpp"

namespace berth::host::simulate {

/// `"model": {...}`: the model of ECS and Auto Scaling, including delays.
void write_model(json::Writer& writer, const Simulation& simulation);

/// Members of a provider; the caller has begun its object.
void write_provider_settings(json::Writer& writer, const SimulatedProvider& provider);

}  // namespace berth::host::simulate
