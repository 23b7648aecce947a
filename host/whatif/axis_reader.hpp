// The axes of a what-if file: their options written out, as a range of numbers, or one per zone.
#pragma once

#include <vector>

#include "berth/what_if.hpp"
#include "whatif/edit_reader.hpp"
#include "yaml/value.hpp"

namespace berth::host::whatif {

std::vector<Axis> read_axes(const yaml::Value& list);

void list_axis_members(KnownMembers& known);

}  // namespace berth::host::whatif
