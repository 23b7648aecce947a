// Records as short lines of JSON, written and read by the same program from their field tables
// (record/field.hpp): the outermost record has the names of its members, records within it are
// lists of values in order, maps are lists of names and values, and
// absent values are null. Numbers are exact.
#pragma once

#include <string>
#include <string_view>

#include "record/field.hpp"

namespace berth::host::json {

/// One line without its line ending.
std::string packed(const record::Record& record, const void* value);

/// Reads what packed() wrote into a new record; messages use `name` for the file. Throws InputError
/// for anything else: truncated text, members that are missing, duplicated or of the wrong type,
/// more than one value.
void unpack(std::string_view line, std::string_view name, const record::Record& record,
            void* target);

}  // namespace berth::host::json
