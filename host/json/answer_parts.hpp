// Members that several answers of berth share, so that they are spelled the same everywhere.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "berth/instance.hpp"
#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "json/writer.hpp"

namespace berth::host::json {

/// `"reasons": {"RESOURCE:MEMORY": 5}`
void write_reasons(Writer& writer, const ReasonTally& tally);

/// `"closest": {...}`, null if there is none; `instance` is the closest one.
void write_closest(Writer& writer, const std::optional<ClosestInstance>& closest,
                   const ContainerInstance* instance);

/// `"fitsEmptyInstance": {"cluster": false, "catalogueType": "r5.24xlarge"}`
void write_empty_fit(Writer& writer, const EmptyFit& fit);

/// The elements of a list of warnings, each on a line of its own.
void write_warnings(Writer& writer, std::span<const Warning> warnings);

/// A field of comma-separated values, quoted where RFC 4180 requires it.
void append_csv_field(std::string& out, std::string_view text);

}  // namespace berth::host::json
