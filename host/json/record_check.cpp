#include "json/record_check.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

#include "berth/error.hpp"

namespace berth::host::json {

namespace {

using record::FileMember;
using record::Form;
using record::Shape;
using record::Type;
using Kind = Form::Kind;

std::string bounds_of(const Form& form) {
    return fmt::format(
        "{} {}{}", form.least_is_excluded ? "more than" : "at least", form.least,
        form.most < record::largest_whole ? fmt::format(", at most {}", form.most) : "");
}

void check_text(const Form& form, const std::string& text) {
    if (form.check != nullptr && !text.empty()) form.check(text);
}

void check_number(const Form& form, double number) {
    const auto least = static_cast<double>(form.least);
    const bool is_in = (form.least_is_excluded ? number > least : number >= least) &&
                       number <= static_cast<double>(form.most);
    if (!is_in) throw InputError(fmt::format("{}; expected {}", number, bounds_of(form)));
}

void check_whole(const Form& form, std::int64_t number) {
    if (number >= form.least && number <= form.most) return;
    throw InputError(fmt::format("{}; expected {}", number, bounds_of(form)));
}

void check_value(const Form& form, const Type& type, const void* value) {
    if (form.own != nullptr) return;
    switch (form.kind) {
        case Kind::whole:
            return check_whole(form, type.get(value));
        case Kind::number:
            return check_number(form, *static_cast<const double*>(value));
        case Kind::text:
            return check_text(form, *static_cast<const std::string*>(value));
        case Kind::part:
            return check_record(type, value);
        case Kind::texts:
        case Kind::parts:
        case Kind::named:
            break;
        default:
            return;
    }
    record::for_each_element(type, value, [&](std::string_view name, const void* element) {
        if (form.kind == Kind::named) check_text(form, std::string(name));
        if (form.kind == Kind::texts) {
            check_text(form, *static_cast<const std::string*>(element));
        } else {
            check_record(*type.of, element);
        }
    });
    if (form.kind != Kind::named && type.size(value) < static_cast<std::size_t>(form.least)) {
        throw InputError(fmt::format("expected {}", form.expected));
    }
}

void check_member(const FileMember& member) {
    const record::Field& field = *member.field;
    const Type& type = *field.type;
    if (field.form.kind == Kind::text && type.shape == Shape::text && member.is_required() &&
        !field.form.may_be_empty && static_cast<const std::string*>(member.value())->empty()) {
        throw InputError("expected text that is not empty");
    }
    if (type.shape != Shape::optional) return check_value(field.form, type, member.value());
    record::for_each_element(type, member.value(), [&](std::string_view, const void* held) {
        check_value(field.form, *type.of, held);
    });
}

void check_members(const std::vector<FileMember>& members) {
    for (const FileMember& member : members) {
        if (member.field == nullptr) {
            check_members(record::members_of(*member.record, member.owner, member.group));
            continue;
        }
        try {
            check_member(member);
        } catch (const InputError& error) {
            throw InputError(fmt::format("`{}`: {}", member.name(), error.problem()));
        }
    }
}

}  // namespace

void check_record(const Type& type, const void* value) {
    if (type.shape == Shape::variant) {
        return record::for_each_element(type, value, [&](std::string_view, const void* held) {
            check_record(*type.kinds[type.size(value)], held);
        });
    }
    check_members(record::members_of(*type.record, const_cast<void*>(value)));
    if (type.record->definition.check != nullptr) type.record->definition.check(value);
}

}  // namespace berth::host::json
