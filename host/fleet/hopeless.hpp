// Requests of which tasks fit no type of the search, and why, in the solver's own words.
#pragma once

#include <string>
#include <vector>

#include "berth/fleet_search.hpp"
#include "fleet/fleet_space.hpp"
#include "fleet/task_demand.hpp"

namespace berth::host::fleet {

std::vector<HopelessRequest> hopeless_requests(const FleetSpace& space, const TaskDemand& demand);

}  // namespace berth::host::fleet
