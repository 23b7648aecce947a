#include "berth/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

namespace berth {

std::string to_string(const Location& where) {
    if (where.file.empty()) return where.pointer;
    if (where.pointer.empty()) return where.file;
    return where.file + ": " + where.pointer;
}

namespace {

std::string with_location(const std::string& problem, const Location& where) {
    const std::string place = to_string(where);
    return place.empty() ? problem : place + ": " + problem;
}

bool continues_character(char byte) {
    return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U;
}

// Control characters would break the line that the caret points into.
std::string printable(std::string_view text) {
    std::string shown(text);
    for (char& byte : shown) {
        if (static_cast<unsigned char>(byte) < 0x20U || byte == 0x7F) byte = '?';
    }
    return shown;
}

// The expression with a caret below the character where reading stopped. Long expressions are shown
// around that place only, cut between characters of UTF-8.
std::string with_caret(const std::string& problem, std::string_view expression,
                       std::size_t offset) {
    constexpr std::size_t before = 60;
    constexpr std::size_t after = 40;
    const std::size_t at = std::min(offset, expression.size());
    std::size_t begin = at > before ? at - before : 0;
    std::size_t end = std::min(expression.size(), at + after);
    while (begin > 0 && continues_character(expression[begin])) --begin;
    while (end < expression.size() && continues_character(expression[end])) ++end;

    const std::string_view left = expression.substr(begin, at - begin);
    const auto column = std::ranges::count_if(left, std::not_fn(continues_character));
    const std::string_view head = begin > 0 ? "..." : "";
    const std::string_view tail = end < expression.size() ? "..." : "";
    return fmt::format("{} at offset {} of the expression\n  {}{}{}\n  {:>{}}", problem, at, head,
                       printable(expression.substr(begin, end - begin)), tail, "^",
                       head.size() + static_cast<std::size_t>(column) + 1);
}

}  // namespace

InputError::InputError(const std::string& problem, Location where)
    : std::runtime_error(with_location(problem, where)),
      problem_(problem),
      where_(std::move(where)) {}

ExpressionError::ExpressionError(const std::string& problem, std::string_view expression,
                                 std::size_t offset, Location where)
    : InputError(with_caret(problem, expression, offset), std::move(where)),
      expression_(expression),
      offset_(offset) {}

}  // namespace berth
