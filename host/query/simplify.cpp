// Trees to a normal form, bottom up.
//
// External interface is just simplify(). Each step keeps the meaning for every instance and load,
// also where a subject is missing or has several values:
//   * `not(not x)` = x; `not(a exists)` = `a !exists`, and the other way round;
//   * nested `and` and `or` are flattened, children sorted by text, repetitions dropped;
//   * `a == x or a in [y]` = `a in [x, y]`, and `a != x and a !in [y]` = `a !in [x, y]`;
//   * what always or never holds is folded away: `agentConnected exists`, x and not x.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "query/ast.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

Node constant(bool value) {
    Node node;
    node.kind = value ? NodeKind::always : NodeKind::never;
    return node;
}

bool is_constant(const Node& node) {
    return node.kind == NodeKind::always || node.kind == NodeKind::never;
}

bool always_exists(Subject subject) {
    return subject == Subject::agent_connected || subject == Subject::running_tasks_count;
}

bool is_existence(Operator op) {
    return positive(op) == Operator::exists;
}

// `==` and `in`, or `!=` and `!in`: the values of such tests can be put into one list.
bool lists_values(const Test& test, bool negated) {
    const Operator op = positive(test.op);
    return (op == Operator::equal || op == Operator::in) && is_negated(test.op) == negated &&
           allows(test.subject, Operator::in);
}

// Sorts the values of a list; a list of one is an equality.
void normalise_list(Test& test) {
    std::ranges::sort(test.values);
    test.values.erase(std::unique(test.values.begin(), test.values.end()), test.values.end());
    const bool one = test.values.size() == 1;
    if (is_negated(test.op)) {
        test.op = one ? Operator::not_equal : Operator::not_in;
    } else {
        test.op = one ? Operator::equal : Operator::in;
    }
}

Node simplify_test(Node node) {
    Test& test = node.test;
    if (is_existence(test.op) && always_exists(test.subject)) {
        return constant(test.op == Operator::exists);
    }
    if (positive(test.op) == Operator::in) normalise_list(test);
    return node;
}

// `child` is simplified already.
Node negate(Node child) {
    if (is_constant(child)) return constant(child.kind == NodeKind::never);
    if (child.kind == NodeKind::negation) {
        Node inner = std::move(child.children.front());
        return inner;
    }
    if (child.kind == NodeKind::test && is_existence(child.test.op)) {
        child.test.op = child.test.op == Operator::exists ? Operator::not_exists : Operator::exists;
        return child;
    }
    Node negation;
    negation.kind = NodeKind::negation;
    negation.children.push_back(std::move(child));
    return negation;
}

// Takes over the children of children of the same kind.
std::vector<Node> flattened(NodeKind kind, std::vector<Node> children) {
    std::vector<Node> flat;
    for (Node& child : children) {
        if (child.kind == kind) {
            std::ranges::move(child.children, std::back_inserter(flat));
        } else {
            flat.push_back(std::move(child));
        }
    }
    return flat;
}

// Joins tests of one subject that list values. In an `or` the positive ones, in an `and` the
// negated ones.
std::vector<Node> with_joined_lists(std::vector<Node> children, bool negated) {
    std::vector<Node> joined;
    for (Node& child : children) {
        const bool lists = child.kind == NodeKind::test && lists_values(child.test, negated);
        const auto same_subject = [&child, negated](const Node& other) {
            return other.kind == NodeKind::test && lists_values(other.test, negated) &&
                   other.test.subject == child.test.subject &&
                   other.test.attribute_name == child.test.attribute_name;
        };
        const auto partner = lists ? std::ranges::find_if(joined, same_subject) : joined.end();
        if (partner == joined.end()) {
            joined.push_back(std::move(child));
            continue;
        }
        std::ranges::move(child.test.values, std::back_inserter(partner->test.values));
        normalise_list(partner->test);
    }
    return joined;
}

struct KeyedNode {
    std::string text;
    Node node;
};

std::vector<KeyedNode> sorted_without_repetition(std::vector<Node> children) {
    std::vector<KeyedNode> keyed;
    keyed.reserve(children.size());
    for (Node& child : children) {
        std::string text = to_text(child);
        keyed.push_back({std::move(text), std::move(child)});
    }
    std::ranges::stable_sort(keyed, {}, &KeyedNode::text);
    const auto same_text = [](const KeyedNode& a, const KeyedNode& b) { return a.text == b.text; };
    keyed.erase(std::unique(keyed.begin(), keyed.end(), same_text), keyed.end());
    return keyed;
}

// x together with `not x`.
bool has_opposites(const std::vector<KeyedNode>& children) {
    return std::ranges::any_of(children, [&children](const KeyedNode& child) {
        const std::string opposite = to_text(negate(child.node));
        return std::ranges::binary_search(children, opposite, {}, &KeyedNode::text);
    });
}

Node simplify_joined(Node node) {
    const NodeKind kind = node.kind;
    const NodeKind absorbing = kind == NodeKind::conjunction ? NodeKind::never : NodeKind::always;
    std::vector<Node> children = flattened(kind, std::move(node.children));
    const bool absorbed = std::ranges::any_of(
        children, [absorbing](const Node& child) { return child.kind == absorbing; });
    if (absorbed) return constant(absorbing == NodeKind::always);
    std::erase_if(children, is_constant);
    children = with_joined_lists(std::move(children), kind == NodeKind::conjunction);
    if (children.empty()) return constant(absorbing == NodeKind::never);
    std::vector<KeyedNode> sorted = sorted_without_repetition(std::move(children));
    if (has_opposites(sorted)) return constant(absorbing == NodeKind::always);
    if (sorted.size() == 1) return std::move(sorted.front().node);
    node.children.clear();
    for (KeyedNode& child : sorted) node.children.push_back(std::move(child.node));
    return node;
}

}  // namespace

Node simplify(Node node) {
    for (Node& child : node.children) child = simplify(std::move(child));
    switch (node.kind) {
        case NodeKind::test:
            return simplify_test(std::move(node));
        case NodeKind::negation:
            return negate(std::move(node.children.front()));
        case NodeKind::conjunction:
        case NodeKind::disjunction:
            return simplify_joined(std::move(node));
        case NodeKind::always:
        case NodeKind::never:
            break;
    }
    return node;
}

}  // namespace berth::host::query
