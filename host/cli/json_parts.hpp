// Members that the JSON answers of several verbs have in common, spelled as in the plan's.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "berth/plan.hpp"
#include "json/writer.hpp"

namespace berth::cli {

/// `"schemaVersion": 1` of a document whose object was just begun.
void begin_answer(json::Writer& writer);
/// `"warnings": [...]`, then the end of the object.
void end_answer(json::Writer& writer, std::span<const Warning> warnings);

void write_text_or_null(json::Writer& writer, std::string_view name, std::string_view text);
void write_size(json::Writer& writer, std::string_view name, std::uint64_t size);
void write_reason_or_null(json::Writer& writer, std::string_view name,
                          const std::optional<Reason>& reason);

/// `"reasons": {"RESOURCE:MEMORY": 5}`
void write_reasons(json::Writer& writer, const ReasonTally& tally);

/// `"closest": {...}`, null where there is none. `instance` is the closest one.
void write_closest(json::Writer& writer, const std::optional<ClosestInstance>& closest,
                   const ContainerInstance* instance);

}  // namespace berth::cli
