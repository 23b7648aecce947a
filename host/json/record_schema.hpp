// Records described as definitions of a JSON Schema, by their field tables (record/field.hpp).
//
// describe_form() is overloaded by the form of a member. A folder that has forms of its own gives
// them a member function `describe`.
#pragma once

#include <concepts>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "json/writer.hpp"
#include "record/field.hpp"
#include "record/form.hpp"

namespace berth::host::json {

/// What a definition says, by its name.
using Definitions = std::map<std::string_view, std::string>;

void describe_form(Writer& writer, record::Text form);
void describe_form(Writer& writer, record::Texts form);
void describe_form(Writer& writer, record::Boolean form);
void describe_form(Writer& writer, record::Whole form);

template <class Form>
requires requires(const Form& form, Writer& writer) {
    form.describe(writer);
}
void describe_form(Writer& writer, const Form& form) {
    form.describe(writer);
}

void write_default(Writer& writer, const std::string& value);
void write_default(Writer& writer, bool value);
template <std::integral Integer>
void write_default(Writer& writer, Integer value) {
    writer.member("default", static_cast<std::int64_t>(value));
}
void write_default(Writer& writer, double value);

void write_reference(Writer& writer, std::string_view definition);

/// A schema whose frame has `"(records)": {}` where the definitions belong.
std::string with_definitions(std::string frame, const Definitions& definitions);

/// The members before `properties`: what every definition of a record begins with.
void begin_definition(Writer& writer, record::Definition definition,
                      const std::vector<std::string_view>& required);

template <record::Described Record>
void describe_parts(Writer& writer, record::Parts form) {
    writer.member("type", "array");
    if (form.least > 0) writer.member("minItems", static_cast<std::int64_t>(form.least));
    if (form.most > 0) writer.member("maxItems", static_cast<std::int64_t>(form.most));
    writer.key("items");
    writer.begin_object();
    write_reference(writer, record::definition<Record>.name);
    writer.end_object();
}

template <class Field, class Type>
void describe_default(Writer& writer, const Field& field, const Type& value) {
    if constexpr (requires { field.form.write_default(writer, value); }) {
        field.form.write_default(writer, value);
    } else if constexpr (requires { write_default(writer, value); }) {
        write_default(writer, value);
    }
}

template <class Field>
void describe_field(Writer& writer, const Field& field) {
    using Type = typename Field::Type;
    writer.line(8);
    writer.key(field.name);
    writer.begin_object();
    if (!field.sentence.empty()) writer.member("description", field.sentence);
    if constexpr (Field::template has_form<record::Part>) {
        write_reference(writer, record::definition<Type>.name);
    } else if constexpr (Field::template has_form<record::Parts>) {
        describe_parts<typename Type::value_type>(writer, field.form);
    } else {
        describe_form(writer, field.form);
    }
    if (field.presence == record::Presence::defaulted) {
        describe_default(writer, field, typename Field::Record{}.*field.member);
    }
    writer.end_object();
}

template <record::Described Record>
std::string definition_of() {
    std::vector<std::string_view> required;
    record::for_each_written_field<Record>([&](const auto& field) {
        if (field.presence == record::Presence::required) required.push_back(field.name);
    });
    std::string out;
    Writer writer(out);
    begin_definition(writer, record::definition<Record>, required);
    writer.key("properties");
    writer.begin_object();
    record::for_each_written_field<Record>(
        [&](const auto& field) { describe_field(writer, field); });
    writer.end_object();
    writer.end_object();
    return out;
}

/// Adds the definition of the record and those of the parts that it has.
template <record::Described Record>
void add_definitions(Definitions& definitions) {
    definitions[record::definition<Record>.name] = definition_of<Record>();
    record::for_each_written_field<Record>([&]<class Field>(const Field&) {
        if constexpr (Field::template has_form<record::Part>) {
            add_definitions<typename Field::Type>(definitions);
        } else if constexpr (Field::template has_form<record::Parts>) {
            add_definitions<typename Field::Type::value_type>(definitions);
        }
    });
}

}  // namespace berth::host::json
