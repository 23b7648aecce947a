// The parts of a simulation file that say how instances, tasks and scaling behave.
#pragma once

#include "simulate/time_reader.hpp"

namespace berth::host::simulate {

void read_instances(const yaml::Value& map, Simulation& simulation);
void read_tasks(const yaml::Value& map, Simulation& simulation);
void read_managed_scaling(const yaml::Value& map, Simulation& simulation);
void read_model(const yaml::Value& map, Simulation& simulation);

void list_model_members(KnownMembers& known);

}  // namespace berth::host::simulate
