#include "query/pattern.hpp"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

#include <algorithm>
#include <array>
#include <new>

#include "berth/error.hpp"
#include "query/utf8.hpp"

namespace berth::host::query {

namespace {

template <auto release>
struct Release {
    void operator()(auto* object) const noexcept { release(object); }
};
using CompileContext = std::unique_ptr<pcre2_compile_context, Release<pcre2_compile_context_free>>;
using MatchContext = std::unique_ptr<pcre2_match_context, Release<pcre2_match_context_free>>;
using MatchData = std::unique_ptr<pcre2_match_data, Release<pcre2_match_data_free>>;

// Backtracking points per match. A run over one repeated item counts as one however long it is,
// and an item may itself be as long as the pattern; so the worst a match can cost is about
// points x value bytes x pattern bytes, and that product is held down too.
constexpr std::uint64_t most_points = 100'000;
constexpr std::uint64_t fewest_points = 16;
constexpr std::uint64_t cost_budget = 200'000'000;
constexpr std::uint32_t heap_limit_kib = 8 * 1024;

std::uint32_t point_limit(std::size_t value_bytes, std::size_t pattern_bytes, bool anywhere) {
    const std::uint64_t bytes = std::max<std::uint64_t>(1, value_bytes);
    std::uint64_t points = cost_budget / bytes / std::max<std::uint64_t>(1, pattern_bytes);
    // PCRE2 counts afresh for every place where a match may start.
    if (anywhere) points /= bytes;
    return static_cast<std::uint32_t>(std::clamp(points, fewest_points, most_points));
}

template <typename Owner>
Owner checked(Owner owner) {
    if (!owner) throw std::bad_alloc();
    return owner;
}

std::string pcre2_message(int code) {
    std::array<PCRE2_UCHAR, 256> text{};
    if (pcre2_get_error_message(code, text.data(), text.size()) < 0) {
        return fmt::format("PCRE2 error {}", code);
    }
    return std::string(text.begin(), std::ranges::find(text, PCRE2_UCHAR{0}));
}

PCRE2_SPTR units(std::string_view text) {
    return reinterpret_cast<PCRE2_SPTR>(text.data());
}

// `\w`, `\d`, `\s` and `\b` know ASCII alone, and lines end as Unicode says: Java's defaults.
std::shared_ptr<pcre2_code> compile_code(std::string_view text) {
    const auto context = checked(CompileContext(pcre2_compile_context_create(nullptr)));
    pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANY);
    int error = 0;
    PCRE2_SIZE offset = 0;
    pcre2_code* const code = pcre2_compile(units(text), text.size(),
                                           PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C,
                                           &error, &offset, context.get());
    if (code == nullptr) {
        throw PatternError(fmt::format("expected a regular expression ({})", pcre2_message(error)),
                           std::min<std::size_t>(offset, text.size()));
    }
    return {code, [](pcre2_code* owned) { pcre2_code_free(owned); }};
}

enum class Outcome : std::uint8_t { match, no_match, too_costly };

bool is_cost_limit(int result) {
    return result == PCRE2_ERROR_MATCHLIMIT || result == PCRE2_ERROR_DEPTHLIMIT ||
           result == PCRE2_ERROR_HEAPLIMIT;
}

Outcome outcome_of(int result) {
    if (result >= 0) return Outcome::match;  // 0: matched, with more groups than are kept
    if (result == PCRE2_ERROR_NOMATCH) return Outcome::no_match;
    if (is_cost_limit(result)) return Outcome::too_costly;
    if (result <= PCRE2_ERROR_UTF8_ERR1 && result >= PCRE2_ERROR_UTF8_ERR21) {
        return Outcome::no_match;
    }
    if (result == PCRE2_ERROR_NOMEMORY) throw std::bad_alloc();
    throw std::runtime_error("matching a pattern failed: " + pcre2_message(result));
}

// Working memory is kept per thread: making it anew would cost more than most matches.
Outcome run(const pcre2_code* code, std::size_t pattern_bytes, std::string_view value, bool whole) {
    thread_local const MatchData data = checked(MatchData(pcre2_match_data_create(1, nullptr)));
    thread_local const MatchContext context =
        checked(MatchContext(pcre2_match_context_create(nullptr)));
    const std::uint32_t points = point_limit(value.size(), pattern_bytes, !whole);
    pcre2_set_match_limit(context.get(), points);
    pcre2_set_depth_limit(context.get(), points);
    pcre2_set_heap_limit(context.get(), heap_limit_kib);
    const std::uint32_t options = whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0;
    return outcome_of(
        pcre2_match(code, units(value), value.size(), 0, options, data.get(), context.get()));
}

std::string shortened(std::string_view value) {
    constexpr std::size_t shown_characters = 40;
    const std::string_view head = value.substr(0, utf8_offset(value, shown_characters));
    return fmt::format("{}{}", head, head.size() < value.size() ? "..." : "");
}

}  // namespace

Pattern::Pattern(std::string_view text) : text_(text) {
    require_java_syntax(text_);
    code_ = compile_code(text_);
}

bool Pattern::matches(std::string_view value) const {
    const Outcome outcome = run(code_.get(), text_.size(), value, true);
    if (outcome == Outcome::too_costly) {
        throw InputError(fmt::format(
            "the pattern `{}` takes too many steps on the value `{}` ({} bytes); simplify it: a "
            "repeated group within a repeat, such as (a+)+, is the usual cause",
            text_, shortened(value), value.size()));
    }
    return outcome == Outcome::match;
}

bool Pattern::occurs_in(std::string_view value) const {
    return run(code_.get(), text_.size(), value, false) == Outcome::match;
}

}  // namespace berth::host::query
