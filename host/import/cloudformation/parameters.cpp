#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "import/cloudformation/template.hpp"
#include "json/text.hpp"
#include "query/pattern.hpp"

namespace berth::host::import::cloudformation {

namespace {

// As the declaration has it (AWS CloudFormation User Guide, "Parameters section").
struct Declaration {
    std::string name;
    std::string type;
    std::optional<std::string> default_value;
    std::optional<std::vector<std::string>> allowed_values;
    std::string allowed_pattern;
    std::optional<double> least_length, most_length, least_value, most_value;
    std::string description;  ///< of its constraints
    bool is_secret = false;   ///< NoEcho
};

std::vector<std::string> texts_of(const yaml::Value& value) {
    std::vector<std::string> texts;
    for (const yaml::Value& element : value.elements()) texts.push_back(element.text());
    return texts;
}

constexpr yaml::Member<Declaration> declaration_members[] = {
    {"Type", [](const yaml::Value& value,
                Declaration& declaration) { declaration.type = value.text_not_empty(); }},
    {"Default", [](const yaml::Value& value,
                   Declaration& declaration) { declaration.default_value = value.text(); }},
    {"AllowedValues",
     [](const yaml::Value& value, Declaration& declaration) {
         declaration.allowed_values = texts_of(value);
     }},
    {"AllowedPattern",
     [](const yaml::Value& value, Declaration& declaration) {
         declaration.allowed_pattern = value.text();
     }},
    {"MinLength", [](const yaml::Value& value,
                     Declaration& declaration) { declaration.least_length = value.number(); }},
    {"MaxLength", [](const yaml::Value& value,
                     Declaration& declaration) { declaration.most_length = value.number(); }},
    {"MinValue", [](const yaml::Value& value,
                    Declaration& declaration) { declaration.least_value = value.number(); }},
    {"MaxValue", [](const yaml::Value& value,
                    Declaration& declaration) { declaration.most_value = value.number(); }},
    {"ConstraintDescription",
     [](const yaml::Value& value, Declaration& declaration) {
         declaration.description = value.text();
     }},
    {"NoEcho", [](const yaml::Value& value,
                  Declaration& declaration) { declaration.is_secret = value.text() == "true"; }},
    {"Description", [](const yaml::Value&, Declaration&) {}},
};

Declaration read_declaration(const std::string& name, const yaml::Value& value) {
    Declaration declaration;
    declaration.name = name;
    for (const auto& [member_name, member] : value.lenient_members()) {
        const auto known =
            std::ranges::find(declaration_members, member_name, &yaml::Member<Declaration>::name);
        if (known == std::end(declaration_members)) {
            yaml::fail_unknown(member, member_name, yaml::names_of(declaration_members));
        }
        known->read(member, declaration);
    }
    if (declaration.type.empty()) value.fail("expected the member `Type`");
    return declaration;
}

std::optional<double> to_number(const std::string& text) {
    double number = 0;
    const char* const end = text.data() + text.size();
    const auto [stopped, error] = std::from_chars(text.data(), end, number);
    if (text.empty() || error != std::errc() || stopped != end) return std::nullopt;
    return number;
}

// One parameter while its value is checked.
class Check {
   public:
    Check(const Declaration& declaration, const Location& where)
        : declaration_(declaration), where_(where) {}

    void text(const std::string& value) const {
        const auto length = static_cast<double>(value.size());
        if (length < declaration_.least_length.value_or(length) ||
            length > declaration_.most_length.value_or(length)) {
            fail(value, fmt::format("has {} bytes, outside MinLength and MaxLength", value.size()));
        }
        if (!declaration_.allowed_pattern.empty() && !matches(value)) {
            fail(value, fmt::format("does not match {}", declaration_.allowed_pattern));
        }
    }

    void number(const std::string& value) const {
        const std::optional<double> number = to_number(value);
        if (!number) fail(value, "is not a number");
        if (*number < declaration_.least_value.value_or(*number) ||
            *number > declaration_.most_value.value_or(*number)) {
            fail(value, "is outside MinValue and MaxValue");
        }
    }

    void allowed(const std::string& value) const {
        const auto& values = declaration_.allowed_values;
        if (!values || std::ranges::find(*values, value) != values->end()) return;
        fail(value, fmt::format("is none of the allowed values: {}", fmt::join(*values, ", ")));
    }

   private:
    bool matches(const std::string& value) const {
        try {
            return query::Pattern(declaration_.allowed_pattern).matches(value);
        } catch (const query::PatternError& error) {
            throw InputError(fmt::format("AllowedPattern of the parameter `{}`: {}",
                                         declaration_.name, error.what()),
                             where_);
        }
    }

    [[noreturn]] void fail(const std::string& value, const std::string& problem) const {
        const std::string shown =
            declaration_.is_secret ? "its value" : fmt::format("\"{}\"", json::shortened(value));
        const std::string remedy =
            declaration_.description.empty() ? "" : fmt::format(" ({})", declaration_.description);
        throw InputError(
            fmt::format("the parameter `{}`: {} {}{}", declaration_.name, shown, problem, remedy),
            where_);
    }

    const Declaration& declaration_;
    const Location& where_;
};

bool is_list(const std::string& type) {
    return type == "CommaDelimitedList" || type.starts_with("List<");
}

Property checked_value(const Declaration& declaration, const std::string& value,
                       const Location& where) {
    const Check check(declaration, where);
    const bool is_number = declaration.type == "Number" || declaration.type == "List<Number>";
    const bool has_parts = is_list(declaration.type);
    for (const std::string& part :
         has_parts ? split_at_commas(value) : std::vector<std::string>{value}) {
        check.allowed(part);
        if (is_number) check.number(part);
        if (!is_number) check.text(part);
    }
    if (declaration.type.starts_with("AWS::SSM::Parameter::Value<")) {
        return missing_property(declaration.name, where);
    }
    if (has_parts) return list_property(split_at_commas(value), where);
    Property property = text_property(value, where);
    property.is_plain = is_number;
    return property;
}

}  // namespace

const std::string* find_option(const CloudFormationOptions::Values& values,
                               const std::string& stack_name, const std::string& name) {
    const std::string of_stack = stack_name + "." + name;
    const std::string* found = nullptr;
    for (const auto& [key, value] : values) {
        if (key == of_stack) return &value;
        if (key == name) found = &value;
    }
    return found;
}

Named<Property> resolve_parameters(const Template& source, const std::string& stack_name,
                                   const CloudFormationOptions& options) {
    Named<Property> parameters;
    for (const auto& [name, value] : source.parameters) {
        const Declaration declaration = read_declaration(name, value);
        const std::string* const given = find_option(options.parameters, stack_name, name);
        if (given == nullptr && !declaration.default_value) {
            value.fail(fmt::format(
                "the parameter `{0}` has no default; give it with --parameters {0}=VALUE", name));
        }
        parameters.emplace_back(
            name,
            checked_value(declaration, given ? *given : *declaration.default_value, value.where()));
    }
    return parameters;
}

}  // namespace berth::host::import::cloudformation
