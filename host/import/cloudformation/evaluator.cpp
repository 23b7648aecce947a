#include "import/cloudformation/evaluator.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "import/cloudformation/functions.hpp"
#include "import/cloudformation/template.hpp"
#include "json/text.hpp"

namespace berth::host::import::cloudformation {

namespace {

constexpr std::size_t most_depth = 300;

}  // namespace

Evaluator::Step::Step(Evaluator& evaluator, const yaml::Value& at) : evaluator_(evaluator) {
    if (evaluator_.depth_ >= most_depth) {
        at.fail(fmt::format("values stand in each other more than {} deep", most_depth));
    }
    ++evaluator_.depth_;
}

Evaluator::Step::Step(Evaluator& evaluator, const yaml::Value& at, const std::string& name)
    : Step(evaluator, at) {
    // From here on the destructor runs, also where this fails.
    auto& under_way = evaluator_.under_way_;
    const auto first = std::ranges::find(under_way, name);
    if (first != under_way.end()) {
        at.fail(fmt::format("a circular reference: {} -> {}",
                            fmt::join(first, under_way.end(), " -> "), name));
    }
    under_way.push_back(name);
    has_name_ = true;
}

Evaluator::Step::~Step() {
    --evaluator_.depth_;
    if (has_name_) evaluator_.under_way_.pop_back();
}

void Evaluator::charge(const Property& property, const yaml::Value& at) {
    std::size_t bytes = property.text.size();
    for (const Property& element : property.elements) bytes += element.text.size();
    if (bytes > bytes_left_) at.fail("the templates stand for more than 64 MiB of text");
    bytes_left_ -= bytes;
}

Property Evaluator::evaluate(const Stack& stack, const yaml::Value& value) {
    const Step step(*this, value);
    const std::optional<Call> call = call_in(value);
    Property property = call ? apply({*this, stack}, *call, value) : evaluate_plain(stack, value);
    charge(property, value);
    property.where = value.where();
    return property;
}

Property Evaluator::evaluate_plain(const Stack& stack, const yaml::Value& value) {
    Property property;
    if (value.is_text()) {
        property.text = value.text();
        property.is_plain = value.is_plain();
    } else if (value.is_list()) {
        property.kind = Property::Kind::list;
        for (const yaml::Value& element : value.elements()) {
            Property evaluated = evaluate(stack, element);
            if (evaluated.kind != Property::Kind::removed) {
                property.elements.push_back(std::move(evaluated));
            }
        }
    } else if (value.is_map()) {
        property = evaluate_map(stack, value);
    } else {
        value.fail(
            "there is no value here, which CloudFormation refuses; give one, or !Ref "
            "AWS::NoValue");
    }
    return property;
}

Property Evaluator::evaluate_map(const Stack& stack, const yaml::Value& value) {
    Property property;
    property.kind = Property::Kind::map;
    for (const auto& [name, member] : value.lenient_members()) {
        if (name.starts_with("Fn::")) {
            member.fail(
                fmt::format("`{}` is not evaluated here: no function stands beside other "
                            "members",
                            json::shortened(name)));
        }
        Property evaluated = evaluate(stack, member);
        if (evaluated.kind != Property::Kind::removed) {
            property.members.push_back({name, std::move(evaluated)});
        }
    }
    return property;
}

Property Evaluator::evaluate_text(const Stack& stack, const yaml::Value& value) {
    Property property = evaluate(stack, value);
    if (property.kind != Property::Kind::text) value.fail("expected text here");
    return property;
}

Property Evaluator::evaluate_list(const Stack& stack, const yaml::Value& value) {
    Property property = evaluate(stack, value);
    if (property.kind == Property::Kind::text && property.is_answer) {
        return list_property(split_at_commas(property.text), property.where);
    }
    if (property.kind != Property::Kind::list && !property.is_missing()) {
        value.fail("expected a list here");
    }
    return property;
}

std::string Evaluator::known_text(const Stack& stack, const yaml::Value& value) {
    const Property property = evaluate_text(stack, value);
    if (property.is_missing()) {
        value.fail(fmt::format("expected a text that the template gives; only AWS knows {}",
                               property.missing.front()));
    }
    return text_of(property);
}

bool Evaluator::holds(const Stack& stack, const std::string& condition,
                      const yaml::Value& used_at) {
    const yaml::Value* const value = find_named(stack.source.conditions, condition);
    if (value == nullptr) {
        used_at.fail(fmt::format("the template has no condition `{}`", condition));
    }
    const Step step(*this, used_at, fmt::format("condition {} of {}", condition, stack.name));
    return test(stack, *value);
}

bool Evaluator::test(const Stack& stack, const yaml::Value& value) {
    if (value.is_map() && value.tag().empty()) {
        const auto members = value.lenient_members();
        if (members.size() == 1 && members.front().first == "Condition") {
            return holds(stack, members.front().second.text_not_empty(), value);
        }
    }
    const Property property = evaluate(stack, value);
    if (property.text == "true") return true;
    if (property.text == "false") return false;
    value.fail("expected a condition: Fn::Equals, Fn::And, Fn::Or, Fn::Not or Condition");
}

bool Evaluator::exists(const Stack& stack, const Resource& resource) {
    return resource.condition.empty() || holds(stack, resource.condition, resource.body);
}

std::optional<Property> Evaluator::answer(const CloudFormationOptions::Values& values,
                                          const std::string& stack_name, const std::string& name,
                                          const yaml::Value& at) {
    const std::string* const given = find_option(values, stack_name, name);
    if (given == nullptr) return std::nullopt;
    used_answers_.insert(name);
    Property property = text_property(*given, at.where());
    property.is_answer = true;
    return property;
}

std::vector<std::string> Evaluator::unused_answers() const {
    std::vector<std::string> unused;
    for (const auto* values : {&options_->attributes, &options_->exports}) {
        for (const auto& [name, value] : *values) {
            const auto is_used = [&, &key = name](const std::string& used) {
                return key == used || key.ends_with("." + used);
            };
            if (std::ranges::none_of(used_answers_, is_used)) unused.push_back(name);
        }
    }
    return unused;
}

void Evaluator::find_exports() {
    exports_.emplace();
    for (const Stack& stack : *stacks_) {
        for (const auto& [id, output] : stack.source.outputs) {
            if (!output.export_name) continue;
            if (!output.condition.empty() && !holds(stack, output.condition, output.value)) {
                continue;
            }
            const std::string name = known_text(stack, *output.export_name);
            if (!exports_->try_emplace(name, Exported{&stack, &output}).second) {
                output.export_name->fail(
                    fmt::format("another output is exported as `{}` already; give the stacks "
                                "names of their own",
                                name));
            }
        }
    }
}

Property Evaluator::imported(const std::string& export_name, const yaml::Value& at) {
    if (!exports_) find_exports();
    const auto found = exports_->find(export_name);
    if (found != exports_->end()) {
        const Step step(*this, at, "export " + export_name);
        return evaluate(*found->second.stack, found->second.output->value);
    }
    if (auto given = answer(options_->exports, "", export_name, at)) return *given;
    return missing_property("the export " + export_name, at.where());
}

}  // namespace berth::host::import::cloudformation
