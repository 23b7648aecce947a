#include "model/amounts.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <system_error>

namespace berth::host::model {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool equals_without_case(std::string_view text, std::string_view lower) {
    return std::ranges::equal(text, lower, [](char a, char b) {
        return (a >= 'A' && a <= 'Z' ? static_cast<char>(a - 'A' + 'a') : a) == b;
    });
}

// A number of whole units without a sign, or a decimal number followed by `unit`, of which one is
// `units_per_unit`. Amounts past 2^53 are refused: nothing real is that large, and below it a
// double holds every whole number.
std::optional<std::int64_t> parse_amount(std::string_view text, std::string_view unit,
                                         double units_per_unit) {
    constexpr double largest = 9007199254740992.0;
    if (text.empty() || !(is_digit(text.front()) || text.front() == '.')) return std::nullopt;
    if (std::ranges::all_of(text, is_digit)) return parse_integer(text);

    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, number, std::chars_format::fixed);
    if (error != std::errc()) return std::nullopt;
    std::string_view rest(stop, static_cast<std::size_t>(end - stop));
    rest.remove_prefix(std::min(rest.find_first_not_of(' '), rest.size()));
    if (!equals_without_case(rest, unit) || number * units_per_unit > largest) return std::nullopt;
    return std::llround(number * units_per_unit);
}

// Reads the fixed-width fields of a timestamp from the front of a text.
class FieldReader {
   public:
    explicit FieldReader(std::string_view text) : rest_(text) {}

    bool at_end() const { return rest_.empty(); }

    bool skip_any(std::string_view characters) {
        if (rest_.empty() || characters.find(rest_.front()) == std::string_view::npos) return false;
        rest_.remove_prefix(1);
        return true;
    }

    std::optional<int> number(std::size_t digits) {
        if (rest_.size() < digits) return std::nullopt;
        int value = 0;
        for (const char c : rest_.substr(0, digits)) {
            if (!is_digit(c)) return std::nullopt;
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(digits);
        return value;
    }

    // Digits after a decimal point, as microseconds; what is finer is cut off.
    std::optional<std::chrono::microseconds> fraction() {
        std::int64_t value = 0;
        std::size_t digits = 0;
        for (; digits < rest_.size() && is_digit(rest_[digits]); ++digits) {
            if (digits < 6) value = value * 10 + (rest_[digits] - '0');
        }
        if (digits == 0) return std::nullopt;
        for (std::size_t i = digits; i < 6; ++i) value *= 10;
        rest_.remove_prefix(digits);
        return std::chrono::microseconds(value);
    }

   private:
    std::string_view rest_;
};

std::optional<std::chrono::sys_days> read_date(FieldReader& reader) {
    const auto year = reader.number(4);
    if (!year || !reader.skip_any("-")) return std::nullopt;
    const auto month = reader.number(2);
    if (!month || !reader.skip_any("-")) return std::nullopt;
    const auto day = reader.number(2);
    if (!day) return std::nullopt;
    const std::chrono::year_month_day date{std::chrono::year(*year),
                                           std::chrono::month(static_cast<unsigned>(*month)),
                                           std::chrono::day(static_cast<unsigned>(*day))};
    if (!date.ok()) return std::nullopt;
    return std::chrono::sys_days(date);
}

std::optional<std::chrono::microseconds> read_time_of_day(FieldReader& reader) {
    const auto hours = reader.number(2);
    if (!hours || *hours > 23 || !reader.skip_any(":")) return std::nullopt;
    const auto minutes = reader.number(2);
    if (!minutes || *minutes > 59 || !reader.skip_any(":")) return std::nullopt;
    const auto seconds = reader.number(2);
    if (!seconds || *seconds > 59) return std::nullopt;
    std::chrono::microseconds micros{0};
    if (reader.skip_any(".")) {
        const auto fraction = reader.fraction();
        if (!fraction) return std::nullopt;
        micros = *fraction;
    }
    return std::chrono::hours(*hours) + std::chrono::minutes(*minutes) +
           std::chrono::seconds(*seconds) + micros;
}

// "Z", "+01:00", "-0530", or nothing for UTC; what it is ahead of UTC.
std::optional<std::chrono::minutes> read_zone(FieldReader& reader) {
    if (reader.at_end() || reader.skip_any("Zz")) return std::chrono::minutes(0);
    const bool is_behind = reader.skip_any("-");
    if (!is_behind && !reader.skip_any("+")) return std::nullopt;
    const auto hours = reader.number(2);
    if (!hours || *hours > 23) return std::nullopt;
    reader.skip_any(":");
    const auto minutes = reader.number(2);
    if (!minutes || *minutes > 59) return std::nullopt;
    const std::chrono::minutes offset = std::chrono::hours(*hours) + std::chrono::minutes(*minutes);
    return is_behind ? -offset : offset;
}

}  // namespace

