#include "json/record_schema.hpp"

#include <map>
#include <vector>

#include "json/record_writer.hpp"

namespace berth::host::json {

namespace {

using record::FileMember;
using record::Form;
using record::Type;
using Kind = Form::Kind;

constexpr unsigned indent_of_members = 8;

/// What a definition says, by its name.
using Definitions = std::map<std::string_view, std::string>;

void describe_text(Writer& writer, const Form& form) {
    writer.member("type", "string");
    if (!form.may_be_empty) writer.member("minLength", std::int64_t{1});
    if (form.most < record::largest_whole) writer.member("maxLength", form.most);
}

void describe_bounds(Writer& writer, const Form& form) {
    writer.member(form.least_is_excluded ? "exclusiveMinimum" : "minimum", form.least);
    if (form.most < record::largest_whole) writer.member("maximum", form.most);
}

void describe_choices(Writer& writer, const Form& form) {
    writer.key("enum");
    writer.begin_list();
    for (const auto& choice : form.choices) writer.text(choice.text);
    writer.end_list();
}

template <class Describe>
void describe_list(Writer& writer, const Form& form, const Describe& describe_element) {
    writer.member("type", "array");
    if (form.least > 0) writer.member("minItems", form.least);
    if (form.most < record::largest_whole) writer.member("maxItems", form.most);
    writer.key("items");
    writer.begin_object();
    describe_element();
    writer.end_object();
}

void describe_own(Writer& writer, const Form& form) {
    if (form.own->describe != nullptr) return form.own->describe(writer);
    const std::string_view name = form.own->file->definition.name;
    if (!form.own->is_list) return write_reference(writer, name);
    describe_list(writer, form, [&] { write_reference(writer, name); });
}

const Type& element_of(const Type& type) {
    return type.shape == record::Shape::optional ? *type.of : type;
}

/// The record or variant that a member holds, in files; nullptr where it is neither.
const record::Record* part_of(const Form& form, const Type& type) {
    if (form.own != nullptr) return form.own->file;
    if (form.kind == Kind::part) return element_of(type).record;
    if (form.kind == Kind::parts || form.kind == Kind::named) return type.of->record;
    return nullptr;
}

void describe_form(Writer& writer, const Form& form, const Type& type) {
    const auto refer = [&] {
        if (form.own != nullptr && form.own->describe != nullptr) return form.own->describe(writer);
        write_reference(writer, part_of(form, type)->definition.name);
    };
    switch (form.kind) {
        case Kind::text:
            return describe_text(writer, form);
        case Kind::texts:
            return describe_list(writer, form, [&] { describe_text(writer, {}); });
        case Kind::boolean:
            return writer.member("type", "boolean");
        case Kind::whole:
            writer.member("type", "integer");
            return describe_bounds(writer, form);
        case Kind::number:
            writer.member("type", "number");
            return describe_bounds(writer, form);
        case Kind::choice:
            return describe_choices(writer, form);
        case Kind::part:
            return refer();
        case Kind::parts:
            return describe_list(writer, form, refer);
        case Kind::named:
            writer.member("type", "object");
            writer.key("additionalProperties");
            writer.begin_object();
            refer();
            return writer.end_object();
        case Kind::own:
            return describe_own(writer, form);
        case Kind::inlined:
        case Kind::unwritten:
            break;
    }
}

void describe_member(Writer& writer, const FileMember& member) {
    writer.line(indent_of_members);
    writer.key(member.name());
    writer.begin_object();
    if (member.field == nullptr) {
        write_reference(writer, member.group->name);
        return writer.end_object();
    }
    const record::Field& field = *member.field;
    if (!field.sentence.empty()) writer.member("description", field.sentence);
    describe_form(writer, field.form, *field.type);
    if (field.presence == record::Presence::defaulted) {
        writer.key("default");
        write_value(writer, field.form, *field.type, member.value());
    }
    writer.end_object();
}

/// The members of a definition that stand before `properties`.
void begin_definition(Writer& writer, const record::Definition& definition) {
    writer.begin_object();
    if (!definition.sentence.empty()) writer.member("description", definition.sentence);
    writer.member("type", "object");
    writer.key("additionalProperties");
    writer.boolean(false);
}

void write_required(Writer& writer, const std::vector<FileMember>& members) {
    bool has_begun = false;
    for (const FileMember& member : members) {
        if (!member.is_required()) continue;
        if (!has_begun) {
            writer.key("required");
            writer.begin_list();
        }
        has_begun = true;
        writer.text(member.name());
    }
    if (has_begun) writer.end_list();
}

void write_members(Writer& writer, const std::vector<FileMember>& members) {
    writer.key("properties");
    writer.begin_object();
    for (const FileMember& member : members) describe_member(writer, member);
    writer.end_object();
}

void add_parts(Definitions& definitions, const std::vector<FileMember>& members);

void add_definition(Definitions& definitions, const record::Definition& definition,
                    const std::vector<FileMember>& members) {
    std::string& out = definitions[definition.name];
    if (!out.empty()) return;
    Writer writer(out);
    begin_definition(writer, definition);
    write_required(writer, members);
    if (!definition.rule.empty()) writer.raw(definition.rule);
    write_members(writer, members);
    writer.end_object();
    add_parts(definitions, members);
}

// A map with one member, which names the kind.
void add_variant(Definitions& definitions, const Type& type) {
    std::string& out = definitions[type.record->definition.name];
    if (!out.empty()) return;
    Writer writer(out);
    begin_definition(writer, type.record->definition);
    writer.member("minProperties", std::int64_t{1});
    writer.member("maxProperties", std::int64_t{1});
    writer.key("properties");
    writer.begin_object();
    for (const Type* const kind : type.kinds) {
        const std::string_view name = kind->record->definition.name;
        writer.line(indent_of_members);
        writer.key(name);
        writer.begin_object();
        write_reference(writer, name);
        writer.end_object();
        add_definition(definitions, kind->record->definition, record::members_of(*kind->record));
    }
    writer.end_object();
    writer.end_object();
}

void add_parts(Definitions& definitions, const std::vector<FileMember>& members) {
    for (const FileMember& member : members) {
        if (member.field == nullptr) {
            add_definition(definitions, *member.group,
                           record::members_of(*member.record, member.owner, member.group));
            continue;
        }
        const Type& type = *member.field->type;
        const record::Record* const part = part_of(member.field->form, type);
        if (part == nullptr) continue;
        if (type.of != nullptr && type.of->shape == record::Shape::variant) {
            add_variant(definitions, *type.of);
        } else {
            add_definition(definitions, part->definition, record::members_of(*part));
        }
    }
}

}  // namespace

void write_reference(Writer& writer, std::string_view definition) {
    writer.member("$ref", "#/$defs/" + std::string(definition));
}

std::string schema_of(const record::Record& root, std::string_view title) {
    const std::vector<FileMember> members = record::members_of(root);
    Definitions definitions;
    add_parts(definitions, members);
    std::string out;
    Writer writer(out);
    writer.begin_object();
    writer.line(2);
    writer.member("$schema", "https://json-schema.org/draft/2020-12/schema");
    writer.line(2);
    writer.member("title", title);
    writer.line(2);
    writer.member("description", root.definition.sentence);
    writer.line(2);
    writer.member("type", "object");
    writer.line(2);
    writer.key("additionalProperties");
    writer.boolean(false);
    writer.line(2);
    write_members(writer, members);
    writer.line(2);
    writer.key("$defs");
    writer.begin_object();
    for (const auto& [name, definition] : definitions) {
        writer.line(4);
        writer.key(name);
        writer.raw(definition);
    }
    writer.end_object();
    writer.end_object();
    out += '\n';
    return out;
}

}  // namespace berth::host::json
