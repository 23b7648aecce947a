// The members that a JSON Schema knows, to be compared with those that a reader knows.
#pragma once

#include <gtest/gtest.h>
#include <simdjson.h>

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

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

inline MemberNames member_names(
    const std::map<std::string_view, std::vector<std::string_view>>& known) {
    MemberNames members;
    for (const auto& [name, names] : known) {
        members[std::string(name)] = {names.begin(), names.end()};
    }
    return members;
}

}  // namespace berth::test
