// A file with every member of a record in it, commented, by the field tables (record/field.hpp).
#pragma once

#include <string>

#include "record/field.hpp"

namespace berth::host::yaml {

/// YAML that read_record() reads. A member is shown with its sample or its default; one that
/// replaces others is a comment.
std::string skeleton_of(const record::Record& root);

}  // namespace berth::host::yaml
