// Long and deep expressions.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "query/ast.hpp"
#include "query/tree.hpp"

namespace berth::host::query {
namespace {

std::string repeated(std::size_t times, const std::string& text) {
    std::string result;
    for (std::size_t i = 0; i < times; ++i) result += text;
    return result;
}

// `attribute:a == '...'` of so many characters in all, its value made of `character`.
std::string long_expression(std::size_t characters, const std::string& character) {
    const std::string head = "attribute:a == '";
    return head + repeated(characters - head.size() - 1, character) + "'";
}

TEST(ParserLimits, TakesTwoThousandCharactersAndNotOneMore) {
    EXPECT_EQ(parse(long_expression(2000, "x")).test.values.front().size(), 1983U);
    try {
        parse(long_expression(2001, "x"));
        FAIL() << "2,001 characters were read";
    } catch (const ExpressionError& error) {
        EXPECT_EQ(error.offset(), 2000U);
        EXPECT_THAT(error.what(), ::testing::HasSubstr("at most 2000 characters, found 2001"));
    }
}

TEST(ParserLimits, CountsCharactersNotBytes) {
    const std::string text = long_expression(2000, "ü");
    EXPECT_GT(text.size(), 3900U);
    EXPECT_EQ(parse(text).test.values.front().size(), 2U * 1983U);
    EXPECT_THROW(parse(long_expression(2001, "ü")), ExpressionError);
}

TEST(ParserLimits, ReadsAThousandParentheses) {
    const std::string test = "task:group exists";
    const std::size_t depth = (2000 - test.size()) / 2;
    const std::string text = repeated(depth, "(") + test + repeated(depth, ")");
    EXPECT_EQ(to_text(parse(text)), test);
    EXPECT_THROW(parse(repeated(1000, "(")), ExpressionError);
    EXPECT_THROW(parse(repeated(2000, "(")), ExpressionError);
    EXPECT_THROW(parse(repeated(1'000'000, "(")), ExpressionError);
}

TEST(ParserLimits, ReadsNearlyTwoThousandNegations) {
    const std::string test = "attribute:a exists";
    const ContainerInstance without;
    for (const std::size_t depth : {1980U, 1981U}) {
        const Node node = parse(repeated(depth, "!") + test);
        EXPECT_EQ(evaluate(node, without, {}), depth % 2 == 1);
        EXPECT_EQ(to_text(simplify(node)), depth % 2 == 0 ? test : "attribute:a !exists");
        EXPECT_EQ(to_text(node), depth % 2 == 0 ? test : "not(" + test + ")");
    }
}

TEST(ParserLimits, ReadsSixHundredNegatedParentheses) {
    const std::string text = repeated(600, "!(") + "attribute:a == b" + repeated(600, ")");
    EXPECT_EQ(to_text(simplify(parse(text))), "attribute:a == b");
    EXPECT_TRUE(remarks(parse(text), [](const query::Test&) {
                    return std::vector<std::string_view>{};
                }).empty());
}

TEST(ParserLimits, ReadsAHundredTestsInOneChain) {
    const std::string one = "task:group==x or ";
    const Node node = parse(repeated(100, one) + "task:group==y");
    EXPECT_EQ(node.children.size(), 101U);
    EXPECT_EQ(to_text(simplify(node)), "task:group in [x, y]");
}

}  // namespace
}  // namespace berth::host::query
