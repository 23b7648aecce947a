#include "query/lexer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "query/pattern.hpp"
#include "query/utf8.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

constexpr std::string_view word_punctuation = "-_./\\:@*+?^$|{}";
constexpr std::string_view word_ends = "=!<>~()[],'\"";

// Longer ones first.
constexpr std::array<std::string_view, 16> symbols = {
    "==", "!=", "=~", "!~", "<=", ">=", "&&", "<", ">", "!", "(", ")", "[", "]", ",", "="};

bool is_quote(char c) {
    return c == '\'' || c == '"';
}
bool is_parenthesis(char c) {
    return c == '(' || c == ')';
}
bool is_one_of(std::string_view set, char c) {
    return set.find(c) != std::string_view::npos;
}

std::size_t length_while(std::string_view text, auto&& accepts) {
    const auto end = std::ranges::find_if_not(text, accepts);
    return static_cast<std::size_t>(end - text.begin());
}

void read_pattern(Test& test, const Token& token, const Lexer& lexer) {
    try {
        test.pattern = std::make_shared<const Pattern>(token.text);
    } catch (const PatternError& error) {
        const std::size_t quote = token.kind == TokenKind::quoted ? 1 : 0;
        lexer.fail(error.what(), token.offset + quote + error.offset());
    }
}

}  // namespace

bool is_bareword_character(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           is_one_of(word_punctuation, c);
}

bool is_blank(char c) {
    return c == ' ' || (c >= '\t' && c <= '\r');
}

bool is_bare_pattern(std::string_view pattern) {
    return !pattern.empty() && std::ranges::none_of(pattern, [](char c) {
        return is_blank(c) || is_quote(c) || is_parenthesis(c) || c == '&';
    });
}

std::string describe(const Token& token) {
    if (token.kind == TokenKind::end) return "the end of the expression";
    if (token.kind == TokenKind::quoted) return fmt::format("the quoted text '{}'", token.text);
    return fmt::format("`{}`", token.text);
}

Token Lexer::next(Place place) {
    at_ += length_while(text_.substr(at_), is_blank);
    if (at_ == text_.size()) return take(TokenKind::end, 0);
    if (is_quote(text_[at_])) return read_quoted();
    if (place == Place::pattern) return read_pattern();
    const Token symbol = read_symbol(place);
    if (symbol.kind == TokenKind::symbol) return symbol;
    return read_word();
}

void Lexer::fail(const std::string& problem, std::size_t offset) const {
    throw ExpressionError(problem, text_, offset, *where_);
}

Token Lexer::take(TokenKind kind, std::size_t length) {
    const Token token{kind, text_.substr(at_, length), at_, length};
    at_ += length;
    return token;
}

Token Lexer::read_quoted() {
    const std::size_t close = text_.find(text_[at_], at_ + 1);
    if (close == std::string_view::npos) {
        fail(fmt::format("expected a closing {} for the quote that opens here", text_[at_]), at_);
    }
    Token token = take(TokenKind::quoted, close + 1 - at_);
    token.text = token.text.substr(1, token.length - 2);
    return token;
}

Token Lexer::read_pattern() {
    const std::size_t length =
        length_while(text_.substr(at_), [](char c) { return !is_blank(c) && !is_parenthesis(c); });
    const std::string_view pattern = text_.substr(at_, length);
    if (length == 0) {
        fail("expected a pattern (a pattern with parentheses or blanks must be quoted: '(a|b).*')",
             at_);
    }
    const std::size_t stray = pattern.find_first_of("'\"&");
    if (stray != std::string_view::npos) {
        fail(fmt::format("expected no `{}` in a pattern without quotes (put the pattern in quotes, "
                         "or blanks round an `&&` that joins two tests)",
                         pattern[stray]),
             at_ + stray);
    }
    return take(TokenKind::word, length);
}

// A token of kind `end` means that no symbol starts here.
Token Lexer::read_symbol(Place place) {
    const std::string_view rest = text_.substr(at_);
    if (place == Place::connective && rest.starts_with("||")) return take(TokenKind::symbol, 2);
    const auto found = std::ranges::find_if(
        symbols, [rest](std::string_view symbol) { return rest.starts_with(symbol); });
    return found == symbols.end() ? Token{} : take(TokenKind::symbol, found->size());
}

Token Lexer::read_word() {
    const std::size_t length = length_while(text_.substr(at_), is_bareword_character);
    const std::size_t end = at_ + length;
    const bool ends_well =
        end == text_.size() || is_blank(text_[end]) || is_one_of(word_ends, text_[end]);
    if (length == 0 || !ends_well) fail_at_character(end);
    return take(TokenKind::word, length);
}

void Lexer::fail_at_character(std::size_t offset) const {
    const std::string_view rest = text_.substr(offset);
    if (rest.starts_with("&")) {
        fail(
            "expected no `&` here (`&&` needs a blank on both sides, and a value that holds `&` "
            "must be quoted)",
            offset);
    }
    const auto byte = static_cast<unsigned char>(rest[0]);
    const std::string shown = byte < 0x20 || byte == 0x7F
                                  ? fmt::format("control character 0x{:02X}", byte)
                                  : fmt::format("`{}`", rest.substr(0, utf8_length(rest)));
    fail(fmt::format("expected no {} outside quotes (quote a value that holds it: '...')", shown),
         offset);
}

void read_value(Test& test, const Token& token, const Lexer& lexer) {
    const auto store = [&token, &lexer](auto read, auto& into, std::string_view expected) {
        if (!read) {
            lexer.fail(fmt::format("expected {}, found {}", expected, describe(token)),
                       token.offset);
        }
        into = *std::move(read);
    };
    if (positive(test.op) == Operator::matches) return read_pattern(test, token, lexer);
    switch (value_kind(test.subject)) {
        case ValueKind::text:
            return;
        case ValueKind::version:
            return store(model::parse_dotted_version(token.text), test.version,
                         "a version as dotted numbers, such as 1.14.5");
        case ValueKind::instant:
            return store(model::parse_instant(token.text), test.instant,
                         "an instant such as 2018-06-18T22:28:28+00:00 or 2018-06-18");
        case ValueKind::integer:
            return store(model::parse_integer(token.text), test.count, "a whole number, such as 4");
    }
}

}  // namespace berth::host::query
