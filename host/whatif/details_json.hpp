// The parts of a point in full, as the JSON of a report has them.
#pragma once

#include <cstdint>
#include <string_view>

#include "berth/what_if_result.hpp"
#include "json/writer.hpp"

namespace berth::whatif {

/// Each begins a line, four blanks deep.
void write_instance(json::Writer& writer, const InstanceDetails& instance);
void write_failure(json::Writer& writer, const FailureDetails& failure);

inline void write_count(json::Writer& writer, std::string_view name, std::uint64_t count) {
    writer.member(name, static_cast<std::int64_t>(count));
}

}  // namespace berth::whatif
