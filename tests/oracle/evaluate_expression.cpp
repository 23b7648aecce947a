// Expressions on an instance, looked at each time; patterns run by PCRE2.
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <regex>
#include <stdexcept>

#include "oracle/expression.hpp"

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

// All values that a textual subject has on the instance; none = the subject is missing.
std::vector<std::string> texts_of(const Expression& test, const InstanceView& view) {
    const ContainerInstance& instance = *view.instance;
    if (test.subject == "task:group") return view.groups;
    if (test.subject == "agentConnected") return {instance.agent_connected ? "true" : "false"};
    if (test.subject == "ec2InstanceId") {
        if (instance.ec2_instance_id.empty()) return {};
        return {instance.ec2_instance_id};
    }
    for (const Attribute& attribute : instance.attributes)
        if (attribute.name == test.attribute) return {attribute.value};
    return {};
}

bool text_satisfies(const Expression& test, const std::string& text) {
    if (test.op == "exists") return true;
    if (test.op == "in") return std::ranges::find(test.values, text) != test.values.end();
    if (test.op == "=~") return matches_whole(test.pattern.get(), text);
    return compare(text, test.op, test.values.front());
}

// Whether the subject exists, and whether the positive test is true of any of its values.
struct Finding {
    bool exists;
    bool satisfied;
};

template <typename Value, typename Read>
Finding examine(const Expression& test, const std::optional<Value>& have, Read read) {
    if (!have) return {false, false};
    if (test.op == "exists") return {true, true};
    return {true, compare(*have, test.op, *read(test.values.front()))};
}

Finding examine_texts(const Expression& test, const std::vector<std::string>& texts) {
    const auto satisfies = [&](const std::string& text) { return text_satisfies(test, text); };
    return {!texts.empty(), std::ranges::any_of(texts, satisfies)};
}

Finding examine(const Expression& test, const InstanceView& view) {
    const ContainerInstance& instance = *view.instance;
    if (test.subject == "agentVersion")
        return examine(test, version_of(instance.agent_version), version_of);
    if (test.subject == "registeredAt") {
        std::optional<std::int64_t> have;
        if (instance.registered_at) have = instance.registered_at->time_since_epoch().count();
        return examine(test, have, instant_of);
    }
    if (test.subject == "runningTasksCount")
        return examine(test, std::optional(view.running_tasks), integer_of);
    return examine_texts(test, texts_of(test, view));
}

bool test_holds(const Expression& test, const InstanceView& view) {
    const Finding finding = examine(test, view);
    if (!test.negated) return finding.satisfied;
    if (test.op == "exists") return !finding.exists;
    return finding.exists && !finding.satisfied;
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

std::shared_ptr<const void> compile_pattern(const std::string& pattern) {
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* const code =
        pcre2_compile(reinterpret_cast<PCRE2_SPTR>(pattern.data()), pattern.size(),
                      PCRE2_UTF | PCRE2_ANCHORED | PCRE2_ENDANCHORED, &error, &offset, nullptr);
    if (code == nullptr) throw std::invalid_argument("not a regular expression: " + pattern);
    return {code, [](pcre2_code* owned) { pcre2_code_free(owned); }};
}

bool matches_whole(const void* pattern, const std::string& value) {
    const auto* const code = static_cast<const pcre2_code*>(pattern);
    pcre2_match_context* const limits = pcre2_match_context_create(nullptr);
    pcre2_set_match_limit(limits, 100'000);
    pcre2_match_data* const match = pcre2_match_data_create_from_pattern(code, nullptr);
    const int result = pcre2_match(code, reinterpret_cast<PCRE2_SPTR>(value.data()), value.size(),
                                   0, 0, match, limits);
    pcre2_match_data_free(match);
    pcre2_match_context_free(limits);
    if (result < 0 && result != PCRE2_ERROR_NOMATCH)
        throw std::invalid_argument("a pattern costs too much to match");
    return result >= 0;
}

bool holds(const Expression& expression, const InstanceView& view) {
    if (expression.kind == "test") return test_holds(expression, view);
    const auto part_holds = [&](const Expression& part) { return holds(part, view); };
    if (expression.kind == "not") return !part_holds(expression.parts.front());
    if (expression.kind == "and") return std::ranges::all_of(expression.parts, part_holds);
    return std::ranges::any_of(expression.parts, part_holds);
}

}  // namespace berth::tests
