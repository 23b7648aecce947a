// Functions that make text: Fn::Sub, Fn::Join, Fn::Split and Fn::ToJsonString.
#include <fmt/format.h>

#include <algorithm>

#include "import/cloudformation/functions.hpp"
#include "json/text.hpp"
#include "json/writer.hpp"
#include "model/amounts.hpp"

namespace berth::host::import::cloudformation {

namespace {

bool is_name(std::string_view text) {
    const auto belongs = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
               c == '_' || c == '.' || c == ':';
    };
    return !text.empty() && std::ranges::all_of(text, belongs);
}

std::string_view without_blanks(std::string_view text) {
    while (!text.empty() && json::is_blank(text.front())) text.remove_prefix(1);
    return json::without_trailing_blanks(text);
}

struct Substitution {
    yaml::Value text;
    std::vector<std::pair<std::string, yaml::Value>> values;
};

Substitution substitution(const yaml::Value& argument) {
    if (!argument.is_list()) return {argument, {}};
    const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::Sub");
    return {parts[0], parts[1].lenient_members()};
}

Property variable(const Scope& scope, const Substitution& call, const std::string& name) {
    if (const yaml::Value* const value = find_named(call.values, name)) return scope.text(*value);
    const std::size_t dot = name.find('.');
    if (dot == std::string::npos) {
        return scope.evaluator.reference(scope.stack, name, call.text);
    }
    return scope.evaluator.attribute(scope.stack, name.substr(0, dot), name.substr(dot + 1),
                                     call.text);
}

void write(json::Writer& writer, const Property& property) {
    switch (property.kind) {
        case Property::Kind::removed:
            writer.null();
            return;
        case Property::Kind::text:
            if (property.is_plain && (property.text == "true" || property.text == "false" ||
                                      model::parse_integer(property.text))) {
                writer.raw(property.text);
            } else {
                writer.text(text_of(property));
            }
            return;
        case Property::Kind::list:
            writer.begin_list();
            for (const Property& element : property.elements) write(writer, element);
            writer.end_list();
            return;
        case Property::Kind::map:
            writer.begin_object();
            for (const auto& [name, member] : property.members) {
                writer.text_key(name);
                write(writer, member);
            }
            writer.end_object();
    }
}

void collect_missing(const Property& property, std::vector<std::string>& missing) {
    missing.insert(missing.end(), property.missing.begin(), property.missing.end());
    for (const Property& element : property.elements) collect_missing(element, missing);
    for (const PropertyMember& member : property.members) collect_missing(member.value, missing);
}

}  // namespace

std::vector<SubPart> sub_parts(const yaml::Value& value) {
    const std::string text = value.text();
    std::vector<SubPart> parts;
    std::size_t at = 0;
    for (;;) {
        const std::size_t begin = text.find("${", at);
        const std::size_t end = text.find('}', begin == std::string::npos ? begin : begin + 2);
        if (begin == std::string::npos || end == std::string::npos) break;
        parts.push_back({text.substr(at, begin - at)});
        const std::string_view inner = std::string_view(text).substr(begin + 2, end - begin - 2);
        const std::string_view name = without_blanks(inner);
        if (inner.starts_with('!')) {
            parts.push_back({fmt::format("${{{}}}", inner.substr(1))});
        } else if (is_name(name)) {
            parts.push_back({std::string(name), true});
        } else {
            value.fail(
                fmt::format("`${{{}}}` is no name for Fn::Sub; write ${{!...}} for what the "
                            "text shall keep",
                            json::shortened(inner)));
        }
        at = end + 1;
    }
    parts.push_back({text.substr(at)});
    return parts;
}

Property sub(const Scope& scope, const yaml::Value& argument) {
    const Substitution call = substitution(argument);
    Property result = text_property("", argument.where());
    for (const SubPart& part : sub_parts(call.text)) {
        Property value =
            part.is_variable ? variable(scope, call, part.text) : text_property(part.text, {});
        if (value.kind != Property::Kind::text) {
            call.text.fail(
                fmt::format("`${{{}}}` stands for a list, which Fn::Sub cannot put into "
                            "text",
                            part.text));
        }
        append(result, value);
    }
    return result;
}

Property join(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::Join");
    const Property delimiter = scope.text(parts[0]);
    const Property list = scope.list(parts[1]);
    if (list.kind != Property::Kind::list) return list;
    Property result = text_property("", argument.where());
    for (const Property& element : list.elements) {
        if (element.kind != Property::Kind::text) {
            parts[1].fail("expected a list of texts, which Fn::Join puts together");
        }
        if (&element != list.elements.data()) append(result, delimiter);
        append(result, element);
    }
    return result;
}

Property split(const Scope& scope, const yaml::Value& argument) {
    const std::vector<yaml::Value> parts = arguments(argument, 2, "Fn::Split");
    const std::string delimiter = scope.known_text(parts[0]);
    if (delimiter.empty()) parts[0].fail("expected a delimiter that is not empty");
    const Property source = scope.text(parts[1]);
    if (source.is_missing()) return source;
    const std::string text = text_of(source);
    std::vector<std::string> pieces;
    for (std::size_t at = 0; at != std::string::npos;) {
        const std::size_t end = text.find(delimiter, at);
        pieces.push_back(text.substr(at, end - at));
        at = end == std::string::npos ? end : end + delimiter.size();
    }
    return list_property(pieces, argument.where());
}

Property to_json_string(const Scope& scope, const yaml::Value& argument) {
    const Property value = scope.evaluate(argument);
    Property result = text_property("", argument.where());
    json::Writer writer(result.text);
    write(writer, value);
    collect_missing(value, result.missing);
    return result;
}

}  // namespace berth::host::import::cloudformation
