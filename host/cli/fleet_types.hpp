// How the types of a fleet search are written on the command line.
#pragma once

#include <string>
#include <vector>

#include "berth/fleet_search.hpp"

namespace berth::host::cli {

/// "m5.large", "m5.large:20" or "m5.large:2-20". Throws InputError.
FleetType parse_fleet_type(const std::string& text);
inline constexpr std::int64_t default_most_instances = 100;

/// "m5.large=0.08" for the types of that name. Throws InputError, also where there is none.
void set_price(const std::string& text, std::vector<FleetType>& types);

/// "stack=prod" or "gpu-pool". Throws InputError.
Attribute parse_attribute(const std::string& text);

}  // namespace berth::host::cli
