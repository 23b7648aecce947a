#include "berth/error.hpp"

#include <fmt/format.h>

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

// The expression with a caret below the byte where reading stopped. Long expressions are shown
// around that place only.
std::string with_caret(const std::string& problem, std::string_view expression,
                       std::size_t offset) {
    constexpr std::size_t before = 60;
    constexpr std::size_t after = 40;
    const std::size_t at = std::min(offset, expression.size());
    const std::size_t begin = at > before ? at - before : 0;
    const std::string_view shown = expression.substr(begin, at - begin + after);
    const std::string_view head = begin > 0 ? "..." : "";
    const std::string_view tail = begin + shown.size() < expression.size() ? "..." : "";
    return fmt::format("{} at offset {} of the expression\n  {}{}{}\n  {:>{}}", problem, at, head,
                       shown, tail, "^", head.size() + at - begin + 1);
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
