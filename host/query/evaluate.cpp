// Whether an expression holds for an instance: plain recursion over the tree, and per test the rule
// for subjects that are missing or have several values. Source: docs/rules.md, section 5.
#include <algorithm>
#include <array>

#include "query/ast.hpp"
#include "query/pattern.hpp"

namespace berth::host::query {

namespace {

bool compare(Operator op, std::strong_ordering order) {
    switch (op) {
        case Operator::equal:
            return order == 0;
        case Operator::less:
            return order < 0;
        case Operator::less_equal:
            return order <= 0;
        case Operator::greater:
            return order > 0;
        case Operator::greater_equal:
            return order >= 0;
        default:
            return true;  // exists
    }
}

// A positive test is true if it holds for some value; a negated one if there is a value, and the
// positive test holds for none. `exists` holds for any value.
template <typename Values, typename Holds>
bool test_values(Operator op, const Values& values, const Holds& holds) {
    if (op == Operator::not_exists) return values.empty();
    const bool some = std::ranges::any_of(values, holds);
    return is_negated(op) ? !values.empty() && !some : some;
}

bool test_texts(const Test& test, std::span<const std::string_view> values) {
    return test_values(test.op, values,
                       [&test](std::string_view value) { return holds_for_text(test, value); });
}

bool test_text(const Test& test, std::string_view value, bool exists) {
    return test_texts(test, {&value, exists ? std::size_t{1} : std::size_t{0}});
}

template <typename Value>
bool test_ordered(const Test& test, const std::optional<Value>& value, const Value& wanted) {
    const std::span<const Value> values(value ? &*value : nullptr, value ? 1 : 0);
    return test_values(test.op, values, [&test, &wanted](const Value& present) {
        return compare(positive(test.op), present <=> wanted);
    });
}

}  // namespace

bool holds_for_text(const Test& test, std::string_view value) {
    switch (const Operator op = positive(test.op)) {
        case Operator::in:
            return std::ranges::find(test.values, value) != test.values.end();
        case Operator::matches:
            return test.pattern->matches(value);
        case Operator::exists:
            return true;
        default:
            // std::string_view compares bytes as unsigned.
            return compare(op, value <=> std::string_view(test.values.front()));
    }
}

bool evaluate(const Test& test, const ContainerInstance& instance, const Load& load) {
    switch (test.subject) {
        case Subject::attribute: {
            const std::string* const value = instance.attribute(test.attribute_name);
            return test_text(test, value ? std::string_view(*value) : std::string_view(),
                             value != nullptr);
        }
        case Subject::task_group:
            return test_texts(test, load.groups);
        case Subject::ec2_instance_id:
            return test_text(test, instance.ec2_instance_id, !instance.ec2_instance_id.empty());
        case Subject::agent_connected:
            return test_text(test, instance.agent_connected ? "true" : "false", true);
        case Subject::agent_version:
            return test_ordered(test, model::parse_dotted_version(instance.agent_version),
                                test.version);
        case Subject::registered_at:
            return test_ordered(test, instance.registered_at, test.instant);
        case Subject::running_tasks_count:
            return test_ordered(test, std::optional(load.running_tasks_count), test.count);
    }
    return false;
}

bool evaluate(const Node& node, const ContainerInstance& instance, const Load& load) {
    const auto holds = [&instance, &load](const Node& child) {
        return evaluate(child, instance, load);
    };
    switch (node.kind) {
        case NodeKind::test:
            return evaluate(node.test, instance, load);
        case NodeKind::negation:
            return !holds(node.children.front());
        case NodeKind::conjunction:
            return std::ranges::all_of(node.children, holds);
        case NodeKind::disjunction:
            return std::ranges::any_of(node.children, holds);
        case NodeKind::always:
            return true;
        case NodeKind::never:
            return false;
    }
    return false;
}

const Node* first_false(const Node& root, const ContainerInstance& instance, const Load& load) {
    if (root.kind != NodeKind::conjunction) {
        return evaluate(root, instance, load) ? nullptr : &root;
    }
    for (const Node& child : root.children) {
        if (const Node* const found = first_false(child, instance, load)) return found;
    }
    return nullptr;
}

}  // namespace berth::host::query
