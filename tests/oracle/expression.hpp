// The cluster query language (docs/rules.md, section 5): parsed into a tree of strings, evaluated
// by looking at the instance each time.
#pragma once

#include <cstdint>
#include <memory>
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

}  // namespace berth::tests