std::optional<std::int64_t> parse_cpu_units(std::string_view text) {
    return parse_amount(text, "vcpu", 1024);
}

std::optional<std::int64_t> parse_memory_mib(std::string_view text) {
    return parse_amount(text, "gb", 1024);
}

std::optional<Instant> parse_instant(std::string_view text) {
    FieldReader reader(text);
    const auto date = read_date(reader);
    if (!date) return std::nullopt;
    if (reader.at_end()) return Instant(*date);
    if (!reader.skip_any("Tt ")) return std::nullopt;
    const auto time = read_time_of_day(reader);
    if (!time) return std::nullopt;
    const auto zone = read_zone(reader);
    if (!zone || !reader.at_end()) return std::nullopt;
    return *date + *time - *zone;
}

std::optional<Instant> instant_from_epoch_seconds(double seconds) {
    constexpr double year_0 = -62167219200.0;
    constexpr double year_10000 = 253402300800.0;
    if (!(seconds >= year_0 && seconds < year_10000)) return std::nullopt;
    return Instant(std::chrono::microseconds(std::llround(seconds * 1e6)));
}

std::string to_iso8601(Instant instant) {
    const auto day = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::year_month_day date(day);
    const std::chrono::hh_mm_ss<std::chrono::microseconds> time(instant - day);
    std::string text =
        fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}", static_cast<int>(date.year()),
                    static_cast<unsigned>(date.month()), static_cast<unsigned>(date.day()),
                    time.hours().count(), time.minutes().count(), time.seconds().count());
    const auto micros = time.subseconds().count();
    if (micros != 0) text += fmt::format(".{:06}", micros);
    return text + "+00:00";
}

std::strong_ordering operator<=>(const DottedVersion& a, const DottedVersion& b) {
    const auto part = [](const DottedVersion& version, std::size_t i) {
        return i < version.parts.size() ? version.parts[i] : 0;
    };
    for (std::size_t i = 0; i < std::max(a.parts.size(), b.parts.size()); ++i) {
        if (const auto order = part(a, i) <=> part(b, i); order != 0) return order;
    }
    return std::strong_ordering::equal;
}

std::optional<DottedVersion> parse_dotted_version(std::string_view text) {
    DottedVersion version;
    const char* at = text.data();
    const char* const end = at + text.size();
    while (true) {
        std::uint64_t part = 0;
        const auto [stop, error] = std::from_chars(at, end, part);
        if (error != std::errc()) return std::nullopt;
        version.parts.push_back(part);
        if (stop == end) return version;
        if (*stop != '.') return std::nullopt;
        at = stop + 1;
    }
}

std::optional<std::int64_t> parse_integer(std::string_view text) {
    // from_chars takes a minus but no plus.
    if (text.size() > 1 && text.front() == '+' && is_digit(text[1])) text.remove_prefix(1);
    std::int64_t value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, error] = std::from_chars(text.data(), end, value);
    if (error != std::errc() || stop != end) return std::nullopt;
    return value;
}

}  // namespace berth::host::model
