// Checks records built by programs against the rules for files, by their field tables.
#pragma once

#include "record/field.hpp"

namespace berth::host::json {

/// Throws InputError for a number, text or list that the form of its member does not allow, and for
/// a record that breaks its rule. Forms that a folder defines are left to those rules.
void check_record(const record::Type& type, const void* value);

}  // namespace berth::host::json
