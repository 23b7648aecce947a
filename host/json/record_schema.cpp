#include "json/record_schema.hpp"

namespace berth::host::json {

namespace {

void describe_text_not_empty(Writer& writer) {
    writer.member("type", "string");
    writer.member("minLength", std::int64_t{1});
}

}  // namespace

void describe_form(Writer& writer, record::Text form) {
    if (!form.may_be_empty) return describe_text_not_empty(writer);
    writer.member("type", "string");
}

void describe_form(Writer& writer, record::Texts form) {
    writer.member("type", "array");
    if (form.least > 0) writer.member("minItems", static_cast<std::int64_t>(form.least));
    writer.key("items");
    writer.begin_object();
    describe_text_not_empty(writer);
    writer.end_object();
}

void describe_form(Writer& writer, record::Boolean) {
    writer.member("type", "boolean");
}

void describe_form(Writer& writer, record::Whole form) {
    writer.member("type", "integer");
    writer.member("minimum", form.least);
    if (form.most < record::largest_whole) writer.member("maximum", form.most);
}

void write_default(Writer& writer, const std::string& value) {
    writer.member("default", std::string_view(value));
}

void write_default(Writer& writer, bool value) {
    writer.key("default");
    writer.boolean(value);
}

void write_default(Writer& writer, double value) {
    writer.key("default");
    writer.exact_number(value);
}

std::string with_definitions(std::string frame, const Definitions& definitions) {
    constexpr std::string_view place = "\"(records)\": {}";
    std::string records;
    for (const auto& [name, definition] : definitions) {
        if (!records.empty()) records += ",\n    ";
        records += "\"" + std::string(name) + "\": " + definition;
    }
    return frame.replace(frame.find(place), place.size(), records);
}

void write_reference(Writer& writer, std::string_view definition) {
    writer.member("$ref", "#/$defs/" + std::string(definition));
}

void begin_definition(Writer& writer, record::Definition definition,
                      const std::vector<std::string_view>& required) {
    writer.begin_object();
    if (!definition.sentence.empty()) writer.member("description", definition.sentence);
    writer.member("type", "object");
    writer.key("additionalProperties");
    writer.boolean(false);
    if (required.empty()) return;
    writer.key("required");
    writer.begin_list();
    for (const std::string_view name : required) writer.text(name);
    writer.end_list();
}

}  // namespace berth::host::json
