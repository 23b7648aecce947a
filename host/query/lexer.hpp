// Text of the cluster query language to tokens, and a token to the value of a test.
//
// External interface is Lexer::next() and read_value(). The language cannot be split into tokens
// without context: `|` belongs to a bareword but `||` joins two tests, and a bare pattern runs to
// the next blank or parenthesis. So the parser requests one token at a time and says what it
// expects.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "query/ast.hpp"

namespace berth::host::query {

enum class TokenKind : std::uint8_t { end, word, quoted, symbol };

struct Token {
    TokenKind kind = TokenKind::end;
    std::string_view text;   ///< without quotes; points into the expression
    std::size_t offset = 0;  ///< where the token starts, quotes included
    std::size_t length = 0;  ///< bytes, quotes included

    std::size_t end() const noexcept { return offset + length; }
    bool is_symbol(std::string_view symbol) const noexcept {
        return kind == TokenKind::symbol && text == symbol;
    }
    bool is_word(std::string_view word) const noexcept {
        return kind == TokenKind::word && text == word;
    }
};

/// The token as messages show it: "`and`", "the end of the expression".
std::string describe(const Token& token);

/// What the parser expects where the next token starts.
enum class Place : std::uint8_t {
    term,        ///< a subject, an operator, a value, a bracket
    connective,  ///< `and`, `or`, a closing bracket, the end
    pattern      ///< the value of `=~` and `!~`
};

/// Characters that a value may hold without quotes.
bool is_bareword_character(char c);
bool is_blank(char c);

/// Whether `pattern` can be written without quotes after `=~`.
bool is_bare_pattern(std::string_view pattern);

class Lexer {
   public:
    /// `text` must be UTF-8 and outlive the lexer.
    Lexer(std::string_view text, const Location& where) : text_(text), where_(&where) {}

    /// Throws ExpressionError for a character that cannot stand at this place.
    Token next(Place place);

    [[noreturn]] void fail(const std::string& problem, std::size_t offset) const;

   private:
    Token read_quoted();
    Token read_pattern();
    Token read_symbol(Place place);
    Token read_word();
    Token take(TokenKind kind, std::size_t length);
    [[noreturn]] void fail_at_character(std::size_t offset) const;

    std::string_view text_;
    const Location* where_;
    std::size_t at_ = 0;
};

/// Fills the member of `test` that its subject and operator compare with: a number, a version, an
/// instant or a compiled pattern; a plain text needs none. Throws ExpressionError, through the
/// lexer, if the token is not of that form.
void read_value(Test& test, const Token& token, const Lexer& lexer);

}  // namespace berth::host::query
