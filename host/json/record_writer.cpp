#include "json/record_writer.hpp"

#include <vector>

namespace berth::host::json {

namespace {

using record::FileMember;
using record::Form;
using record::Shape;
using record::Type;
using Kind = Form::Kind;

std::string text_of(const FileMember& member) {
    std::string out;
    Writer writer(out);
    write_value(writer, member.field->form, *member.field->type, member.value());
    return out;
}

void write_members(Writer& writer, const std::vector<FileMember>& members,
                   const std::vector<FileMember>& defaults) {
    for (std::size_t m = 0; m < members.size(); ++m) {
        const FileMember& member = members[m];
        if (member.field != nullptr) {
            const std::string text = text_of(member);
            if (!member.is_required() && text == text_of(defaults[m])) continue;
            writer.key(member.name());
            writer.raw(text);
            continue;
        }
        std::string group;
        Writer group_writer(group);
        write_members(group_writer, record::members_of(*member.record, member.owner, member.group),
                      record::members_of(*member.record, defaults[m].owner, member.group));
        if (group.empty()) continue;
        writer.key(member.name());
        writer.raw("{" + group + "}");
    }
}

void write_choice(Writer& writer, const Form& form, std::int64_t value) {
    for (const auto& choice : form.choices) {
        if (choice.value == value) return writer.text(choice.text);
    }
    writer.null();
}

void write_part(Writer& writer, const Type& type, const void* value) {
    if (type.shape == Shape::record) return write_record(writer, *type.record, value);
    const record::Record& kind = *type.kinds[type.size(value)]->record;
    writer.begin_object();
    writer.key(kind.definition.name);
    record::for_each_element(
        type, value, [&](std::string_view, const void* held) { write_record(writer, kind, held); });
    writer.end_object();
}

void write_list(Writer& writer, const Form& form, const Type& type, const void* value) {
    writer.begin_list();
    record::for_each_element(type, value, [&](std::string_view, const void* element) {
        if (form.kind == Kind::texts) {
            writer.text(*static_cast<const std::string*>(element));
        } else if (form.own != nullptr) {
            form.own->write(writer, element);
        } else {
            write_part(writer, *type.of, element);
        }
    });
    writer.end_list();
}

}  // namespace

void write_record(Writer& writer, const record::Record& record, const void* value) {
    writer.begin_object();
    write_members(writer, record::members_of(record, const_cast<void*>(value)),
                  record::members_of(record));
    writer.end_object();
}

void write_value(Writer& writer, const Form& form, const Type& type, const void* value) {
    if (form.kind == Kind::own && form.own->type == &type) return form.own->write(writer, value);
    if (type.shape == Shape::optional) {
        if (type.size(value) == 0) return writer.null();
        return record::for_each_element(type, value, [&](std::string_view, const void* held) {
            write_value(writer, form, *type.of, held);
        });
    }
    switch (form.kind) {
        case Kind::text:
            return writer.text(*static_cast<const std::string*>(value));
        case Kind::texts:
        case Kind::parts:
            return write_list(writer, form, type, value);
        case Kind::boolean:
            return writer.boolean(type.get(value) != 0);
        case Kind::whole:
            return writer.integer(type.get(value));
        case Kind::number:
            return writer.exact_number(*static_cast<const double*>(value));
        case Kind::choice:
            return write_choice(writer, form, type.get(value));
        case Kind::part:
            return write_part(writer, type, value);
        case Kind::named:
            writer.begin_object();
            record::for_each_element(type, value, [&](std::string_view name, const void* element) {
                writer.text_key(name);
                write_record(writer, *type.of->record, element);
            });
            return writer.end_object();
        case Kind::own:
        case Kind::inlined:
        case Kind::unwritten:
            break;
    }
}

}  // namespace berth::host::json
