// Records described as a JSON Schema, by their field tables (record/field.hpp).
#pragma once

#include <string>
#include <string_view>

#include "json/writer.hpp"
#include "record/field.hpp"

namespace berth::host::json {

/// The schema of a file that holds such a record, with a definition of each part below it.
std::string schema_of(const record::Record& root, std::string_view title);

/// `"$ref": "#/$defs/NAME"`
void write_reference(Writer& writer, std::string_view definition);

}  // namespace berth::host::json
