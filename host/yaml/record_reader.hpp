// Reading records from YAML by their field tables (record/field.hpp).
#pragma once

#include "record/field.hpp"
#include "yaml/value.hpp"

namespace berth::host::yaml {

/// Reads the members of a map into the record. Throws InputError for a member that is unknown,
/// given twice, missing or wrong.
void read_record(const Value& map, const record::Record& record, void* target);

template <record::Described T>
void read_record(const Value& map, T& target) {
    read_record(map, record::record_of<T>, &target);
}

/// Reads a map with one member, which names a kind of the variant, and checks its rule.
void read_kind(const Value& map, const record::Type& variant, void* target);

/// A value of a member.
void read_value(const Value& value, const record::Form& form, const record::Type& type,
                void* target);

}  // namespace berth::host::yaml
