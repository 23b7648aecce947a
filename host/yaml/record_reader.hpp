// Reading records from YAML by their field tables (record/field.hpp).
//
// read_form() is overloaded by the form of a member. A folder that has forms of its own gives them
// a member function `read`.
#pragma once

#include <algorithm>
#include <concepts>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "record/field.hpp"
#include "record/form.hpp"
#include "yaml/value.hpp"

namespace berth::host::yaml {

template <record::Described Record>
void read_record(const Value& map, Record& record);

inline void read_form(const Value& value, std::string& text, record::Text form) {
    text = form.may_be_empty ? value.text() : value.text_not_empty();
}

inline void read_form(const Value& value, std::vector<std::string>& texts, record::Texts) {
    texts = read_texts(value);
}

inline void read_form(const Value& value, bool& choice, record::Boolean) {
    choice = value.boolean();
}

template <std::integral Integer>
void read_form(const Value& value, Integer& number, record::Whole form) {
    number = static_cast<Integer>(value.integer(form.least, form.most));
}

template <record::Described Record>
void read_form(const Value& value, Record& part, record::Part) {
    read_record(value, part);
}

template <record::Described Record>
void read_form(const Value& value, std::vector<Record>& parts, record::Parts form) {
    for (const Value& element : value.elements()) read_record(element, parts.emplace_back());
    if (parts.size() < form.least) value.fail_expected(form.expected);
}

template <class Target, class Form>
requires requires(const Form& form, const Value& value, Target& target) {
    form.read(value, target);
}
void read_form(const Value& value, Target& target, const Form& form) {
    form.read(value, target);
}

template <class Target, class Form>
void read_form(const Value& value, std::optional<Target>& target, const Form& form) {
    read_form(value, target.emplace(), form);
}

/// The names of the record's members in files.
template <record::Described Record>
std::vector<std::string_view> names_of() {
    std::vector<std::string_view> names;
    record::for_each_written_field<Record>([&](const auto& field) { names.push_back(field.name); });
    return names;
}

/// Reads the member of that name; false where the record has none.
template <record::Described Record>
bool read_field(const std::string& name, const Value& value, Record& record) {
    bool is_known = false;
    record::for_each_field<Record>([&]<class Field>(const Field& field) {
        if constexpr (Field::template has_form<record::Inline>) {
            is_known |= read_field(name, value, record.*field.member);
        } else if constexpr (!Field::template has_form<record::Unwritten>) {
            if (field.name != name) return;
            read_form(value, record.*field.member, field.form);
            is_known = true;
        }
    });
    return is_known;
}

template <record::Described Record>
void read_record(const Value& map, Record& record) {
    std::vector<std::string> given;
    for (const auto& [name, value] : map.members()) {
        if (!read_field(name, value, record)) fail_unknown(value, name, names_of<Record>());
        given.push_back(name);
    }
    record::for_each_written_field<Record>([&](const auto& field) {
        if (field.presence != record::Presence::required) return;
        if (std::ranges::find(given, field.name) != given.end()) return;
        map.fail("expected the member `" + std::string(field.name) + "`");
    });
}

/// Lists the members of the record and of the parts that it has.
template <record::Described Record>
void list_members(KnownMembers& known) {
    known[record::definition<Record>.name] = names_of<Record>();
    record::for_each_written_field<Record>([&]<class Field>(const Field&) {
        if constexpr (Field::template has_form<record::Part>) {
            list_members<typename Field::Type>(known);
        } else if constexpr (Field::template has_form<record::Parts>) {
            list_members<typename Field::Type::value_type>(known);
        }
    });
}

}  // namespace berth::host::yaml
