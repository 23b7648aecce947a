// Text to syntax tree: one function per rule of the grammar.
//
//     expr  := and { ("or" | "||") and }        and  := unary { ("and" | "&&") unary }
//     unary := ("not" | "!") unary | "(" expr ")" | test
//     test  := subject compare value | subject in "[" value { "," value } "]" | subject exists
//
// External interface is just parse(). An expression has at most 2,000 characters, which bounds the
// depth of the recursion too. Source: placement rules, section 5.
#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "berth/constraint.hpp"
#include "query/ast.hpp"
#include "query/hints.hpp"
#include "query/lexer.hpp"
#include "query/pattern.hpp"
#include "query/utf8.hpp"
#include "query/vocabulary.hpp"

namespace berth::query {

namespace {

std::string describe(const Token& token) {
    if (token.kind == TokenKind::end) return "the end of the expression";
    if (token.kind == TokenKind::quoted) return fmt::format("the quoted text '{}'", token.text);
    return fmt::format("`{}`", token.text);
}

std::string in_brackets(const std::string& hint) {
    return hint.empty() ? hint : fmt::format(" ({})", hint);
}

class Parser {
   public:
    Parser(std::string_view text, const Location& where) : lexer_(text, where) {
        advance(Place::term);
    }

    Node parse_all() {
        Node root = parse_joined(NodeKind::disjunction);
        if (token_.kind != TokenKind::end) fail_connective("the end of the expression");
        return root;
    }

   private:
    void advance(Place place) {
        previous_ = token_;
        token_ = lexer_.next(place);
    }

    [[noreturn]] void fail_expected(std::string_view what, const std::string& hint = {}) const {
        lexer_.fail(
            fmt::format("expected {}, found {}{}", what, describe(token_), in_brackets(hint)),
            token_.offset);
    }

    [[noreturn]] void fail_connective(std::string_view what) const {
        fail_expected(fmt::format("`and`, `or` or {}", what),
                      connective_hint(token_.text, previous_.text));
    }

    bool at_connective(NodeKind kind) const {
        if (kind == NodeKind::disjunction) return token_.is_symbol("||") || token_.is_word("or");
        return token_.is_symbol("&&") || token_.is_word("and");
    }

    Node parse_operand(NodeKind kind) {
        return kind == NodeKind::disjunction ? parse_joined(NodeKind::conjunction) : parse_unary();
    }

    // `expr` and `and` of the grammar.
    Node parse_joined(NodeKind kind) {
        Node first = parse_operand(kind);
        if (!at_connective(kind)) return first;
        Node joined;
        joined.kind = kind;
        joined.children.push_back(std::move(first));
        while (at_connective(kind)) {
            advance(Place::term);
            joined.children.push_back(parse_operand(kind));
        }
        return joined;
    }

    Node parse_unary() {
        if (token_.is_symbol("(")) return parse_parentheses();
        if (!token_.is_symbol("!") && !token_.is_word("not")) return parse_test();
        advance(Place::term);
        Node negation;
        negation.kind = NodeKind::negation;
        negation.children.push_back(parse_unary());
        return negation;
    }

    Node parse_parentheses() {
        const std::size_t opened_at = token_.offset;
        advance(Place::term);
        Node inner = parse_joined(NodeKind::disjunction);
        if (!token_.is_symbol(")")) {
            fail_connective(fmt::format("the `)` that closes the `(` at offset {}", opened_at));
        }
        advance(Place::connective);
        return inner;
    }

    Node parse_test() {
        Node node;
        node.kind = NodeKind::test;
        Test& test = node.test;
        test.offset = token_.offset;
        parse_subject(test);
        parse_operator(test);
        parse_values(test);
        test.length = previous_.end() - test.offset;
        return node;
    }

    void parse_subject(Test& test) {
        if (token_.kind != TokenKind::word) fail_expected("a subject: " + all_subjects());
        const auto subject = find_subject(token_.text);
        if (!subject) {
            lexer_.fail(fmt::format("unknown subject `{}`, expected one of {}{}", token_.text,
                                    all_subjects(), in_brackets(subject_hint(token_.text))),
                        token_.offset);
        }
        test.subject = *subject;
        if (test.subject == Subject::attribute) {
            test.attribute_name = token_.text.substr(attribute_prefix.size());
            if (test.attribute_name.empty()) {
                lexer_.fail("expected the attribute's name right after `attribute:`", token_.end());
            }
        }
        advance(Place::term);
    }

