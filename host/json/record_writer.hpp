// Records written as files have them, by their field tables (record/field.hpp). JSON is YAML, so
// the YAML reader reads it.
#pragma once

#include <string>

#include "json/writer.hpp"
#include "record/field.hpp"

namespace berth::host::json {

/// The record without the members that only repeat a default.
void write_record(Writer& writer, const record::Record& record, const void* value);

/// A value of a member. An optional one that is absent is null.
void write_value(Writer& writer, const record::Form& form, const record::Type& type,
                 const void* value);

template <class T>
std::string text_of_record(const T& value) {
    std::string out;
    Writer writer(out);
    write_record(writer, record::record_of<T>, &value);
    return out;
}

}  // namespace berth::host::json
