#include "json/packed.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <stdexcept>
#include <vector>

#include "json/value.hpp"
#include "json/writer.hpp"

namespace berth::host::json {

namespace {

using record::Field;
using record::Record;
using record::Shape;
using record::Type;

// A member of the outermost record, or of a record whose members stand among its own.
struct PackedMember {
    const Field* field;
    void* value;
};

std::vector<PackedMember> packed_members(const Record& record, void* owner) {
    std::vector<PackedMember> members;
    for (const Field& field : record.fields) {
        if (field.form.kind != record::Form::Kind::inlined) {
            members.push_back({&field, field.in(owner)});
            continue;
        }
        for (const PackedMember& member : packed_members(*field.type->record, field.in(owner))) {
            members.push_back(member);
        }
    }
    return members;
}

void write_packed(Writer& writer, const Type& type, const void* value);

void write_fields(Writer& writer, const Record& record, const void* value) {
    for (const Field& field : record.fields) {
        write_packed(writer, *field.type, field.in(const_cast<void*>(value)));
    }
}

// A record within a list of a name and it goes without brackets of its own.
void write_named(Writer& writer, const Type& type, std::string_view name, const void* value) {
    writer.begin_list();
    writer.text(name);
    if (type.shape == Shape::record) {
        write_fields(writer, *type.record, value);
    } else {
        write_packed(writer, type, value);
    }
    writer.end_list();
}

void write_optional(Writer& writer, const Type& type, const void* value) {
    if (type.size(value) == 0) return writer.null();
    record::for_each_element(type, value, [&](std::string_view, const void* held) {
        write_packed(writer, *type.of, held);
    });
}

void write_packed(Writer& writer, const Type& type, const void* value) {
    switch (type.shape) {
        case Shape::boolean:
            return writer.boolean(type.get(value) != 0);
        case Shape::integer:
            return writer.integer(type.get(value));
        case Shape::number:
            return writer.exact_number(*static_cast<const double*>(value));
        case Shape::text:
            return writer.text(*static_cast<const std::string*>(value));
        case Shape::opaque:
        case Shape::variant:
            throw std::logic_error("a value that cannot be packed");
        case Shape::optional:
        case Shape::list:
        case Shape::map:
        case Shape::record:
            break;
    }
    if (type.shape == Shape::optional) return write_optional(writer, type, value);
    writer.begin_list();
    if (type.shape == Shape::record) {
        write_fields(writer, *type.record, value);
    } else {
        record::for_each_element(type, value, [&](std::string_view name, const void* element) {
            type.shape == Shape::map ? write_named(writer, *type.of, name, element)
                                     : write_packed(writer, *type.of, element);
        });
    }
    writer.end_list();
}

void read_packed(Value& value, const Type& type, void* target);

// Calls `read(index, element)` for a list of just `size` elements.
template <class Read>
void read_list_of(Value& value, std::size_t size, const Read& read) {
    std::size_t index = 0;
    value.for_each_element([&](Value& element) {
        if (index < size) read(index, element);
        ++index;
    });
    if (index != size) {
        value.document().fail(fmt::format("expected a list of {} values, found {}", size, index));
    }
}

void read_number(Value& value, double& number) {
    number = value.number();
    if (!std::isfinite(number)) value.fail_expected("a finite number");
}

void read_field(Value& value, const Field& field, void* record) {
    read_packed(value, *field.type, field.in(record));
}

void read_named(Value& value, const Type& type, void* target) {
    const bool is_record = type.of->shape == Shape::record;
    const std::size_t members = is_record ? type.of->record->fields.size() : 1;
    const std::size_t before = type.size(target);
    void* added = nullptr;
    read_list_of(value, 1 + members, [&](std::size_t index, Value& element) {
        if (index == 0) {
            added = type.add(target, element.text());
        } else if (is_record) {
            read_field(element, type.of->record->fields[index - 1], added);
        } else {
            read_packed(element, *type.of, added);
        }
    });
    if (type.size(target) == before) value.document().fail("the same name twice");
}

// An array has its elements already.
void read_array(Value& value, const Type& type, void* target) {
    std::vector<void*> places;
    record::for_each_element(type, target,
                             [&](std::string_view, void* element) { places.push_back(element); });
    read_list_of(value, places.size(), [&](std::size_t index, Value& element) {
        read_packed(element, *type.of, places[index]);
    });
}

void read_elements(Value& value, const Type& type, void* target) {
    if (type.add == nullptr) return read_array(value, type, target);
    value.for_each_element([&](Value& element) {
        if (type.shape == Shape::map) return read_named(element, type, target);
        read_packed(element, *type.of, type.add(target, {}));
    });
}

void read_packed(Value& value, const Type& type, void* target) {
    switch (type.shape) {
        case Shape::boolean:
            return type.set(target, value.boolean() ? 1 : 0);
        case Shape::integer:
            return type.set(target, value.integer(type.least, type.most));
        case Shape::number:
            return read_number(value, *static_cast<double*>(target));
        case Shape::text:
            *static_cast<std::string*>(target) = value.text();
            return;
        case Shape::record:
            return read_list_of(value, type.record->fields.size(),
                                [&](std::size_t index, Value& element) {
                                    read_field(element, type.record->fields[index], target);
                                });
        case Shape::optional:
            if (!value.is_null()) read_packed(value, *type.of, type.add(target, {}));
            return;
        case Shape::list:
        case Shape::map:
            return read_elements(value, type, target);
        case Shape::opaque:
        case Shape::variant:
            throw std::logic_error("a value that cannot be packed");
    }
}

void read_members(Document& document, const std::vector<PackedMember>& members) {
    std::vector<bool> is_given(members.size());
    document.root().for_each_member([&](const MemberName& name, Value& value) {
        const auto member = std::ranges::find_if(
            members, [&](const PackedMember& known) { return name.is_spelt(known.field->name); });
        if (member == members.end()) return;
        const Field& field = *member->field;
        const auto at = static_cast<std::size_t>(member - members.begin());
        if (is_given[at]) document.fail(fmt::format("the member '{}' twice", field.name));
        is_given[at] = true;
        document.path.enter(field.name);
        read_packed(value, *field.type, member->value);
        document.path.leave();
    });
    for (std::size_t m = 0; m < members.size(); ++m) {
        if (is_given[m]) continue;
        document.fail(fmt::format("the member '{}' is missing", members[m].field->name));
    }
}

}  // namespace

std::string packed(const Record& record, const void* value) {
    std::string out;
    Writer writer(out);
    writer.begin_object();
    for (const auto& [field, member] : packed_members(record, const_cast<void*>(value))) {
        writer.key(field->name);
        write_packed(writer, *field->type, member);
    }
    writer.end_object();
    return out;
}

void unpack(std::string_view line, std::string_view name, const Record& record, void* target) {
    std::vector<Warning> warnings;
    const PaddedText text(line);
    for_each_document(text, std::string(name), warnings, [&](Document& document) {
        if (document.number() > 1) document.fail("expected one record in a line");
        read_members(document, packed_members(record, target));
    });
}

}  // namespace berth::host::json
