#include "simulate/duration_text.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>

namespace berth::host::simulate {

namespace {

struct Unit {
    std::string_view name;
    double milliseconds;
};

constexpr std::array<Unit, 6> units = {{
    {"ms", 1},
    {"s", 1e3},
    {"min", 60e3},
    {"m", 60e3},
    {"h", 3'600e3},
    {"d", 86'400e3},
}};
constexpr double most_milliseconds = 100.0 * 366 * 86'400e3;

[[noreturn]] void fail(std::string_view text) {
    throw InputError(
        fmt::format("'{}' is not a length of time; expected numbers with a unit (ms, s, min, h or "
                    "d), as in '300s', '1.5 h' or '2 min 35 s', of at most 100 years",
                    text.substr(0, 60)));
}

void skip_blanks(std::string_view& text) {
    while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
}

// Takes "12.5" off the front. A sign, "inf" and an exponent are none of it: "1e3s" would be a
// number with the unit "e3s".
double take_number(std::string_view& rest, std::string_view whole) {
    double value = 0;
    const auto [end, error] =
        std::from_chars(rest.data(), rest.data() + rest.size(), value, std::chars_format::fixed);
    const bool begins_as_number =
        !rest.empty() && (rest.front() == '.' || (rest.front() >= '0' && rest.front() <= '9'));
    if (error != std::errc() || !begins_as_number) fail(whole);
    rest.remove_prefix(static_cast<std::size_t>(end - rest.data()));
    return value;
}

double take_unit(std::string_view& rest, std::string_view whole) {
    std::size_t length = 0;
    while (length < rest.size() && rest[length] >= 'a' && rest[length] <= 'z') ++length;
    const std::string_view name = rest.substr(0, length);
    rest.remove_prefix(length);
    for (const Unit& unit : units) {
        if (unit.name == name) return unit.milliseconds;
    }
    fail(whole);
}

void append_part(std::string& text, std::string_view part) {
    if (!text.empty()) text += ' ';
    text += part;
}

}  // namespace

SimulationTime parse_duration(std::string_view text) {
    std::string_view rest = text;
    double milliseconds = 0;
    skip_blanks(rest);
    if (rest.empty()) fail(text);
    while (!rest.empty()) {
        const double number = take_number(rest, text);
        skip_blanks(rest);
        milliseconds += number * take_unit(rest, text);
        skip_blanks(rest);
    }
    if (!(milliseconds <= most_milliseconds)) fail(text);
    return SimulationTime(std::llround(milliseconds));
}

std::string duration_text(SimulationTime time) {
    if (time.count() < 0) return "-" + duration_text(-time);
    std::string text;
    std::int64_t left = time.count();
    constexpr std::array<Unit, 3> wholes = {{units[5], units[4], units[2]}};
    for (const Unit& unit : wholes) {
        const auto length = static_cast<std::int64_t>(unit.milliseconds);
        if (left >= length) append_part(text, fmt::format("{} {}", left / length, unit.name));
        left %= length;
    }
    if (left > 0 || text.empty()) {
        append_part(text, fmt::format("{} s", static_cast<double>(left) / 1e3));
    }
    return text;
}

}  // namespace berth::host::simulate
