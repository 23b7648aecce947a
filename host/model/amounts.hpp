// ECS's text forms of CPU, memory, versions and instants, read into plain numbers.
//
// Each reader returns nothing if the text is not of its form; the caller knows the place and
// reports the error.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/resources.hpp"

namespace berth::host::model {

/// "512", "1 vCPU", ".5 vcpu" -> CPU units. A fraction of a unit is rounded to the nearest [ours].
std::optional<std::int64_t> parse_cpu_units(std::string_view text);

/// "512", "1GB", "0.5 GB" -> MiB. A fraction of a MiB is rounded to the nearest [ours].
std::optional<std::int64_t> parse_memory_mib(std::string_view text);

/// "2018-06-18T22:28:28+00:00", "...Z", with fractions of a second, without a zone (UTC), or the
/// date alone (midnight UTC).
std::optional<Instant> parse_instant(std::string_view text);

/// Epoch seconds, as `registeredAt` appears in some outputs.
std::optional<Instant> instant_from_epoch_seconds(double seconds);

/// ISO 8601, UTC, microseconds only if there are any: "2018-06-18T22:28:28+00:00".
std::string to_iso8601(Instant instant);

/// Dotted numbers, as of the ECS agent; missing parts compare as 0.
struct DottedVersion {
    std::vector<std::uint64_t> parts;

    friend std::strong_ordering operator<=>(const DottedVersion& a, const DottedVersion& b);
    friend bool operator==(const DottedVersion& a, const DottedVersion& b) {
        return (a <=> b) == std::strong_ordering::equal;
    }
};
std::optional<DottedVersion> parse_dotted_version(std::string_view text);

/// A whole decimal number with an optional sign, within int64.
std::optional<std::int64_t> parse_integer(std::string_view text);

}  // namespace berth::host::model
