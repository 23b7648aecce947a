// A CloudFormation template, taken apart into its sections and not evaluated yet; what a value of
// it evaluates to: text, a list or a map, with nothing left to work out; and the values of its
// parameters: given ones, else their defaults, checked as CloudFormation checks them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/error.hpp"
#include "berth/import.hpp"
#include "yaml/value.hpp"

namespace berth::host::import::cloudformation {

template <class Item>
using Named = std::vector<std::pair<std::string, Item>>;

/// The item of that name; nullptr = none.
template <class Item>
const Item* find_named(const Named<Item>& items, std::string_view name) {
    for (const auto& [item_name, item] : items) {
        if (item_name == name) return &item;
    }
    return nullptr;
}

struct Resource {
    std::string id;         ///< logical id
    std::string type;       ///< `AWS::ECS::Cluster`
    std::string condition;  ///< name of the condition under which it exists; empty = always
    yaml::Value body;
    std::optional<yaml::Value> properties;
};

struct Output {
    yaml::Value value;
    std::optional<yaml::Value> export_name;
    std::string condition;  ///< empty = always
};

struct Template {
    Named<yaml::Value> parameters;
    Named<yaml::Value> mappings;
    Named<yaml::Value> conditions;
    std::vector<Resource> resources;
    Named<Output> outputs;

    const Resource* find_resource(std::string_view id) const;
};

/// Reads the sections. Names that are given twice and macros become warnings. Throws InputError
/// with file and line.
Template load_template(const CloudFormationTemplate& source, std::vector<Warning>& warnings);

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

/// The value that options have under a name: that for the stack alone, "STACK.NAME", goes before
/// one for all. nullptr = none.
const std::string* find_option(const CloudFormationOptions::Values& values,
                               const std::string& stack_name, const std::string& name);

/// Throws InputError for a parameter without a value and for a value that its declaration forbids.
/// A parameter that names a parameter of Systems Manager has a value that only AWS knows.
Named<Property> resolve_parameters(const Template& source, const std::string& stack_name,
                                   const CloudFormationOptions& options);

}  // namespace berth::host::import::cloudformation
