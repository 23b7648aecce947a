#include "json/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <new>

namespace berth::json {

namespace ondemand = simdjson::ondemand;

namespace {

bool is_blank(char c) {
    return c == ' ' || c == '\n' || c == '\r' || c == '\t';
}

std::string_view without_trailing_blanks(std::string_view text) {
    while (!text.empty() && is_blank(text.back())) text.remove_suffix(1);
    return text;
}

// At most `most` bytes of a text, cut between characters.
std::string shortened(std::string_view text, std::size_t most = 40) {
    if (text.size() <= most) return std::string(text);
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xC0U) == 0x80U) --most;
    return std::string(text.substr(0, most)) + "...";
}

std::string line_and_column(std::string_view text, std::size_t offset) {
    const std::string_view before = text.substr(0, offset);
    const auto line = std::ranges::count(before, '\n') + 1;
    const std::size_t line_begin = before.rfind('\n') + 1;  // npos + 1 = 0
    return fmt::format("line {}, column {}", line, offset - line_begin + 1);
}

// Whether anything but blanks follows the first value of a text. Looked up only for a message
// about the first value, which is why nobody keeps the answer.
bool has_several_documents(std::string_view text) {
    std::size_t depth = 0;
    bool in_text = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (in_text) {
            if (c == '\\') ++i;
            in_text = c != '"';
        } else if (c == '"') {
            in_text = true;
        } else if (c == '{' || c == '[') {
            ++depth;
        } else if ((c == '}' || c == ']') && depth > 0 && --depth == 0) {
            return !without_trailing_blanks(text.substr(i + 1)).empty();
        }
    }
    return false;
}

}  // namespace

std::string_view plain_name(const char* begin, const char* value_begin) {
    // Between the name and the value stand a quote, a colon and perhaps blanks: simdjson has seen
    // to that.
    const char* end = value_begin - 1;
    while (*end != ':') --end;
    do --end;
    while (*end != '"');
    const std::string_view name(begin, static_cast<std::size_t>(end - begin));
    return name.find('\\') == std::string_view::npos ? name : std::string_view();
}

std::string_view Value::token() {
    const char* const begin = value_.raw_json_token().data();
    const std::string_view text = document_->text_;
    const auto most = static_cast<std::size_t>(text.data() + text.size() - begin);
    return without_trailing_blanks({begin, std::min(value_.raw_json_token().size(), most)});
}

std::string_view Value::text() {
    const std::string_view token = this->token();
    ondemand::raw_json_string raw;
    if (value_.get_raw_json_string().get(raw) != simdjson::SUCCESS) fail_expected("text");
    const bool is_plain =
        token.size() >= 2 && token.back() == '"' && token.find('\\') == std::string_view::npos;
    if (is_plain) return token.substr(1, token.size() - 2);
    std::string_view text;
    if (const auto error = value_.get_string().get(text)) document_->fail_syntax(error);
    return text;
}

std::string_view Value::text_not_empty() {
    const std::string_view text = this->text();
    if (text.empty()) fail_expected("text that is not empty");
    return text;
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    if (value_.get_int64().get(number) != simdjson::SUCCESS || number < least || number > most) {
        fail_expected(fmt::format("a whole number from {} to {}", least, most));
    }
    return number;
}

double Value::number() {
    double number = 0;
    if (value_.get_double().get(number) != simdjson::SUCCESS) fail_expected("a number");
    return number;
}

bool Value::boolean() {
    bool flag = false;
    if (value_.get_bool().get(flag) != simdjson::SUCCESS) fail_expected("true or false");
    return flag;
}

std::string Value::found() {
    const std::string_view token = this->token();
    if (token.empty()) return "the end of the text";
    switch (token.front()) {
        case '{':
            return "an object";
        case '[':
            return "a list";
        case '"':
            return "the text " + shortened(token);
        default:
            return shortened(token);
    }
}

void Value::fail_expected(std::string_view what) {
    document_->fail(fmt::format("expected {}, found {}", what, found()));
}

std::string pointer_in_document(std::size_t number, const std::string& pointer) {
    return pointer.empty() ? fmt::format("document {}", number)
                           : fmt::format("document {}: {}", number, pointer);
}

