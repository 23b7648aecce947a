#include "cli/json_parts.hpp"

#include <string>

namespace berth::cli {

void begin_answer(json::Writer& writer) {
    writer.begin_object();
    writer.member("schemaVersion", std::int64_t{1});
    writer.line(1);
}

void end_answer(json::Writer& writer, std::span<const Warning> warnings) {
    writer.line(1);
    writer.key("warnings");
    writer.begin_list();
    for (const Warning& warning : warnings) {
        const std::string place = to_string(warning.where);
        writer.line(2);
        writer.text(place.empty() ? warning.text : place + ": " + warning.text);
    }
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

void write_reasons(json::Writer& writer, const ReasonTally& tally) {
    writer.key("reasons");
    writer.begin_object();
    for (std::size_t i = 0; i < reason_count; ++i) {
        if (tally[i] > 0) writer.member(to_string(static_cast<Reason>(i)), tally[i]);
    }
    writer.end_object();
}

void write_closest(json::Writer& writer, const std::optional<ClosestInstance>& closest,
                   const ContainerInstance* instance) {
    writer.key("closest");
    if (!closest || instance == nullptr) {
        writer.null();
        return;
    }
    writer.begin_object();
    writer.member("containerInstanceArn", instance->arn);
    writer.member("reason", to_string(closest->reason));
    writer.member("shortfall", closest->shortfall);
    writer.end_object();
}

}  // namespace berth::cli
