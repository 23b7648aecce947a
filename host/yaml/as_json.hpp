// Passes part of a YAML file to a JSON reader, and maps its errors back to the file.
#pragma once

#include <string>
#include <string_view>

#include "yaml/value.hpp"

namespace berth::host::yaml {

/// The value as JSON. Unquoted scalars that look like whole numbers, true, false or null become
/// those; all others are texts.
std::string to_json(const Value& value);

/// The value that a JSON pointer leads to from `root`, as far as it leads anywhere.
Value at_pointer(const Value& root, std::string_view pointer);

/// Calls `read` with the value as JSON, and gives its InputError the place in the file.
template <class Read>
auto read_as_json(const Value& value, const Read& read) {
    const std::string text = to_json(value);
    try {
        return read(text);
    } catch (const InputError& error) {
        at_pointer(value, error.where().pointer).fail(error.problem());
    }
}

}  // namespace berth::host::yaml
