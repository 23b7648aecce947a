#include "yaml/as_json.hpp"

#include <algorithm>
#include <optional>

#include "json/path.hpp"
#include "json/writer.hpp"
#include "model/amounts.hpp"

namespace berth::host::yaml {

namespace {

void write_scalar(json::Writer& writer, const Value& value) {
    const std::string text = value.text();
    const std::optional<std::int64_t> number =
        value.is_plain() ? model::parse_integer(text) : std::nullopt;
    if (number) {
        writer.integer(*number);
    } else if (value.is_plain() && (text == "true" || text == "false")) {
        writer.boolean(text == "true");
    } else {
        writer.text(text);
    }
}

void write(json::Writer& writer, const Value& value) {
    if (value.is_map()) {
        writer.begin_object();
        for (const auto& [name, member] : value.members()) {
            writer.text_key(name);
            write(writer, member);
        }
        writer.end_object();
    } else if (value.is_list()) {
        writer.begin_list();
        for (const Value& element : value.elements()) write(writer, element);
        writer.end_list();
    } else if (value.is_null()) {
        writer.null();
    } else {
        write_scalar(writer, value);
    }
}

// The child whose pointer, behind that of its parent, `pointer` begins with.
template <class Children, class NameOf, class ValueOf>
std::optional<Value> take_step(const Children& children, std::string_view& pointer, NameOf name_of,
                               ValueOf value_of) {
    for (std::size_t c = 0; c < children.size(); ++c) {
        std::string step = "/";
        json::append_escaped_step(step, name_of(c));
        const bool leads = pointer.starts_with(step) &&
                           (pointer.size() == step.size() || pointer[step.size()] == '/');
        if (!leads) continue;
        pointer.remove_prefix(step.size());
        return value_of(c);
    }
    return std::nullopt;
}

std::optional<Value> child_at(const Value& value, std::string_view& pointer) {
    if (value.is_map()) {
        const auto members = value.members();
        return take_step(
            members, pointer, [&](std::size_t m) { return members[m].first; },
            [&](std::size_t m) { return members[m].second; });
    }
    if (!value.is_list()) return std::nullopt;
    const auto elements = value.elements();
    return take_step(
        elements, pointer, [](std::size_t e) { return std::to_string(e); },
        [&](std::size_t e) { return elements[e]; });
}

}  // namespace

std::string to_json(const Value& value) {
    std::string text;
    json::Writer writer(text);
    write(writer, value);
    return text;
}

Value at_pointer(const Value& root, std::string_view pointer) {
    Value value = root;
    while (const std::optional<Value> child = child_at(value, pointer)) value = *child;
    return value;
}

}  // namespace berth::host::yaml
