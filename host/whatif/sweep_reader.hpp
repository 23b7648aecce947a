// The whole of a what-if file, and what is known of its form.
#pragma once

#include "berth/what_if.hpp"
#include "whatif/edit_reader.hpp"

namespace berth::host::whatif {

/// Every name that the reader knows, for the test that the JSON Schema has the same.
KnownMembers known_members();

}  // namespace berth::host::whatif
