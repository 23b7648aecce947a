// CloudFormation's intrinsic functions.
//
// Source of what each of them does: AWS CloudFormation Template Reference Guide, "Intrinsic
// function reference".
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "import/cloudformation/evaluator.hpp"

namespace berth::host::import::cloudformation {

/// Where a function is called.
struct Scope {
    Evaluator& evaluator;
    const Stack& stack;

    Property evaluate(const yaml::Value& value) const { return evaluator.evaluate(stack, value); }
    Property text(const yaml::Value& value) const { return evaluator.evaluate_text(stack, value); }
    Property list(const yaml::Value& value) const { return evaluator.evaluate_list(stack, value); }
    std::string known_text(const yaml::Value& value) const {
        return evaluator.known_text(stack, value);
    }
};

/// A function and what it is called with.
struct Call {
    std::string function;  ///< its long name: "Ref", "Fn::Join"
    yaml::Value argument;
};

/// The call that a value is: `!Sub text`, or a map with nothing but `Fn::Sub`.
std::optional<Call> call_in(const yaml::Value& value);

Property apply(const Scope& scope, const Call& call, const yaml::Value& at);

/// A part of the text of Fn::Sub.
struct SubPart {
    std::string text;  ///< literal text, or the name between "${" and "}"
    bool is_variable = false;
};
std::vector<SubPart> sub_parts(const yaml::Value& text);

/// Exactly `count` elements.
std::vector<yaml::Value> arguments(const yaml::Value& list, std::size_t count,
                                   std::string_view function);

/// The logical id and the attribute of Fn::GetAtt, whose attribute may be a value to be worked out.
struct AttributeName {
    std::string id;
    std::string attribute;  ///< empty where `value` is given
    std::optional<yaml::Value> attribute_value;
};
AttributeName attribute_name(const yaml::Value& argument);

Property sub(const Scope& scope, const yaml::Value& argument);
Property join(const Scope& scope, const yaml::Value& argument);
Property split(const Scope& scope, const yaml::Value& argument);
Property to_json_string(const Scope& scope, const yaml::Value& argument);

}  // namespace berth::host::import::cloudformation
