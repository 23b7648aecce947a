// The edits of a what-if file that are for sweeps over time.
#pragma once

#include "whatif/edit_reader.hpp"

namespace berth::host::whatif {

Edit read_set_managed_scaling(const yaml::Value& value);
Edit read_set_group_size(const yaml::Value& value);
Edit read_set_instance_types(const yaml::Value& value);

void list_time_edit_members(KnownMembers& known);

}  // namespace berth::host::whatif
