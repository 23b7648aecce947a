// Remarks on what is legal but seldom meant. Source: docs/rules.md, section 5.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "query/ast.hpp"
#include "query/pattern.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

using Values = std::vector<std::string_view>;

char lower_case(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool equal_but_for_case(std::string_view a, std::string_view b) {
    return std::ranges::equal(a, b, {}, lower_case, lower_case);
}

// A copy of the test with another value, for showing what to write.
std::string rewritten(Test test, const std::string& value) {
    test.values = {value};
    return to_text(test);
}

// Absent where matching costs too much to tell.
std::optional<bool> matches_any(const Pattern& pattern, const Values& values) {
    try {
        return std::ranges::any_of(
            values, [&pattern](std::string_view value) { return pattern.matches(value); });
    } catch (const InputError&) {
        return std::nullopt;
    }
}

bool is_name_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == '/' || c == ':';
}

// The pattern with each `*` that stands like a file name's wildcard written as `.*`.
std::string wildcards_as_pattern(std::string_view pattern) {
    std::string result;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const bool wildcard = pattern[i] == '*' && (i == 0 || is_name_character(pattern[i - 1]));
        result += wildcard ? ".*" : std::string(1, pattern[i]);
    }
    return result;
}

// The first of some likely rewritings that matches a value whole; empty where none does.
std::string suggested_pattern(const std::string& pattern, const Values& values) {
    const std::array<std::string, 4> candidates = {
        wildcards_as_pattern(pattern), fmt::format("{}.*", pattern), fmt::format(".*{}", pattern),
        fmt::format(".*(?:{}).*", pattern)};
    for (const std::string& candidate : candidates) {
        try {
            if (matches_any(Pattern(candidate), values).value_or(false)) return candidate;
        } catch (const PatternError&) {
            continue;  // the rewriting made it unreadable
        }
    }
    return {};
}

void remark_on_pattern(const Test& test, const Values& values, std::vector<std::string>& into) {
    if (matches_any(*test.pattern, values).value_or(true)) return;
    const auto found = std::ranges::find_if(
        values, [&test](std::string_view value) { return test.pattern->occurs_in(value); });
    if (found == values.end()) return;
    const std::string pattern = suggested_pattern(test.pattern->text(), values);
    const std::string remedy =
        pattern.empty() ? "" : fmt::format("; did you mean `{}`?", rewritten(test, pattern));
    into.push_back(fmt::format(
        "`{}`: the pattern matches a part of `{}` but no value whole, and a pattern must match the "
        "whole value{}",
        to_text(test), *found, remedy));
}

void remark_on_case(const Test& test, const Values& values, std::vector<std::string>& into) {
    for (const std::string& wanted : test.values) {
        if (std::ranges::find(values, wanted) != values.end()) continue;
        const auto found = std::ranges::find_if(values, [&wanted](std::string_view value) {
            return equal_but_for_case(value, wanted);
        });
        if (found == values.end()) continue;
        into.push_back(
            fmt::format("`{}`: no value is `{}`, but there is `{}`, and upper and lower case "
                        "differ; did you mean `{}`?",
                        to_text(test), wanted, *found, *found));
    }
}

// [ours: that it needs a task on the instance; ECS: not(task:group == x) holds on an empty one]
void remark_on_group(const Test& test, std::vector<std::string>& into) {
    if (test.subject != Subject::task_group || !is_negated(test.op)) return;
    if (test.op == Operator::not_exists) return;
    Test denied = test;
    denied.op = positive(test.op);
    into.push_back(
        fmt::format("`{}` is false on an instance that runs no task of any group; Amazon's form, "
                    "which holds there too, is `not({})`",
                    to_text(test), to_text(denied)));
}

void remark_on_test(const Test& test, const DistinctValues& values_of,
                    std::vector<std::string>& into) {
    remark_on_group(test, into);
    switch (positive(test.op)) {
        case Operator::matches:
            return remark_on_pattern(test, values_of(test), into);
        case Operator::equal:
        case Operator::in:
            if (value_kind(test.subject) == ValueKind::text) {
                remark_on_case(test, values_of(test), into);
            }
            return;
        default:
            return;
    }
}

void collect(const Node& node, const DistinctValues& values_of, std::vector<std::string>& into) {
    if (node.kind == NodeKind::test) remark_on_test(node.test, values_of, into);
    for (const Node& child : node.children) collect(child, values_of, into);
}

}  // namespace

std::vector<std::string> remarks(const Node& node, const DistinctValues& values_of) {
    std::vector<std::string> all;
    collect(node, values_of, all);
    std::vector<std::string> distinct;
    for (std::string& remark : all) {
        if (std::ranges::find(distinct, remark) == distinct.end()) {
            distinct.push_back(std::move(remark));
        }
    }
    return distinct;
}

}  // namespace berth::host::query
