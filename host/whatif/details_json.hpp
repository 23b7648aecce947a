// The parts of a point in full, as the JSON of a report has them.
#pragma once

#include "berth/what_if_result.hpp"
#include "json/writer.hpp"

namespace berth::host::whatif {

/// Each begins a line, four blanks deep.
void write_instance(json::Writer& writer, const InstanceDetails& instance);
void write_failure(json::Writer& writer, const FailureDetails& failure);

}  // namespace berth::host::whatif
