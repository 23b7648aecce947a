// Text to syntax tree.
//
//     expr  := and { ("or" | "||") and }        and  := unary { ("and" | "&&") unary }
//     unary := ("not" | "!") unary | "(" expr ")" | test
//     test  := subject compare value | subject in "[" value { "," value } "]" | subject exists
//
// External interface is just parse(). Open parentheses are kept on a stack of our own and a double
// negation is dropped as it is read. So neither reading an expression nor walking its tree goes
// deeper than its tests allow, and two thousand `(` or `!` in a row need no machine stack. Source:
// docs/rules.md, section 5.
#include <fmt/format.h>

#include <cstddef>
#include <utility>
#include <vector>

#include "berth/constraint.hpp"
#include "query/ast.hpp"
#include "query/lexer.hpp"
#include "query/utf8.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

// The whole text, or what follows a `(`. Collects operands and gives the tree when it ends.
class OpenExpression {
   public:
    // `opened_at`: offset of the `(`.
    explicit OpenExpression(std::size_t opened_at) : opened_at_(opened_at) {}

    std::size_t opened_at() const noexcept { return opened_at_; }

    // The next operand is denied once more. Twice is not at all.
    void deny() noexcept { denied_ = !denied_; }

    // An operand. Operands are joined by `and` unless an `or` comes between.
    void add(Node operand);

    // An `or`.
    void end_conjunction();

    // The tree. Nothing may be added later.
    Node close();

   private:
    std::size_t opened_at_;
    bool denied_ = false;
    std::vector<Node> conjuncts_;
    std::vector<Node> alternatives_;
};

Node joined(NodeKind kind, std::vector<Node> children) {
    if (children.size() == 1) return std::move(children.front());
    Node node;
    node.kind = kind;
    node.children = std::move(children);
    return node;
}

Node negated(Node node) {
    if (node.kind == NodeKind::negation) {
        Node inner = std::move(node.children.front());
        return inner;
    }
    Node negation;
    negation.kind = NodeKind::negation;
    negation.children.push_back(std::move(node));
    return negation;
}

void OpenExpression::add(Node operand) {
    conjuncts_.push_back(denied_ ? negated(std::move(operand)) : std::move(operand));
    denied_ = false;
}

void OpenExpression::end_conjunction() {
    alternatives_.push_back(
        joined(NodeKind::conjunction, std::exchange(conjuncts_, std::vector<Node>())));
}

Node OpenExpression::close() {
    end_conjunction();
    return joined(NodeKind::disjunction, std::move(alternatives_));
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
        open_.emplace_back(0);
        do {
            parse_operand();
        } while (parse_connective());
        if (open_.size() > 1) {
            fail_connective(
                fmt::format("the `)` that closes the `(` at offset {}", open_.back().opened_at()));
        }
        if (token_.kind != TokenKind::end) fail_connective("the end of the expression");
        return open_.back().close();
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

    // Negations and opening parentheses, a test, closing parentheses.
    void parse_operand() {
        for (;; advance(Place::term)) {
            if (token_.is_symbol("(")) {
                open_.emplace_back(token_.offset);
            } else if (token_.is_symbol("!") || token_.is_word("not")) {
                open_.back().deny();
            } else {
                break;
            }
        }
        open_.back().add(parse_test());
        while (token_.is_symbol(")") && open_.size() > 1) {
            Node inner = open_.back().close();
            open_.pop_back();
            open_.back().add(std::move(inner));
            advance(Place::connective);
        }
    }

    // Whether another operand follows.
    bool parse_connective() {
        const bool is_or = token_.is_symbol("||") || token_.is_word("or");
        if (!is_or && !token_.is_symbol("&&") && !token_.is_word("and")) return false;
        if (is_or) open_.back().end_conjunction();
        advance(Place::term);
        return true;
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
        read_value(test, token_, lexer_);
        advance(next);
    }

    std::string value_hint() const {
        return token_.is_symbol("(") || token_.is_symbol("[")
                   ? "quote a value that holds brackets: '...'; a list goes with `in`"
                   : std::string();
    }

    Lexer lexer_;
    Token token_;
    Token previous_;
    std::vector<OpenExpression> open_;
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

}  // namespace berth::host::query
