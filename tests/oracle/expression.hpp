// The cluster query language (docs/rules.md, section 5): parsed into a tree of strings, evaluated
// by looking at the instance each time. Dotted numbers, instants and integers are not compared as
// text.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "berth/instance.hpp"

namespace berth::tests {

struct Expression {
    std::string kind;               ///< "or", "and", "not" or "test"
    std::vector<Expression> parts;  ///< of all but "test"

    std::string subject;    ///< "attribute", "task:group", "runningTasksCount", ...
    std::string attribute;  ///< name, where the subject is "attribute"
    std::string op;  ///< "==", "<", "<=", ">", ">=", "=~", "in", "exists", without the negation
    bool negated = false;  ///< `!=`, `!in`, `!~`, `!exists`
    std::vector<std::string> values;
    std::shared_ptr<const void> pattern;  ///< compiled, of "=~"
};

/// Throws std::invalid_argument for text that the grammar does not allow.
Expression parse_expression(const std::string& text);

/// What an expression is tested against: an instance and what changes on it while a burst is
/// placed.
struct InstanceView {
    const ContainerInstance* instance = nullptr;
    std::vector<std::string> groups;  ///< of which the instance runs a task
    std::int64_t running_tasks = 0;
};

/// Throws std::invalid_argument for a pattern that costs too much to match.
bool holds(const Expression& expression, const InstanceView& view);

/// Prepares and runs patterns; a whole value must match.
std::shared_ptr<const void> compile_pattern(const std::string& pattern);
bool matches_whole(const void* pattern, const std::string& value);

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
