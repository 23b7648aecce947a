// Expressions that cannot be read: where the error points, and what it says. Long and deep ones.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "query/ast.hpp"
#include "query/tree.hpp"

namespace berth::host::query {

namespace {

using ::testing::HasSubstr;

struct BadExpression {
    std::string_view text;
    std::size_t offset;
    std::string_view says;
};

std::optional<ExpressionError> error_of(std::string_view text) {
    try {
        parse(text);
        return std::nullopt;
    } catch (const ExpressionError& error) {
        return error;
    }
}

// Each is refused at its place with its words.
void expect_refused(std::initializer_list<BadExpression> expressions) {
    for (const BadExpression& bad : expressions) {
        const auto error = error_of(bad.text);
        if (!error) {
            ADD_FAILURE() << bad.text << " was read as " << to_text(parse(bad.text));
            continue;
        }
        EXPECT_EQ(error->offset(), bad.offset) << error->what();
        EXPECT_EQ(error->expression(), bad.text);
        EXPECT_THAT(error->what(), HasSubstr(std::string(bad.says)));
    }
}

constexpr std::string_view subjects =
    "`attribute:NAME`, `task:group`, `ec2InstanceId`, `agentConnected`, `agentVersion`, "
    "`registeredAt`, `runningTasksCount`";

TEST(ParserError, NamesTheSubjectsAndTheLikelyOne) {
    expect_refused({{"", 0, "expected a subject: `attribute:NAME`"},
                    {"  ", 2, "found the end of the expression"},
                    {"blieptuut", 0, "unknown subject `blieptuut`"},
                    {"blieptuut", 0, subjects},
                    {"Attribute:a == b", 0, "did you mean `attribute:a`?"},
                    {"task:Group == b", 0, "did you mean `task:group`?"},
                    {"ec2instanceid == b", 0, "did you mean `ec2InstanceId`?"},
                    {"runningTaskCount == 1", 0, "did you mean `runningTasksCount`?"},
                    {"ecs.os-type == linux", 0, "`attribute:ecs.os-type`?"},
                    {"attribute: == x", 10, "the attribute's name right after"},
                    {"'attribute:a' == x", 0, "expected a subject"},
                    {"memberOf(attribute:a == b)", 0, "leave out `memberOf(...)`"},
                    {"exists(attribute:a)", 0, "`attribute:NAME exists`"},
                    {"NOT attribute:a exists", 0, "did you mean `not`?"},
                    {"attribute:a exists and", 22, "expected a subject"},
                    {"and attribute:a exists", 0, "unknown subject `and`"},
                    {"()", 1, "expected a subject"},
                    {"not", 3, "expected a subject"}});
}

TEST(ParserError, NamesTheOperatorsThatTheSubjectTakes) {
    expect_refused({{"attribute:a", 11, "expected an operator"},
                    {"attribute:a = b", 12, "did you mean `==`?"},
                    {"attribute:a like b", 12, "did you mean `=~`?"},
                    {"attribute:a equal b", 12, "did you mean `equals`?"},
                    {"attribute:a EXISTS", 12, "did you mean `exists`?"},
                    {"attribute:a !exist", 12, "did you mean `!exists`?"},
                    {"attribute:a ! exists", 12, "found `!`"},
                    {"attribute:a not in [b]", 12, "did you mean `not_in` or `not_exists`?"},
                    {"attribute:a '==' b", 12, "found the quoted text '=='"},
                    {"runningTasksCount in [1]", 18,
                     "expected one of `==`, `!=`, `<`, `<=`, `>`, `>=`, `exists`, `!exists`"},
                    {"agentVersion =~ 1.*", 13, "`agentVersion` cannot be tested by `=~`"},
                    {"registeredAt !in [2018-01-01]", 13, "cannot be tested by `!in`"},
                    {"ec2InstanceId < i-1", 14,
                     "expected one of `==`, `!=`, `=~`, `!~`, `in`, `!in`, `exists`, `!exists`"},
                    {"agentConnected greater_than true", 15, "cannot be tested by"}});
}

TEST(ParserError, SaysWhichFormOfValueWasExpected) {
    expect_refused({{"attribute:a ==", 14, "expected a value"},
                    {"attribute:a === b", 14, "expected a value, found `=`"},
                    {"attribute:a == [b]", 15, "a list goes with `in`"},
                    {"attribute:a == 'b", 15, "expected a closing '"},
                    {"attribute:a == 50%", 17, "expected no `%` outside quotes"},
                    {"attribute:a == Zürich", 16, "expected no `ü` outside quotes"},
                    {"attribute:a == “b”", 15, "expected no `“` outside quotes"},
                    {"attribute:a == b\x01", 16, "control character 0x01"},
                    {"attribute:a == b\xff", 16, "expected UTF-8"},
                    {"attribute:a in (b)", 15, "a list in square brackets"},
                    {"attribute:a in []", 16, "expected a value"},
                    {"attribute:a in [b,]", 18, "expected a value"},
                    {"attribute:a in [b c]", 18, "expected `,` or the `]`"},
                    {"attribute:a in [b", 17, "the `]` that closes the list"},
                    {"runningTasksCount < many", 20, "a whole number, such as 4"},
                    {"runningTasksCount < 1.5", 20, "a whole number, such as 4"},
                    {"runningTasksCount < 99999999999999999999", 20, "a whole number"},
                    {"agentVersion < v1.14", 15, "a version as dotted numbers"},
                    {"agentVersion == '1.14.x'", 16, "found the quoted text '1.14.x'"},
                    {"registeredAt < yesterday", 15, "an instant such as 2018-06-18T22:28:28"},
                    {"registeredAt < 2018-13-01", 15, "an instant such as"}});
}

TEST(ParserError, SaysHowTestsAreJoined) {
    expect_refused({{"attribute:a == b AND attribute:c == d", 17, "did you mean `and`?"},
                    {"attribute:a == b OR attribute:c == d", 17, "did you mean `or`?"},
                    {"attribute:a == b attribute:c == d", 17,
                     "expected `and`, `or` or the end of the expression, found `attribute:c`"},
                    {"attribute:a==b&&attribute:c==d", 14, "`&&` needs a blank on both sides"},
                    {"attribute:a==b & attribute:c==d", 15, "`&&` needs a blank on both sides"},
                    {"attribute:a == b | attribute:c == d", 17, "did you mean `||`?"},
                    {"attribute:a==b||attribute:c==d", 27, "put blanks round it"},
                    {"(attribute:a == b", 17, "the `)` that closes the `(` at offset 0"},
                    {"attribute:a == b)", 16, "this `)` closes nothing"},
                    {"attribute:a == b, attribute:c == d", 16, "found `,`"}});
}

TEST(ParserError, PointsIntoThePattern) {
    expect_refused({{"attribute:a =~", 14, "expected a value"},
                    {"attribute:a =~ (a|b)", 15, "must be quoted"},
                    {"attribute:a =~ m5.(a|b)", 18, "quote a pattern with parentheses"},
                    {"attribute:a =~ a'b'", 16, "put the pattern in quotes"},
                    {"attribute:a =~ a&&attribute:b exists", 16, "blanks round an `&&`"},
                    {"attribute:a =~ *x", 15, "expected a regular expression"},
                    {"attribute:a =~ 'ab(c'", 20, "missing closing parenthesis"},
                    {"attribute:a =~ 'ab(?R)'", 18, "recursion"}});
}

TEST(ExpressionError, CarriesThePlaceInTheInput) {
    try {
        parse("attribute:a = b", {"burst.json", "/0/placementConstraints/1/expression"});
        FAIL() << "no error";
    } catch (const ExpressionError& error) {
        EXPECT_EQ(error.where().file, "burst.json");
        EXPECT_THAT(error.what(),
                    ::testing::StartsWith("burst.json: /0/placementConstraints/1/expression: "));
    }
}

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
