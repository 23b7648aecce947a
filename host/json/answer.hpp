// How the JSON answers of the verbs begin and end, and members that may be null.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "json/answer_parts.hpp"
#include "json/writer.hpp"

namespace berth::host::json {

/// `"schemaVersion": 1` of a document whose object was just begun.
void begin_answer(json::Writer& writer);
/// `"warnings": [...]`, then the end of the object.
void end_answer(json::Writer& writer, std::span<const Warning> warnings);

void write_text_or_null(json::Writer& writer, std::string_view name, std::string_view text);
void write_size(json::Writer& writer, std::string_view name, std::uint64_t size);
void write_reason_or_null(json::Writer& writer, std::string_view name,
                          const std::optional<Reason>& reason);

}  // namespace berth::host::json
