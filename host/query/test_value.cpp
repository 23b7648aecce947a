#include "query/test_value.hpp"

#include <fmt/format.h>

#include <memory>
#include <optional>
#include <utility>

#include "query/pattern.hpp"
#include "query/vocabulary.hpp"

namespace berth::host::query {

namespace {

void read_pattern(Test& test, const Token& token, const Lexer& lexer) {
    try {
        test.pattern = std::make_shared<const Pattern>(token.text);
    } catch (const PatternError& error) {
        const std::size_t quote = token.kind == TokenKind::quoted ? 1 : 0;
        lexer.fail(error.what(), token.offset + quote + error.offset());
    }
}

}  // namespace

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
