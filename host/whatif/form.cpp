// The texts that describe a what-if file. The skeleton and the frame of the schema are files in
// this folder, put in by the build; the definitions of the edits come from their field tables.
#include <string>
#include <type_traits>
#include <variant>

#include "berth/what_if.hpp"
#include "json/record_schema.hpp"
#include "whatif/fields.hpp"

namespace berth {

namespace host::whatif {

namespace {

// One member for each kind, of which an edit has one.
template <class... Kinds>
void write_edit(json::Writer& writer, std::type_identity<std::variant<Kinds...>>) {
    json::begin_definition(writer, {"edit", "One change of the cluster or of the burst"}, {});
    writer.member("minProperties", std::int64_t{1});
    writer.member("maxProperties", std::int64_t{1});
    writer.key("properties");
    writer.begin_object();
    const auto write_kind = [&writer](std::string_view name) {
        writer.line(8);
        writer.key(name);
        writer.begin_object();
        json::write_reference(writer, name);
        writer.end_object();
    };
    (write_kind(record::definition<Kinds>.name), ...);
    writer.end_object();
    writer.end_object();
}

template <class... Kinds>
json::Definitions definitions_of(std::type_identity<std::variant<Kinds...>> edit) {
    json::Definitions definitions;
    json::Writer writer(definitions["edit"]);
    write_edit(writer, edit);
    (json::add_definitions<Kinds>(definitions), ...);
    return definitions;
}

}  // namespace

}  // namespace host::whatif

std::string_view sweep_schema() {
    static const std::string text = host::json::with_definitions(
#include "what_if_schema.inc"
        , host::whatif::definitions_of(std::type_identity<Edit>{}));
    return text;
}

std::string_view sweep_skeleton() {
    static constexpr std::string_view text =
#include "what_if_skeleton.inc"
        ;
    return text;
}

}  // namespace berth
