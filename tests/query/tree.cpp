#include "query/tree.hpp"

#include <algorithm>
#include <array>

#include "query/pattern.hpp"

namespace berth::host::query::testing {

namespace {

constexpr std::array<const char*, 7> subject_names = {
    "attribute:",   "task:group",   "ec2InstanceId",    "agentConnected",
    "agentVersion", "registeredAt", "runningTasksCount"};
constexpr std::array<const char*, 12> operator_names = {
    "==", "!=", "<", "<=", ">", ">=", "=~", "!~", "in", "!in", "exists", "!exists"};
constexpr std::array<const char*, 6> kind_names = {"test", "not", "and", "or", "always", "never"};

std::string pattern_text(const Test& test) {
    return test.pattern ? test.pattern->text() : "";
}

bool same_test(const Test& a, const Test& b) {
    return a.subject == b.subject && a.attribute_name == b.attribute_name && a.op == b.op &&
           a.values == b.values && a.count == b.count && a.version == b.version &&
           a.instant == b.instant && pattern_text(a) == pattern_text(b);
}

}  // namespace

std::string shape(const Node& node) {
    if (node.kind == NodeKind::test) {
        std::string text = "(";
        text += operator_names.at(static_cast<std::size_t>(node.test.op));
        text += " ";
        text += subject_names.at(static_cast<std::size_t>(node.test.subject));
        text += node.test.attribute_name;
        for (const std::string& value : node.test.values) text += " " + value;
        return text + ")";
    }
    std::string text = "(";
    text += kind_names.at(static_cast<std::size_t>(node.kind));
    for (const Node& child : node.children) text += " " + shape(child);
    return text + ")";
}

std::string shape_of(std::string_view text) {
    try {
        return shape(parse(text));
    } catch (const ExpressionError& error) {
        return error.what();
    }
}

bool same_tree(const Node& a, const Node& b) {
    return a.kind == b.kind && same_test(a.test, b.test) &&
           std::ranges::equal(a.children, b.children, same_tree);
}

bool holds(std::string_view text, const ContainerInstance& instance, const Load& load) {
    return evaluate(parse(text), instance, load);
}

}  // namespace berth::host::query::testing
