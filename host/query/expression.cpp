// The public face of the query language: include/berth/query.hpp on a snapshot as it is, and trees
// back to text that parse() reads to the same tree.
#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <set>
#include <unordered_map>
#include <utility>

#include "berth/query.hpp"
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

namespace berth {

namespace {

// Distinct groups per instance ARN; the names point into the snapshot.
class GroupIndex {
   public:
    explicit GroupIndex(const Snapshot& snapshot) {
        for (const Task& task : snapshot.tasks) {
            if (!task.counts() || task.group.empty()) continue;
            by_arn_[task.container_instance_arn].push_back(task.group);
        }
        for (auto& [arn, groups] : by_arn_) {
            std::ranges::sort(groups);
            groups.erase(std::unique(groups.begin(), groups.end()), groups.end());
        }
    }

    host::query::Load load(const ContainerInstance& instance) const {
        const auto found = by_arn_.find(instance.arn);
        host::query::Load load{.groups = {}, .running_tasks_count = instance.running_tasks_count};
        if (found != by_arn_.end()) load.groups = found->second;
        return load;
    }

   private:
    std::unordered_map<std::string_view, std::vector<std::string_view>> by_arn_;
};

std::vector<std::string_view> distinct_values(const Snapshot& snapshot,
                                              const host::query::Test& test) {
    std::set<std::string_view> values;
    switch (test.subject) {
        case host::query::Subject::attribute:
            for (const ContainerInstance& instance : snapshot.instances) {
                if (const auto* value = instance.attribute(test.attribute_name)) {
                    values.insert(*value);
                }
            }
            break;
        case host::query::Subject::task_group:
            for (const Task& task : snapshot.tasks) {
                if (task.counts() && !task.group.empty()) values.insert(task.group);
            }
            break;
        case host::query::Subject::ec2_instance_id:
            for (const ContainerInstance& instance : snapshot.instances) {
                if (!instance.ec2_instance_id.empty()) values.insert(instance.ec2_instance_id);
            }
            break;
        case host::query::Subject::agent_connected:
            values = {"false", "true"};
            break;
        default:
            break;  // no textual subject
    }
    return {values.begin(), values.end()};
}

}  // namespace

Expression Expression::parse(std::string_view text, const Location& where) {
    Expression expression;
    expression.root_ = std::make_shared<const host::query::Node>(host::query::parse(text, where));
    expression.text_ = text;
    return expression;
}

std::vector<const ContainerInstance*> matching_instances(const Snapshot& snapshot,
                                                         const Expression& expression) {
    const GroupIndex groups(snapshot);
    std::vector<const ContainerInstance*> matching;
    for (const ContainerInstance& instance : snapshot.instances) {
        if (host::query::evaluate(expression.root(), instance, groups.load(instance))) {
            matching.push_back(&instance);
        }
    }
    std::ranges::sort(matching, {}, [](const ContainerInstance* instance) -> const std::string& {
        return instance->arn;
    });
    return matching;
}

std::vector<Warning> remarks(const Snapshot& snapshot, const Expression& expression) {
    const auto values_of = [&snapshot](const host::query::Test& test) {
        return distinct_values(snapshot, test);
    };
    std::vector<Warning> warnings;
    for (std::string& remark : host::query::remarks(expression.root(), values_of)) {
        warnings.push_back({.text = std::move(remark), .where = {}});
    }
    return warnings;
}

QueryResult run_query(const Snapshot& snapshot, const Expression& expression) {
    QueryResult result{.expression = expression.text(),
                       .instances_total = snapshot.instances.size(),
                       .matching = matching_instances(snapshot, expression),
                       .warnings = snapshot.warnings};
    std::vector<Warning> about = remarks(snapshot, expression);
    std::ranges::move(about, std::back_inserter(result.warnings));
    return result;
}

}  // namespace berth
