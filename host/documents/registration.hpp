// What new instances register, in files written by hand.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "yaml/value.hpp"

namespace berth::host::documents {

/// The type of that name. Throws InputError with names that begin alike.
const InstanceType& require_instance_type(const std::string& name);

/// The memory factor and the names of types. Throws InputError.
void check_registration(const Registration& registration);

/// The map `registered`: CPU units and MiB by instance type.
void read_registered_types(const yaml::Value& map, Registration& registration);

/// The members that it knows of each type.
std::vector<std::string_view> registered_members();

}  // namespace berth::host::documents
