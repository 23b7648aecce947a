#include "json/writer.hpp"

#include <fmt/format.h>
#include <simdjson.h>

#include <array>
#include <charconv>
#include <iterator>

namespace berth::host::json {

namespace {

// Bytes that cannot stand in a JSON text as they are.
constexpr std::array<bool, 256> make_escaped() {
    std::array<bool, 256> escaped{};
    for (std::size_t c = 0; c < 0x20; ++c) escaped[c] = true;
    escaped['"'] = true;
    escaped['\\'] = true;
    return escaped;
}
constexpr std::array<bool, 256> is_escaped = make_escaped();

void append_escape(std::string& out, char c) {
    switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            fmt::format_to(std::back_inserter(out), "\\u{:04x}", static_cast<unsigned>(c));
    }
}

void append_escaped_text(std::string& out, std::string_view text) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (!is_escaped[static_cast<unsigned char>(text[i])]) continue;
        out.append(text, begin, i - begin);
        append_escape(out, text[i]);
        begin = i + 1;
    }
    out.append(text, begin);
}

// The length of the UTF-8 character at the front of a text, 0 where there is none.
std::size_t character_length(std::string_view text) {
    for (std::size_t length = 1; length <= 4 && length <= text.size(); ++length) {
        if (simdjson::validate_utf8(text.data(), length)) return length;
    }
    return 0;
}

std::string repaired(std::string_view text) {
    std::string good;
    while (!text.empty()) {
        const std::size_t length = character_length(text);
        good += length > 0 ? text.substr(0, length) : std::string_view("\xEF\xBF\xBD");
        text.remove_prefix(length > 0 ? length : 1);
    }
    return good;
}

// Whether a text is ASCII that needs no escape: nearly all are. Without an early way out and with
// one sum, as compilers make vector instructions of it then. Bytes beyond ASCII are negative.
bool is_plain(std::string_view text) {
    unsigned char other = 0;
    for (const char c : text) {
        other |= static_cast<unsigned char>((static_cast<signed char>(c) < 0x20) | (c == '"') |
                                            (c == '\\'));
    }
    return other == 0;
}

}  // namespace

void Writer::separate() {
    if (needs_comma_) *out_ += ',';
    if (line_indent_ >= 0) {
        *out_ += '\n';
        out_->append(static_cast<std::size_t>(line_indent_), ' ');
        line_indent_ = -1;
    }
    needs_comma_ = true;
}

void Writer::open(char bracket) {
    separate();
    *out_ += bracket;
    needs_comma_ = false;
}

void Writer::close(char bracket) {
    *out_ += bracket;
    needs_comma_ = true;
    line_indent_ = -1;
}

void Writer::key(std::string_view name) {
    separate();
    *out_ += '"';
    out_->append(name);
    out_->append("\":");
    needs_comma_ = false;
}

void Writer::text_key(std::string_view name) {
    text(name);
    *out_ += ':';
    needs_comma_ = false;
}

void Writer::text(std::string_view value) {
    separate();
    *out_ += '"';
    if (is_plain(value)) {
        out_->append(value);
    } else if (simdjson::validate_utf8(value.data(), value.size())) {
        append_escaped_text(*out_, value);
    } else {
        append_escaped_text(*out_, repaired(value));
    }
    *out_ += '"';
}

void Writer::integer(std::int64_t value) {
    separate();
    std::array<char, 20> digits;
    const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
    out_->append(digits.data(), end);
}

void Writer::number(double value) {
    separate();
    fmt::format_to(std::back_inserter(*out_), "{:.6g}", value);
}

void Writer::exact_number(double value) {
    separate();
    fmt::format_to(std::back_inserter(*out_), "{}", value);
}

void Writer::boolean(bool value) {
    separate();
    out_->append(value ? "true" : "false");
}

void Writer::null() {
    separate();
    out_->append("null");
}

void Writer::raw(std::string_view json) {
    separate();
    out_->append(json);
}

void Writer::line(unsigned indent) {
    line_indent_ = static_cast<int>(indent);
}

}  // namespace berth::host::json
