#include "oracle/compare.hpp"

#include <array>
#include <charconv>
#include <regex>

namespace berth::tests {

namespace {

std::int64_t number(const std::string& digits) {
    return digits.empty() ? 0 : std::stoll(digits);
}

bool is_leap(std::int64_t year) {
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

std::int64_t days_in_month(std::int64_t year, std::int64_t month) {
    const std::array<std::int64_t, 12> days = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    return month == 2 && is_leap(year) ? 29 : days[static_cast<std::size_t>(month - 1)];
}

std::int64_t days_since_1970(std::int64_t year, std::int64_t month, std::int64_t day) {
    std::int64_t days = day - 1;
    for (std::int64_t m = 1; m < month; ++m) days += days_in_month(year, m);
    for (std::int64_t y = 1970; y < year; ++y) days += is_leap(y) ? 366 : 365;
    for (std::int64_t y = year; y < 1970; ++y) days -= is_leap(y) ? 366 : 365;
    return days;
}

std::int64_t microseconds(std::string fraction) {
    fraction.resize(6, '0');
    return number(fraction);
}

std::int64_t zone_seconds(const std::string& sign, const std::string& hours,
                          const std::string& minutes) {
    const std::int64_t seconds = number(hours) * 3600 + number(minutes) * 60;
    return sign == "-" ? -seconds : seconds;
}

}  // namespace

std::optional<std::vector<std::uint64_t>> version_of(const std::string& text) {
    static const std::regex form("[0-9]{1,9}([.][0-9]{1,9})*");
    if (!std::regex_match(text, form)) return std::nullopt;
    std::vector<std::uint64_t> parts = {0};
    for (const char c : text) {
        if (c == '.') {
            parts.push_back(0);
        } else {
            parts.back() = parts.back() * 10 + static_cast<std::uint64_t>(c - '0');
        }
    }
    while (!parts.empty() && parts.back() == 0) parts.pop_back();
    return parts;
}

std::optional<std::int64_t> instant_of(const std::string& text) {
    static const std::regex form(
        "([0-9]{4})-([0-9]{2})-([0-9]{2})"
        "(?:T([0-9]{2}):([0-9]{2}):([0-9]{2})(?:[.]([0-9]{1,9}))?(?:Z|([+-])([0-9]{2}):([0-9]{2}))?"
        ")?");
    std::smatch part;
    if (!std::regex_match(text, part, form)) return std::nullopt;
    const std::int64_t year = number(part[1]);
    const std::int64_t month = number(part[2]);
    const std::int64_t day = number(part[3]);
    if (month < 1 || month > 12 || day < 1 || day > days_in_month(year, month)) return std::nullopt;
    if (number(part[4]) > 23 || number(part[5]) > 59 || number(part[6]) > 59) return std::nullopt;
    const std::int64_t seconds = days_since_1970(year, month, day) * 86'400 +
                                 number(part[4]) * 3600 + number(part[5]) * 60 + number(part[6]) -
                                 zone_seconds(part[8], part[9], part[10]);
    return seconds * 1'000'000 + microseconds(part[7]);
}

std::optional<std::int64_t> integer_of(const std::string& text) {
    std::int64_t value = 0;
    const char* const begin = text.data() + (text.starts_with('+') ? 1 : 0);
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(begin, end, value);
    if (error != std::errc{} || stop != end) return std::nullopt;
    return value;
}

}  // namespace berth::tests
