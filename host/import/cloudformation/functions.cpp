#include "import/cloudformation/functions.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "json/text.hpp"
#include "model/amounts.hpp"

namespace berth::host::import::cloudformation {

namespace {

using Apply = Property (*)(const Scope& scope, const yaml::Value& argument);

struct Function {
    std::string_view name;
    Apply apply;
};

Property truth(bool value, const yaml::Value& at) {
    Property property = text_property(value ? "true" : "false", at.where());
    property.is_plain = true;
    return property;
}

Property ref(const Scope& scope, const yaml::Value& argument) {
    return scope.evaluator.reference(scope.stack, argument.text_not_empty(), argument);
}

Property get_att(const Scope& scope, const yaml::Value& argument) {
    const AttributeName name = attribute_name(argument);
    const std::string attribute =
        name.attribute_value ? scope.known_text(*name.attribute_value) : name.attribute;
    return scope.evaluator.attribute(scope.stack, name.id, attribute, argument);
}

Property import_value(const Scope& scope, const yaml::Value& argument) {
    return scope.evaluator.imported(scope.known_text(argument), argument);
}

Property base64(const Scope& scope, const yaml::Value& argument) {
    Property property = scope.text(argument);
    property.text = text_of(property);
    property.is_base64 = true;
    return property;
}

Property select(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::Select");
    const std::optional<std::int64_t> index = model::parse_integer(scope.known_text(parts[0]));
    if (!index || *index < 0) parts[0].fail("expected the index of an element, 0 or more");
    const Property list = scope.list(parts[1]);
    if (list.kind != Property::Kind::list) return list;
    if (static_cast<std::uint64_t>(*index) >= list.elements.size()) {
        parts[0].fail(fmt::format("the list has {} elements; there is none of index {}",
                                  list.elements.size(), *index));
    }
    return list.elements[static_cast<std::size_t>(*index)];
}

Property get_zones(const Scope& scope, const yaml::Value& argument) {
    return list_property(scope.evaluator.zones(scope.known_text(argument)), argument.where());
}

Property length(const Scope& scope, const yaml::Value& argument) {
    const Property list = scope.list(argument);
    if (list.kind != Property::Kind::list) return list;
    Property property = text_property(std::to_string(list.elements.size()), argument.where());
    property.is_plain = true;
    return property;
}

// Ranges of addresses say nothing of placement.
Property cidr(const Scope&, const yaml::Value& argument) {
    return missing_property("Fn::Cidr", argument.where());
}

const yaml::Value* find_member(const std::vector<std::pair<std::string, yaml::Value>>& members,
                               const std::string& name) {
    return find_named(members, name);
}

Property find_in_map(const Scope& scope, const yaml::Value& argument) {
    std::vector<yaml::Value> parts = argument.elements();
    if (parts.size() != 3 && parts.size() != 4) {
        argument.fail("Fn::FindInMap takes the name of a mapping and two keys");
    }
    const std::string map = scope.known_text(parts[0]);
    const std::string first = scope.known_text(parts[1]);
    const std::string second = scope.known_text(parts[2]);
    const yaml::Value* const mapping = find_named(scope.stack.source.mappings, map);
    if (mapping == nullptr) parts[0].fail(fmt::format("the template has no mapping `{}`", map));
    const auto rows = mapping->lenient_members();
    if (const yaml::Value* const row = find_member(rows, first)) {
        const auto cells = row->lenient_members();
        if (const yaml::Value* const cell = find_member(cells, second)) {
            return scope.evaluate(*cell);
        }
    }
    if (parts.size() == 4) {
        const auto options = parts[3].lenient_members();
        if (const yaml::Value* const fallback = find_member(options, "DefaultValue")) {
            return scope.evaluate(*fallback);
        }
    }
    argument.fail(fmt::format("the mapping `{}` has no value for {}, {}", map,
                              json::shortened(first), json::shortened(second)));
}

Property if_(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 3, "Fn::If");
    const bool holds = scope.evaluator.holds(scope.stack, parts[0].text_not_empty(), parts[0]);
    return scope.evaluate(parts[holds ? 1 : 2]);
}

bool same(const Property& a, const Property& b) {
    return a.kind == b.kind && text_of(a) == text_of(b) &&
           std::ranges::equal(a.elements, b.elements, same);
}

Property equals(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::Equals");
    const Property first = scope.evaluate(parts[0]);
    return truth(same(first, scope.evaluate(parts[1])), argument);
}

Property not_(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 1, "Fn::Not");
    return truth(!scope.evaluator.test(scope.stack, parts[0]), argument);
}

