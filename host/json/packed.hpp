// Records as short lines of JSON that are written and read by the same program, by their field
// tables (record/field.hpp): the outermost record has the names of its members, those within it are
// lists of values in order, maps are lists of names and values, and
// what is absent is null. Numbers are exact.
#pragma once

#include <string>
#include <string_view>

#include "record/field.hpp"

namespace berth::host::json {

/// One line without its line end.
std::string packed(const record::Record& record, const void* value);

/// Reads what packed() wrote into a new record; `name` stands for the file in messages. Throws
/// InputError for anything else: text that is cut off, members that are missing, doubled or of the
/// wrong type, more than one value.
void unpack(std::string_view line, std::string_view name, const record::Record& record,
            void* target);

}  // namespace berth::host::json
