#include "query/open_expression.hpp"

#include <utility>

namespace berth::host::query {

namespace {

Node joined(NodeKind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

Node negated(Node node) {
    if (node.kind == NodeKind::negation) {
        Node inner = std::move(node.children.front());
        return inner;
    }
    Node negation;
    negation.kind = NodeKind::negation;
    negation.children.push_back(std::move(node));
    return negation;
}

}  // namespace

void OpenExpression::add(Node operand) {
    conjuncts_.push_back(denied_ ? negated(std::move(operand)) : std::move(operand));
    denied_ = false;
}

void OpenExpression::end_conjunction() {
    alternatives_.push_back(
        joined(NodeKind::conjunction, std::exchange(conjuncts_, std::vector<Node>())));
}

Node OpenExpression::close() {
    end_conjunction();
    return joined(NodeKind::disjunction, std::move(alternatives_));
}

}  // namespace berth::host::query