template <bool wanted>
Property any_of(const Scope& scope, const yaml::Value& argument) {
    bool found = false;
    for (const yaml::Value& part : argument.elements()) {
        if (scope.evaluator.test(scope.stack, part) == wanted) found = true;
    }
    return truth(found == wanted, argument);
}

Property condition(const Scope& scope, const yaml::Value& argument) {
    return truth(scope.evaluator.holds(scope.stack, argument.text_not_empty(), argument), argument);
}

constexpr Function functions[] = {
    {"Ref", ref},
    {"Condition", condition},
    {"Fn::And", any_of<false>},
    {"Fn::Base64", base64},
    {"Fn::Cidr", cidr},
    {"Fn::Equals", equals},
    {"Fn::FindInMap", find_in_map},
    {"Fn::GetAtt", get_att},
    {"Fn::GetAZs", get_zones},
    {"Fn::If", if_},
    {"Fn::ImportValue", import_value},
    {"Fn::Join", join},
    {"Fn::Length", length},
    {"Fn::Not", not_},
    {"Fn::Or", any_of<true>},
    {"Fn::Select", select},
    {"Fn::Split", split},
    {"Fn::Sub", sub},
    {"Fn::ToJsonString", to_json_string},
};

}  // namespace

std::optional<Call> call_in(const yaml::Value& value) {
    const std::string tag = value.tag();
    // Tags of YAML itself, such as !!str, call nothing.
    if (tag.size() > 1 && tag[0] == '!') {
        const std::string name = tag.substr(1);
        const bool is_plain_name = name == "Ref" || name == "Condition";
        return Call{is_plain_name ? name : "Fn::" + name, value.without_tag()};
    }
    if (!value.is_map() || value.size() != 1) return std::nullopt;
    const auto members = value.lenient_members();
    const auto& [name, argument] = members.front();
    if (name != "Ref" && !name.starts_with("Fn::")) return std::nullopt;
    return Call{name, argument};
}

Property apply(const Scope& scope, const Call& call, const yaml::Value& at) {
    const auto function = std::ranges::find(functions, call.function, &Function::name);
    if (function != std::end(functions)) return function->apply(scope, call.argument);
    if (call.function == "Fn::Transform" || call.function.starts_with("Fn::ForEach")) {
        at.fail(fmt::format("`{}` is not evaluated: what macros and loops make must be written out",
                            json::shortened(call.function)));
    }
    std::vector<std::string_view> names;
    for (const Function& known : functions) names.push_back(known.name);
    at.fail(fmt::format("there is no function `{}`; known are: {}", json::shortened(call.function),
                        fmt::join(names, ", ")));
}

std::vector<yaml::Value> arguments(const yaml::Value& list, std::size_t count,
                                   std::string_view function) {
    std::vector<yaml::Value> elements = list.elements();
    if (elements.size() != count) {
        list.fail(fmt::format("{} takes {} values, found {}", function, count, elements.size()));
    }
    return elements;
}

AttributeName attribute_name(const yaml::Value& argument) {
    if (argument.is_list()) {
        const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::GetAtt");
        return {parts[0].text_not_empty(), "", parts[1]};
    }
    const std::string text = argument.text_not_empty();
    const std::size_t dot = text.find('.');
    if (dot == std::string::npos) argument.fail("expected LOGICALID.ATTRIBUTE");
    return {text.substr(0, dot), text.substr(dot + 1), std::nullopt};
}

}  // namespace berth::host::import::cloudformation
