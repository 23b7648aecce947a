// Results of scenarios as JSON lines, for sweeps that are spilled to disk, resumed or merged.
#pragma once

#include <string>
#include <string_view>

#include "berth/what_if_result.hpp"
#include "record/field.hpp"

namespace berth::host::whatif {

/// One line of JSON without its line end: every member, numbers exact.
std::string to_record(const ScenarioResult& result);

/// Reads what to_record() wrote; messages use `name` for the file.
///
/// Throws InputError for anything else: truncated text, members that are missing, duplicated or of
/// the wrong type, more than one value.
ScenarioResult from_record(std::string_view line, std::string_view name = "scenario record");

/// The table of a result, of which the lines are made.
const record::Record& result_record();

}  // namespace berth::host::whatif
