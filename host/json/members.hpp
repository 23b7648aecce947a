// Kinds of members that several documents of berth share, so that they write numbers and lists the
// same way.
#pragma once

#include <fmt/format.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "json/writer.hpp"

namespace berth::host::json {

/// 12 digits: more than money and shares need, and few enough that sums of binary fractions read as
/// decimal ones.
inline std::string number_text(double value) {
    return fmt::format("{:.12g}", value);
}

inline void write_number(Writer& writer, std::string_view name, double value) {
    writer.key(name);
    writer.raw(number_text(value));
}

inline void write_count(Writer& writer, std::string_view name, std::uint64_t count) {
    writer.member(name, static_cast<std::int64_t>(count));
}

inline void write_flag(Writer& writer, std::string_view name, bool value) {
    writer.key(name);
    writer.boolean(value);
}

inline void write_texts(Writer& writer, std::string_view name,
                        const std::vector<std::string>& texts) {
    writer.key(name);
    writer.begin_list();
    for (const std::string& text : texts) writer.text(text);
    writer.end_list();
}

/// A member on a line of its own: a list of objects, each on its own line, too. `write(element)`
/// writes the members of one.
template <typename Elements, typename Write>
void write_lines(Writer& writer, std::string_view name, const Elements& elements,
                 const Write& write) {
    writer.line(1);
    writer.key(name);
    writer.begin_list();
    for (const auto& element : elements) {
        writer.line(2);
        writer.begin_object();
        write(element);
        writer.end_object();
    }
    writer.end_list();
}

}  // namespace berth::host::json
