// Documents in the AWS CLI's output format: a list, one line per element.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "json/writer.hpp"

namespace berth::host::json {

/// Writes a member, or nothing if the text is empty.
inline void write_optional(Writer& writer, std::string_view name, const std::string& value) {
    if (!value.empty()) writer.member(name, value);
}

/// Writes the member `name`, a list of texts in one line.
inline void write_texts(Writer& writer, std::string_view name,
                        const std::vector<std::string>& texts) {
    writer.key(name);
    writer.begin_list();
    for (const std::string& text : texts) writer.text(text);
    writer.end_list();
}

/// Writes the member `name`: each item as `write` does.
template <class Item>
void write_list(Writer& writer, std::string_view name, const std::vector<Item>& items,
                void (*write)(Writer&, const Item&)) {
    writer.key(name);
    writer.begin_list();
    for (const Item& item : items) {
        writer.line();
        write(writer, item);
    }
    writer.end_list();
}

/// The object whose only member is that list.
template <class Item>
std::string list_document(std::string_view name, const std::vector<Item>& items,
                          void (*write)(Writer&, const Item&)) {
    std::string out;
    Writer writer(out);
    writer.begin_object();
    write_list(writer, name, items, write);
    writer.end_object();
    out += '\n';
    return out;
}

}  // namespace berth::host::json
