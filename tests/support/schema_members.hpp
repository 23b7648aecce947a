// The members and definitions that a JSON Schema knows.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>
#include <string_view>

namespace berth::test {

using MemberNames = std::map<std::string, std::set<std::string>>;

inline std::set<std::string> keys_of(simdjson::dom::object object) {
    std::set<std::string> keys;
    for (const auto member : object) keys.emplace(member.key);
    return keys;
}

/// The properties of the whole file under the name `root`, and those of each definition, none of
/// which may allow others.
inline MemberNames members_of_schema(std::string_view text, const std::string& root) {
    simdjson::dom::parser parser;
    const simdjson::dom::element schema = parser.parse(simdjson::padded_string(text));
    MemberNames members;
    members[root] = keys_of(schema["properties"].get_object());
    for (const auto definition : schema["$defs"].get_object()) {
        members[std::string(definition.key)] = keys_of(definition.value["properties"].get_object());
        EXPECT_FALSE(bool(definition.value["additionalProperties"])) << definition.key;
    }
    return members;
}

/// What a schema refers to: names of definitions.
inline std::set<std::string> references_of_schema(std::string_view text) {
    constexpr std::string_view reference = "\"#/$defs/";
    std::set<std::string> names;
    for (auto at = text.find(reference); at != text.npos; at = text.find(reference, at)) {
        at += reference.size();
        names.emplace(text.substr(at, text.find('"', at) - at));
    }
    return names;
}

}  // namespace berth::test
