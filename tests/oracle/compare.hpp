// Values that are not compared as text: dotted numbers, instants, integers.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace berth::tests {

/// "1.14.5" as {1, 14, 5}, without trailing zeros, so that "1.68" and "1.68.0" are equal.
std::optional<std::vector<std::uint64_t>> version_of(const std::string& text);

/// "2018-06-18", "2018-06-18T22:28:28", with "Z" or "+00:00", as microseconds since 1970.
std::optional<std::int64_t> instant_of(const std::string& text);

std::optional<std::int64_t> integer_of(const std::string& text);

/// `left op right` for one of == < <= > >=.
template <typename Value>
bool compare(const Value& left, const std::string& op, const Value& right) {
    if (op == "==") return left == right;
    if (op == "<") return left < right;
    if (op == "<=") return left < right || left == right;
    if (op == ">") return right < left;
    return right < left || left == right;
}

}  // namespace berth::tests
