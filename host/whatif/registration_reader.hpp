// What new instances register, in files written by hand.
#pragma once

#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "yaml/value.hpp"

namespace berth::whatif {

/// The map `registered`: CPU units and MiB by instance type.
void read_registered_types(const yaml::Value& map, Registration& registration);

/// The members that it knows of each type.
std::vector<std::string_view> registered_members();

}  // namespace berth::whatif
