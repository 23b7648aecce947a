#include "json/answer.hpp"

#include <string>

namespace berth::host::json {

void begin_answer(json::Writer& writer) {
    writer.begin_object();
    writer.member("schemaVersion", std::int64_t{1});
    writer.line(1);
}

void end_answer(json::Writer& writer, std::span<const Warning> warnings) {
    writer.line(1);
    writer.key("warnings");
    writer.begin_list();
    json::write_warnings(writer, warnings);
    writer.end_list();
    writer.end_object();
}

void write_text_or_null(json::Writer& writer, std::string_view name, std::string_view text) {
    writer.key(name);
    if (text.empty()) {
        writer.null();
    } else {
        writer.text(text);
    }
}

void write_size(json::Writer& writer, std::string_view name, std::uint64_t size) {
    writer.key(name);
    writer.raw(std::to_string(size));
}

void write_reason_or_null(json::Writer& writer, std::string_view name,
                          const std::optional<Reason>& reason) {
    write_text_or_null(writer, name, reason ? to_string(*reason) : std::string_view());
}

}  // namespace berth::host::json
