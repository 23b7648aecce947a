// The arrivals of a simulation file: requests that come once, again and again, at random, from a
// burst or from a trace.
#pragma once

#include <filesystem>

#include "simulate/load_builder.hpp"
#include "simulate/time_reader.hpp"

namespace berth::host::simulate {

/// Random arrivals are drawn here, by the simulation's seed. Bursts and traces are files relative
/// to `folder`.
void read_arrivals(const yaml::Value& list, const std::filesystem::path& folder,
                   Simulation& simulation);

void list_arrival_members(KnownMembers& known);

}  // namespace berth::host::simulate