    // `!in` and `!exists` reach the parser as two tokens, since `!` may also be a negation.
    void parse_operator(Test& test) {
        const Token start = token_;
        std::string text =
            start.kind == TokenKind::quoted ? std::string() : std::string(start.text);
        if (start.is_symbol("!")) {
            advance(Place::term);
            if (token_.kind == TokenKind::word && token_.offset == start.end()) {
                text += token_.text;
            }
        }
        const auto op = find_operator(text);
        if (!op) {
            lexer_.fail(fmt::format("expected an operator ({}), found {}{}",
                                    allowed_operators(test.subject),
                                    text.empty() ? describe(start) : fmt::format("`{}`", text),
                                    in_brackets(operator_hint(text))),
                        start.offset);
        }
        test.op = *op;
        if (!allows(test.subject, test.op)) {
            lexer_.fail(fmt::format("`{}` cannot be tested by `{}`; expected one of {}",
                                    name(test.subject), text, allowed_operators(test.subject)),
                        start.offset);
        }
        advance(place_after(test.op));
    }

    static Place place_after(Operator op) {
        switch (positive(op)) {
            case Operator::matches:
                return Place::pattern;
            case Operator::exists:
                return Place::connective;
            default:
                return Place::term;
        }
    }

    void parse_values(Test& test) {
        switch (positive(test.op)) {
            case Operator::exists:
                return;
            case Operator::in:
                return parse_list(test);
            default:
                parse_value(test, Place::connective);
        }
    }

    void parse_list(Test& test) {
        if (!token_.is_symbol("[")) {
            fail_expected("a list in square brackets: [value, value]");
        }
        do {
            advance(Place::term);
            parse_value(test, Place::term);
        } while (token_.is_symbol(","));
        if (!token_.is_symbol("]")) fail_expected("`,` or the `]` that closes the list");
        advance(Place::connective);
    }

    void parse_value(Test& test, Place next) {
        if (token_.kind != TokenKind::word && token_.kind != TokenKind::quoted) {
            fail_expected("a value", value_hint());
        }
        test.values.emplace_back(token_.text);
        prepare(test, token_);
        advance(next);
    }

    std::string value_hint() const {
        return token_.is_symbol("(") || token_.is_symbol("[")
                   ? "quote a value that holds brackets: '...'; a list goes with `in`"
                   : std::string();
    }

    // Reads the value into the form that evaluation compares.
    void prepare(Test& test, const Token& token) const {
        if (positive(test.op) == Operator::matches) return prepare_pattern(test, token);
        switch (value_kind(test.subject)) {
            case ValueKind::text:
                return;
            case ValueKind::version:
                return store(parse_dotted_version(token.text), test.version, token,
                             "a version as dotted numbers, such as 1.14.5");
            case ValueKind::instant:
                return store(parse_instant(token.text), test.instant, token,
                             "an instant such as 2018-06-18T22:28:28+00:00 or 2018-06-18");
            case ValueKind::integer:
                return store(parse_integer(token.text), test.count, token,
                             "a whole number, such as 4");
        }
    }

    template <typename Value>
    void store(std::optional<Value> read, Value& into, const Token& token,
               std::string_view what) const {
        if (!read) {
            lexer_.fail(fmt::format("expected {}, found {}", what, describe(token)), token.offset);
        }
        into = *std::move(read);
    }

    void prepare_pattern(Test& test, const Token& token) const {
        try {
            test.pattern = std::make_shared<const Pattern>(token.text);
        } catch (const PatternError& error) {
            const std::size_t quote = token.kind == TokenKind::quoted ? 1 : 0;
            lexer_.fail(error.what(), token.offset + quote + error.offset());
        }
    }

    Lexer lexer_;
    Token token_;
    Token previous_;
};

void check_text(std::string_view text, const Location& where) {
    if (const auto invalid = find_invalid_utf8(text)) {
        throw ExpressionError("expected UTF-8", text, *invalid, where);
    }
    constexpr std::size_t limit = limits::expression_characters;
    if (const std::size_t characters = count_characters(text); characters > limit) {
        throw ExpressionError(
            fmt::format("expected at most {} characters, found {}", limit, characters), text,
            utf8_offset(text, limit), where);
    }
}

}  // namespace

Node parse(std::string_view text, const Location& where) {
    check_text(text, where);
    return Parser(text, where).parse_all();
}

}  // namespace berth::query
