// Requests of which tasks fit no type of the search, and why, in the solver's own words.
#pragma once

#include <string>
#include <vector>

#include "berth/fleet_search.hpp"
#include "whatif/search/fleet_space.hpp"
#include "whatif/search/task_demand.hpp"

namespace berth::search {

std::vector<HopelessRequest> hopeless_requests(const FleetSpace& space, const TaskDemand& demand);

}  // namespace berth::search
