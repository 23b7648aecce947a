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
    } else if (const auto error = unescaped_key(field_->field).get(text_)) {
        document_->fail_syntax(error);
    }
    return text_;
}

std::string_view Value::token() {
    const std::string_view token = value_->value.raw_json_token();
    const std::string_view text = document_->text_;
    const auto most = static_cast<std::size_t>(text.data() + text.size() - token.data());
    return without_trailing_blanks(token.substr(0, most));
}

std::string_view Value::text() {
    const std::string_view token = this->token();
    ondemand::raw_json_string raw;
    if (value_->value.get_raw_json_string().get(raw) != simdjson::SUCCESS) fail_expected("text");
    const bool is_plain = token.size() >= 2 && token.back() == '"' &&
                          std::memchr(token.data(), '\\', token.size()) == nullptr;
    if (is_plain) return token.substr(1, token.size() - 2);
    std::string_view text;
    if (const auto error = value_->value.get_string().get(text)) document_->fail_syntax(error);
    return text;
}

std::string_view Value::text_not_empty() {
    const std::string_view text = this->text();
    if (text.empty()) fail_expected("text that is not empty");
    return text;
}

std::int64_t Value::integer(std::int64_t least, std::int64_t most) {
    std::int64_t number = 0;
    if (value_->value.get_int64().get(number) != simdjson::SUCCESS || number < least ||
        number > most) {
        fail_expected(fmt::format("a whole number from {} to {}", least, most));
    }
    return number;
}

double Value::number() {
    double number = 0;
    if (value_->value.get_double().get(number) != simdjson::SUCCESS) fail_expected("a number");
    return number;
}

bool Value::boolean() {
    bool flag = false;
    if (value_->value.get_bool().get(flag) != simdjson::SUCCESS) fail_expected("true or false");
    return flag;
}

void Value::visit_members(Visitor<const MemberName&, Value&> read) {
    ondemand::object object;
    if (value_->value.get_object().get(object) != simdjson::SUCCESS) fail_expected("an object");
    for (auto result : object) {
        StandingField field;
        if (const auto error = std::move(result).get(field.field)) document_->fail_syntax(error);
        StandingValue standing{field.field.value()};
        Value value(standing, standing.value.raw_json_token().data(), *document_);
        const MemberName name(field.field.key().raw(), value.token_, field, *document_);
        read(name, value);
    }
}

void Value::visit_elements(Visitor<Value&> read) {
    ondemand::array array;
    if (value_->value.get_array().get(array) != simdjson::SUCCESS) fail_expected("a list");
    std::size_t index = 0;
    for (auto result : array) {
        StandingValue standing;
        if (const auto error = std::move(result).get(standing.value)) document_->fail_syntax(error);
        document_->path.enter(index++);
        Value value(standing, standing.value.raw_json_token().data(), *document_);
        read(value);
        document_->path.leave();
    }
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
