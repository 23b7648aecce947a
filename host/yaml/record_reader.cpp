#include "yaml/record_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace berth::host::yaml {

namespace {

using record::FileMember;
using record::Form;
using record::Shape;
using record::Type;
using Kind = Form::Kind;

void check(const Value& value, const record::Definition& definition, const void* target) {
    if (definition.check == nullptr) return;
    value.located([&] { definition.check(target); });
}

void read_members(const Value& map, const std::vector<FileMember>& members) {
    std::vector<std::string> given;
    for (const auto& [name, value] : map.members()) {
        const auto member = std::ranges::find(members, name, &FileMember::name);
        if (member == members.end()) fail_unknown(value, name, record::names_of(members));
        given.push_back(name);
        if (member->field == nullptr) {
            read_members(value, members_of(*member->record, member->owner, member->group));
            check(value, *member->group, member->owner);
        } else {
            read_value(value, member->field->form, *member->field->type, member->value());
        }
    }
    for (const FileMember& member : members) {
        if (!member.is_required()) continue;
        if (std::ranges::find(given, member.name()) != given.end()) continue;
        map.fail(fmt::format("expected the member `{}`", member.name()));
    }
}

void check_text(const Value& value, const Form& form, const std::string& text) {
    if (form.check == nullptr) return;
    value.located([&] { form.check(text); });
}

void read_text(const Value& value, const Form& form, std::string& text) {
    text = form.may_be_empty ? value.text() : value.text_not_empty();
    if (!text.empty()) check_text(value, form, text);
}

void read_number(const Value& value, const Form& form, double& number) {
    number = value.number();
    const auto least = static_cast<double>(form.least);
    const bool is_too_small = form.least_is_excluded ? number <= least : number < least;
    const bool has_most = form.most < record::largest_whole;
    if (!is_too_small && (!has_most || number <= static_cast<double>(form.most))) return;
    value.fail_expected(fmt::format(
        "a number {} {}{}", form.least_is_excluded ? "above" : "from", form.least,
        has_most ? fmt::format("{} {}", form.least_is_excluded ? ", at most" : " to", form.most)
                 : ""));
}

std::int64_t read_choice(const Value& value, const Form& form) {
    const std::string text = value.text();
    std::string expected;
    for (const auto& choice : form.choices) {
        if (choice.text == text) return choice.value;
        expected += (expected.empty() ? "" : ", ") + std::string(choice.text);
    }
    value.fail_expected("one of " + expected);
}

void read_part(const Value& value, const Type& type, void* target) {
    if (type.shape == Shape::record) return read_record(value, *type.record, target);
    read_kind(value, type, target);
}

void read_list(const Value& value, const Form& form, const Type& type, void* target) {
    for (const Value& element : value.elements()) {
        void* const added = type.add(target, {});
        if (form.kind == Kind::texts) {
            auto& text = *static_cast<std::string*>(added);
            text = element.text_not_empty();
            check_text(element, form, text);
        } else if (form.own != nullptr) {
            form.own->read(form, element, added);
        } else {
            read_part(element, *type.of, added);
        }
    }
    if (type.size(target) < static_cast<std::size_t>(form.least)) {
        value.fail_expected(form.expected);
    }
}

void read_named(const Value& value, const Form& form, const Type& type, void* target) {
    for (const auto& [name, part] : value.members()) {
        check_text(part, form, name);
        read_part(part, *type.of, type.add(target, name));
    }
}

std::vector<std::string_view> names_of_kinds(const Type& variant) {
    std::vector<std::string_view> names;
    for (const Type* const kind : variant.kinds) names.push_back(kind->record->definition.name);
    return names;
}

}  // namespace

void read_record(const Value& map, const record::Record& record, void* target) {
    read_members(map, record::members_of(record, target));
    check(map, record.definition, target);
}

void read_kind(const Value& map, const Type& variant, void* target) {
    const record::Definition& definition = variant.record->definition;
    const auto members = map.members();
    if (members.size() != 1) {
        map.fail(fmt::format("expected one {0}, such as `{1}: {{...}}`; begin each one with a `-`",
                             definition.name, variant.kinds.front()->record->definition.name));
    }
    const auto& [name, value] = members.front();
    const std::vector<std::string_view> names = names_of_kinds(variant);
    const auto kind = std::ranges::find(names, name);
    if (kind == names.end()) fail_unknown(value, name, names);
    const auto number = static_cast<std::size_t>(kind - names.begin());
    read_record(value, *variant.kinds[number]->record, variant.hold(target, number));
    check(value, definition, target);
}

void read_value(const Value& value, const Form& form, const Type& type, void* target) {
    if (form.kind == Kind::own && form.own->type == &type) {
        return form.own->read(form, value, target);
    }
    if (type.shape == Shape::optional) {
        return read_value(value, form, *type.of, type.add(target, {}));
    }
    switch (form.kind) {
        case Kind::text:
            return read_text(value, form, *static_cast<std::string*>(target));
        case Kind::texts:
        case Kind::parts:
            return read_list(value, form, type, target);
        case Kind::boolean:
            return type.set(target, value.boolean() ? 1 : 0);
        case Kind::whole:
            return type.set(target, value.integer(form.least, form.most));
        case Kind::number:
            return read_number(value, form, *static_cast<double*>(target));
        case Kind::choice:
            return type.set(target, read_choice(value, form));
        case Kind::part:
            return read_part(value, type, target);
        case Kind::named:
            return read_named(value, form, type, target);
        case Kind::own:
        case Kind::inlined:
        case Kind::unwritten:
            break;
    }
}

}  // namespace berth::host::yaml
