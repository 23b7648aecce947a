// What a value of a template evaluates to: text, a list or a map, with nothing left to work out.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"

namespace berth::host::import::cloudformation {

struct PropertyMember;

struct Property {
    enum class Kind : std::uint8_t { removed, text, list, map };  ///< removed: `AWS::NoValue`

    Kind kind = Kind::text;
    std::string text;
    bool is_plain = false;             ///< text without quotes: may be a number or a truth value
    bool is_base64 = false;            ///< stands for the text in base64
    bool is_answer = false;            ///< given by the user: commas may part a list
    std::vector<std::string> missing;  ///< what only AWS knows; the text has "<NAME>" in its place
    std::vector<Property> elements;
    std::vector<PropertyMember> members;
    Location where;

    bool is_missing() const noexcept { return !missing.empty(); }
    const Property* find(std::string_view name) const;
    Property* find(std::string_view name);

    /// Adds a member, or replaces the one of that name.
    void set(std::string_view name, Property value);
};

struct PropertyMember {
    std::string name;
    Property value;
};

/// Text as it is used in other text: in base64 where it stands for that.
std::string text_of(const Property& property);

Property text_property(std::string text, Location where);

/// A text of which only AWS knows what it is.
Property missing_property(const std::string& name, Location where);

/// Appends to a text, and takes over what is missing.
void append(Property& text, const Property& part);

/// The parts between commas, without blanks around them; no parts for an empty text.
std::vector<std::string> split_at_commas(std::string_view text);

/// A list of texts.
Property list_property(const std::vector<std::string>& texts, const Location& where);

}  // namespace berth::host::import::cloudformation
