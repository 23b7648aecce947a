#include "json/answer_parts.hpp"

namespace berth::host::json {

void write_reasons(Writer& writer, const ReasonTally& tally) {
    writer.key("reasons");
    writer.begin_object();
    for (std::size_t i = 0; i < reason_count; ++i) {
        if (tally[i] > 0) writer.member(to_string(static_cast<Reason>(i)), tally[i]);
    }
    writer.end_object();
}

void write_closest(Writer& writer, const std::optional<ClosestInstance>& closest,
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

void write_empty_fit(Writer& writer, const EmptyFit& fit) {
    writer.key("fitsEmptyInstance");
    writer.begin_object();
    writer.key("cluster");
    writer.boolean(fit.on_cluster);
    writer.key("catalogueType");
    if (fit.catalogue_type.empty()) {
        writer.null();
    } else {
        writer.text(fit.catalogue_type);
    }
    writer.end_object();
}

void write_warnings(Writer& writer, std::span<const Warning> warnings) {
    for (const Warning& warning : warnings) {
        const std::string where = to_string(warning.where);
        writer.line(2);
        writer.text(where.empty() ? warning.text : where + ": " + warning.text);
    }
}

void append_csv_field(std::string& out, std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) {
        out += text;
        return;
    }
    out += '"';
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    out += '"';
}

}  // namespace berth::host::json
