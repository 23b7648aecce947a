#include "compile/predicate.hpp"

#include <algorithm>

namespace berth::host::compile {

using query::Node;
using query::NodeKind;
using query::Operator;
using query::Subject;
using query::Test;

namespace {

kernels::CountTest count_test(Operator op) {
    switch (op) {
        case Operator::equal:
            return kernels::CountTest::equal;
        case Operator::not_equal:
            return kernels::CountTest::not_equal;
        case Operator::less:
            return kernels::CountTest::less;
        case Operator::less_equal:
            return kernels::CountTest::less_equal;
        case Operator::greater:
            return kernels::CountTest::greater;
        case Operator::greater_equal:
            return kernels::CountTest::greater_equal;
        case Operator::not_exists:
            return kernels::CountTest::never;
        default:
            return kernels::CountTest::always;  // `exists`: every instance has the count
    }
}

// Whether a test on a textual column holds for each of its distinct values. The last entry is the
// answer for an instance that lacks the subject.
std::vector<bool> answers_per_value(const Test& test, const AttributeColumn& column) {
    const bool negated = query::is_negated(test.op);
    std::vector<bool> answers;
    answers.reserve(column.values.size() + 1);
    for (const std::string_view value : column.values) {
        answers.push_back(query::holds_for_text(test, value) != negated);
    }
    answers.push_back(test.op == Operator::not_exists);
    return answers;
}

BitPlane plane_of_column(const Test& test, const AttributeColumn& column) {
    const std::vector<bool> answers = answers_per_value(test, column);
    BitPlane plane(column.codes.size());
    for (std::size_t i = 0; i < column.codes.size(); ++i) {
        const std::size_t code = std::min<std::size_t>(column.codes[i], column.values.size());
        if (answers[code]) plane.set(i);
    }
    return plane;
}

}  // namespace

BitPlane PredicateCompiler::evaluate_static(const Test& test) {
    if (test.subject == Subject::attribute) {
        return plane_of_column(test, attributes_.column(test.attribute_name));
    }
    if (test.subject == Subject::ec2_instance_id) {
        return plane_of_column(test, attributes_.ec2_instance_ids());
    }
    const auto instances = attributes_.instances();
    BitPlane plane(instances.size());
    for (std::size_t i = 0; i < instances.size(); ++i) {
        if (query::evaluate(test, *instances[i], {})) plane.set(i);
    }
    return plane;
}

BitPlane PredicateCompiler::evaluate_static(const Node& node) {
    const std::size_t instances = pool_.instances();
    switch (node.kind) {
        case NodeKind::always:
            return BitPlane(instances, true);
        case NodeKind::never:
            return BitPlane(instances, false);
        case NodeKind::test:
            return evaluate_static(node.test);
        default:
            break;
    }
    const bool disjunction = node.kind == NodeKind::disjunction;
    BitPlane plane(instances, !disjunction);
    for (const Node& child : node.children) {
        const BitPlane& operand = pool_[static_plane(child)];
        for (std::size_t w = 0; w < plane.word_count(); ++w) {
            if (disjunction) {
                plane.word(w) |= operand.word(w);
            } else if (node.kind == NodeKind::conjunction) {
                plane.word(w) &= operand.word(w);
            } else {
                plane.word(w) = ~operand.word(w) & valid_bits(instances, w);
            }
        }
    }
    return plane;
}

PlaneId PredicateCompiler::static_plane(const Node& node) {
    return pool_.find_or_add("expression " + query::to_text(node),
                             [&] { return evaluate_static(node); });
}

AtomId PredicateCompiler::add_atom(DynamicAtom atom) {
    const auto found = std::ranges::find(atoms_, atom);
    if (found == atoms_.end()) {
        atoms_.push_back(std::move(atom));
        return static_cast<AtomId>(atoms_.size() - 1);
    }
    return static_cast<AtomId>(found - atoms_.begin());
}

// A negated operator on task:group needs the subject: it is "runs some group, and none of these".
void PredicateCompiler::append(const Test& test, Predicate& out) {
    using Kind = PredicateNode::Kind;
    if (test.subject == Subject::running_tasks_count) {
        DynamicAtom atom;
        atom.kind = DynamicAtom::Kind::running_count;
        atom.test = count_test(test.op);
        atom.count = test.count;
        out.push_back({Kind::atom, add_atom(std::move(atom)), 0});
        return;
    }
    DynamicAtom any;
    any.groups.assign(groups_.size(), true);
    if (test.op == Operator::exists) {
        out.push_back({Kind::atom, add_atom(std::move(any)), 0});
        return;
    }
    if (test.op == Operator::not_exists) {
        out.push_back({Kind::negation, 0, 1});
        out.push_back({Kind::atom, add_atom(std::move(any)), 0});
        return;
    }
    DynamicAtom accepted;
    accepted.groups.reserve(groups_.size());
    for (const std::string& group : groups_) {
        accepted.groups.push_back(query::holds_for_text(test, group));
    }
    if (query::is_negated(test.op)) {
        out.push_back({Kind::conjunction, 0, 2});
        out.push_back({Kind::atom, add_atom(std::move(any)), 0});
        out.push_back({Kind::negation, 0, 1});
    }
    out.push_back({Kind::atom, add_atom(std::move(accepted)), 0});
}

void PredicateCompiler::append(const Node& node, Predicate& out) {
    using Kind = PredicateNode::Kind;
    if (!query::is_dynamic(node)) {
        out.push_back({Kind::plane, static_plane(node), 0});
        return;
    }
    if (node.kind == NodeKind::test) {
        append(node.test, out);
        return;
    }
    const Kind kind = node.kind == NodeKind::negation      ? Kind::negation
                      : node.kind == NodeKind::conjunction ? Kind::conjunction
                                                           : Kind::disjunction;
    out.push_back({kind, 0, static_cast<std::uint32_t>(node.children.size())});
    for (const Node& child : node.children) append(child, out);
}

void PredicateCompiler::compile(CompiledExpression& expression) {
    expression.dynamic = query::is_dynamic(expression.simplified);
    if (expression.dynamic) {
        append(expression.simplified, expression.predicate);
    } else {
        expression.plane = static_plane(expression.simplified);
    }
}

}  // namespace berth::host::compile