Value Document::root() {
    path.clear();
    reference_.rewind();
    ondemand::value value;
    const auto error = reference_.get_value().get(value);
    if (error == simdjson::SCALAR_DOCUMENT_AS_VALUE) {
        fail("expected an object or a list, as the AWS CLI prints with `--output json`");
    }
    if (error != simdjson::SUCCESS) fail_syntax(error);
    return Value(value, *this);
}

Location Document::here() const {
    std::string pointer = path.pointer();
    return {*file_, number_ > 1 ? pointer_in_document(number_, pointer) : std::move(pointer)};
}

void Document::fail(const std::string& problem) const {
    throw InputError(problem, here());
}

void Document::fail_syntax(simdjson::error_code error) const {
    std::string place;
    const char* location = nullptr;
    if (reference_.current_location().get(location) == simdjson::SUCCESS &&
        location >= text_.data() && location <= text_.data() + text_.size()) {
        const auto offset = static_cast<std::size_t>(location - text_.data());
        place = " near " + line_and_column(text_, offset);
    }
    fail(fmt::format("not valid JSON{}: {}", place, simdjson::error_message(error)));
}

void Document::warn(std::string text) const {
    warnings_->push_back({std::move(text), here()});
}

namespace {

// What simdjson's first look over the whole text found wrong: bytes that are no UTF-8, a control
// character within quotes, a quote that is never closed.
[[noreturn]] void fail_text(std::string_view text, const std::string& file,
                            simdjson::error_code error) {
    if (error == simdjson::MEMALLOC) throw std::bad_alloc();
    std::string place;
    if (error == simdjson::UTF8_ERROR) {
        std::size_t begin = 0;
        while (begin < text.size()) {
            const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
            if (!simdjson::validate_utf8(text.data() + begin, end - begin)) break;
            begin = end;
        }
        place = " in line " + std::to_string(std::ranges::count(text.substr(0, begin), '\n') + 1);
    }
    throw InputError(fmt::format("not valid JSON{}: {}", place, simdjson::error_message(error)),
                     {file, ""});
}

void check_encoding(std::string_view text, const std::string& file) {
    if (text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")) {
        throw InputError(
            "the file is UTF-16, as Windows PowerShell writes with `>`; JSON is UTF-8: pipe "
            "through `Out-File -Encoding utf8`",
            {file, ""});
    }
    if (text.size() >= std::numeric_limits<std::uint32_t>::max()) {
        throw InputError("the file is larger than 4 GiB; split it into several", {file, ""});
    }
    if (without_trailing_blanks(text).empty()) {
        throw InputError(
            "the file is empty; expected JSON as the AWS CLI prints with `--output json`",
            {file, ""});
    }
}

}  // namespace

std::size_t for_each_document(const PaddedText& padded, const std::string& file,
                              std::vector<Warning>& warnings,
                              const std::function<void(Document&)>& read) {
    const std::string_view text = padded.view();
    check_encoding(text, file);

    ondemand::parser parser;
#ifdef SIMDJSON_THREADS_ENABLED
    parser.threaded = false;
#endif
    // One batch for the whole text: a document may be as large as the file.
    ondemand::document_stream stream;
    Document document(text, file, warnings);
    if (const auto error = parser.iterate_many(text.data(), text.size(), text.size()).get(stream)) {
        fail_text(text, file, error);
    }
    try {
        for (auto result : stream) {
            if (const auto error = std::move(result).get(document.reference_)) {
                fail_text(text, file, error);
            }
            ++document.number_;
            read(document);
        }
    } catch (const InputError& error) {
        if (document.number_ != 1 || !has_several_documents(text)) throw;
        throw InputError(error.problem(), {file, pointer_in_document(1, error.where().pointer)});
    }
    if (stream.truncated_bytes() != 0) {
        const std::size_t begin = text.size() - stream.truncated_bytes();
        throw InputError(
            fmt::format("the JSON value that starts at {} is cut off, or its brackets do not "
                        "match; take the snapshot again",
                        line_and_column(text, begin)),
            {file, ""});
    }
    return document.number_;
}

}  // namespace berth::json
