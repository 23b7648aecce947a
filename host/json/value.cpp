#include "json/value.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "json/ondemand.hpp"
#include "json/text.hpp"

namespace berth::host::json {

std::string_view MemberName::raw() const {
    // Between the name and the value stand a quote, a colon and perhaps blanks: simdjson has seen
    // to that.
    const char* end = value_begin_ - 1;
    while (*end != ':') --end;
    do --end;
    while (*end != '"');
    return {begin_, static_cast<std::size_t>(end - begin_)};
}

bool MemberName::has_escapes() const {
    return raw().find('\\') != std::string_view::npos;
}

std::string_view MemberName::text() const {
    if (text_.data() != nullptr) return text_;
    if (!has_escapes()) {
        text_ = raw();
    } else if (const auto error = unescaped_key(*field_).get(text_)) {
        document_->fail_syntax(error);
    }
    return text_;
}

std::string_view Value::token() {
    const std::string_view token = value_.raw_json_token();
    const std::string_view text = document_->text_;
    const auto most = static_cast<std::size_t>(text.data() + text.size() - token.data());
    return without_trailing_blanks(token.substr(0, most));
}

std::string_view Value::text() {
    const std::string_view token = this->token();
    ondemand::raw_json_string raw;
    if (value_.get_raw_json_string().get(raw) != simdjson::SUCCESS) fail_expected("text");
    const bool is_plain = token.size() >= 2 && token.back() == '"' &&
                          std::memchr(token.data(), '\\', token.size()) == nullptr;
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

}  // namespace berth::host::json
