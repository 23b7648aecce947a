// Trees back to text that parse() reads to the same tree.
#include <fmt/format.h>

#include <algorithm>

#include "query/ast.hpp"
#include "query/lexer.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

std::string quoted(std::string_view value) {
    const char quote = value.find('\'') == std::string_view::npos ? '\'' : '"';
    return fmt::format("{0}{1}{0}", quote, value);
}

std::string value_text(const Test& test, std::string_view value) {
    const bool bare = positive(test.op) == Operator::matches
                          ? is_bare_pattern(value)
                          : !value.empty() && std::ranges::all_of(value, is_bareword_character);
    return bare ? std::string(value) : quoted(value);
}

std::string subject_text(const Test& test) {
    if (test.subject != Subject::attribute) return std::string(name(test.subject));
    return fmt::format("{}{}", attribute_prefix, test.attribute_name);
}

std::string list_text(const Test& test) {
    std::string list;
    for (const std::string& value : test.values) {
        list += fmt::format("{}{}", list.empty() ? "" : ", ", value_text(test, value));
    }
    return fmt::format("[{}]", list);
}

// A child is bracketed where it would otherwise be read as a part of its parent, or bind looser.
bool needs_brackets(NodeKind parent, NodeKind child) {
    if (parent == NodeKind::negation) return true;
    return child == NodeKind::disjunction || child == parent;
}

void append(std::string& text, const Node& node);

void append_child(std::string& text, NodeKind parent, const Node& child) {
    const bool brackets = needs_brackets(parent, child.kind);
    if (brackets) text += '(';
    append(text, child);
    if (brackets) text += ')';
}

void append(std::string& text, const Node& node) {
    switch (node.kind) {
        case NodeKind::test:
            text += to_text(node.test);
            return;
        case NodeKind::negation:
            text += "not";
            return append_child(text, node.kind, node.children.front());
        case NodeKind::conjunction:
        case NodeKind::disjunction:
            for (std::size_t i = 0; i < node.children.size(); ++i) {
                if (i > 0) text += node.kind == NodeKind::conjunction ? " and " : " or ";
                append_child(text, node.kind, node.children[i]);
            }
            return;
        // The grammar has no constants: these are tests that hold always and never.
        case NodeKind::always:
            text += "agentConnected exists";
            return;
        case NodeKind::never:
            text += "agentConnected !exists";
            return;
    }
}

}  // namespace

std::string to_text(const Test& test) {
    const std::string subject = subject_text(test);
    switch (positive(test.op)) {
        case Operator::exists:
            return fmt::format("{} {}", subject, symbol(test.op));
        case Operator::in:
            return fmt::format("{} {} {}", subject, symbol(test.op), list_text(test));
        default:
            return fmt::format("{} {} {}", subject, symbol(test.op),
                               value_text(test, test.values.front()));
    }
}

std::string to_text(const Node& node) {
    std::string text;
    append(text, node);
    return text;
}

}  // namespace berth::host::query
