// What somebody does to tasks, services and instances while a simulation runs.
#pragma once

#include "simulate/time_reader.hpp"

namespace berth::host::simulate {

void read_stops(const yaml::Value& list, Simulation& simulation);
void read_service_updates(const yaml::Value& list, Simulation& simulation);
void read_losses(const yaml::Value& list, Simulation& simulation);

void list_intervention_members(KnownMembers& known);

}  // namespace berth::host::simulate
