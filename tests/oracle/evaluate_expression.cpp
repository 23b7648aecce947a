#include <algorithm>

#include "oracle/compare.hpp"
#include "oracle/expression.hpp"

namespace berth::tests {

namespace {

// All values that a textual subject has on the instance; none = the subject is missing.
std::vector<std::string> texts_of(const Expression& test, const InstanceView& view) {
    const ContainerInstance& instance = *view.instance;
    if (test.subject == "task:group") return view.groups;
    if (test.subject == "agentConnected") return {instance.agent_connected ? "true" : "false"};
    if (test.subject == "ec2InstanceId") {
        if (instance.ec2_instance_id.empty()) return {};
        return {instance.ec2_instance_id};
    }
    for (const Attribute& attribute : instance.attributes)
        if (attribute.name == test.attribute) return {attribute.value};
    return {};
}

bool text_satisfies(const Expression& test, const std::string& text) {
    if (test.op == "exists") return true;
    if (test.op == "in") return std::ranges::find(test.values, text) != test.values.end();
    if (test.op == "=~") return matches_whole(test.pattern.get(), text);
    return compare(text, test.op, test.values.front());
}

// Whether the subject exists, and whether the positive test is true of any of its values.
struct Finding {
    bool exists;
    bool satisfied;
};

template <typename Value, typename Read>
Finding examine(const Expression& test, const std::optional<Value>& have, Read read) {
    if (!have) return {false, false};
    if (test.op == "exists") return {true, true};
    return {true, compare(*have, test.op, *read(test.values.front()))};
}

Finding examine_texts(const Expression& test, const std::vector<std::string>& texts) {
    const auto satisfies = [&](const std::string& text) { return text_satisfies(test, text); };
    return {!texts.empty(), std::ranges::any_of(texts, satisfies)};
}

Finding examine(const Expression& test, const InstanceView& view) {
    const ContainerInstance& instance = *view.instance;
    if (test.subject == "agentVersion")
        return examine(test, version_of(instance.agent_version), version_of);
    if (test.subject == "registeredAt") {
        std::optional<std::int64_t> have;
        if (instance.registered_at) have = instance.registered_at->time_since_epoch().count();
        return examine(test, have, instant_of);
    }
    if (test.subject == "runningTasksCount")
        return examine(test, std::optional(view.running_tasks), integer_of);
    return examine_texts(test, texts_of(test, view));
}

bool test_holds(const Expression& test, const InstanceView& view) {
    const Finding finding = examine(test, view);
    if (!test.negated) return finding.satisfied;
    if (test.op == "exists") return !finding.exists;
    return finding.exists && !finding.satisfied;
}

}  // namespace

bool holds(const Expression& expression, const InstanceView& view) {
    if (expression.kind == "test") return test_holds(expression, view);
    const auto part_holds = [&](const Expression& part) { return holds(part, view); };
    if (expression.kind == "not") return !part_holds(expression.parts.front());
    if (expression.kind == "and") return std::ranges::all_of(expression.parts, part_holds);
    return std::ranges::any_of(expression.parts, part_holds);
}

}  // namespace berth::tests
