// What the grammar of the cluster query language reads, and to which tree.
#include <gtest/gtest.h>

#include "query/tree.hpp"

namespace berth::host::query {
namespace {

using testing::same_tree;
using testing::shape_of;

TEST(Parser, ReadsAnEquality) {
    EXPECT_EQ(shape_of("attribute:stack == prod"), "(== attribute:stack prod)");
}

TEST(Parser, ReadsEverySymbolWithAndWithoutBlanks) {
    EXPECT_EQ(shape_of("attribute:a==b"), "(== attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a!=b"), "(!= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a<b"), "(< attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a<=b"), "(<= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a>b"), "(> attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a>=b"), "(>= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a=~b"), "(=~ attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a!~b"), "(!~ attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a in[b]"), "(in attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a!in[b]"), "(!in attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a!exists"), "(!exists attribute:a)");
    EXPECT_EQ(shape_of(" attribute:a\t>=\r\n b "), "(>= attribute:a b)");
}

TEST(Parser, ReadsEveryWordForAnOperator) {
    EXPECT_EQ(shape_of("attribute:a equals b"), "(== attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a not_equals b"), "(!= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a less_than b"), "(< attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a less_than_equal b"), "(<= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a greater_than b"), "(> attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a greater_than_equal b"), "(>= attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a matches b.*"), "(=~ attribute:a b.*)");
    EXPECT_EQ(shape_of("attribute:a not_matches b.*"), "(!~ attribute:a b.*)");
    EXPECT_EQ(shape_of("attribute:a not_in [b]"), "(!in attribute:a b)");
    EXPECT_EQ(shape_of("attribute:a exists"), "(exists attribute:a)");
    EXPECT_EQ(shape_of("attribute:a not_exists"), "(!exists attribute:a)");
}

TEST(Parser, ReadsEverySubject) {
    EXPECT_EQ(shape_of("task:group == service:web"), "(== task:group service:web)");
    EXPECT_EQ(shape_of("ec2InstanceId == i-0abc"), "(== ec2InstanceId i-0abc)");
    EXPECT_EQ(shape_of("agentConnected == true"), "(== agentConnected true)");
    EXPECT_EQ(shape_of("agentVersion >= 1.14.5"), "(>= agentVersion 1.14.5)");
    EXPECT_EQ(shape_of("registeredAt < 2018-02-13"), "(< registeredAt 2018-02-13)");
    EXPECT_EQ(shape_of("runningTasksCount<4"), "(< runningTasksCount 4)");
    EXPECT_EQ(shape_of("attribute:ns:a/b-c.d_e exists"), "(exists attribute:ns:a/b-c.d_e)");
}

TEST(Parser, ReadsListsWithAndWithoutBlanksAndQuotes) {
    EXPECT_EQ(shape_of("attribute:a in [b,c, d ,e]"), "(in attribute:a b c d e)");
    EXPECT_EQ(shape_of("attribute:a in [ 'b c', \"d,e]\" ]"), "(in attribute:a b c d,e])");
    EXPECT_EQ(shape_of("attribute:a !in [b]and attribute:c exists"),
              "(and (!in attribute:a b) (exists attribute:c))");
}

TEST(Parser, TakesQuotedTextAsItStands) {
    EXPECT_EQ(parse("attribute:a == \"it's\"").test.values.front(), "it's");
    EXPECT_EQ(parse("attribute:a == 'a\\n\"b\"'").test.values.front(), "a\\n\"b\"");
    EXPECT_EQ(parse("attribute:a == ''").test.values.front(), "");
    EXPECT_EQ(parse("attribute:a == 'Zürich & Köln'").test.values.front(), "Zürich & Köln");
}

TEST(Parser, LetsABarewordHoldPunctuation) {
    EXPECT_EQ(parse("attribute:a == -_./\\:@*+?^$|{}").test.values.front(), "-_./\\:@*+?^$|{}");
    EXPECT_EQ(parse("attribute:a == b|c").test.values.front(), "b|c");
}

TEST(Parser, TakesKeywordsAsValues) {
    EXPECT_EQ(shape_of("attribute:a == and and attribute:b in [or, not, exists]"),
              "(and (== attribute:a and) (in attribute:b or not exists))");
}

TEST(Parser, RunsABarePatternToTheNextBlankOrParenthesis) {
    EXPECT_EQ(shape_of("ec2InstanceId =~ i-[0-7].*"), "(=~ ec2InstanceId i-[0-7].*)");
    EXPECT_EQ(shape_of("(attribute:a =~ m5.*) and attribute:b exists"),
              "(and (=~ attribute:a m5.*) (exists attribute:b))");
    EXPECT_EQ(shape_of("attribute:a =~ [^a-c]{1,3}<x>=,!b"), "(=~ attribute:a [^a-c]{1,3}<x>=,!b)");
    EXPECT_EQ(shape_of("attribute:a =~ a||b || attribute:c exists"),
              "(or (=~ attribute:a a||b) (exists attribute:c))");
}

TEST(Parser, TakesAQuotedPatternWithBlanksAndParentheses) {
    EXPECT_EQ(shape_of("attribute:a matches '(a b|c).*'"), "(=~ attribute:a (a b|c).*)");
    EXPECT_EQ(shape_of("attribute:a !~ \"r[135]\""), "(!~ attribute:a r[135])");
    EXPECT_EQ(shape_of("attribute:a =~ ''"), "(=~ attribute:a )");
}

TEST(Parser, BindsNotTighterThanAndTighterThanOr) {
    EXPECT_EQ(shape_of("attribute:a exists or attribute:b exists and not attribute:c exists"),
              "(or (exists attribute:a) (and (exists attribute:b) (not (exists attribute:c))))");
    EXPECT_EQ(shape_of("not attribute:a exists and attribute:b exists"),
              "(and (not (exists attribute:a)) (exists attribute:b))");
    EXPECT_EQ(shape_of("(attribute:a exists or attribute:b exists) and attribute:c exists"),
              "(and (or (exists attribute:a) (exists attribute:b)) (exists attribute:c))");
}

TEST(Parser, KeepsAChainOfOneConnectiveFlatAndBracketsNested) {
    EXPECT_EQ(shape_of("attribute:a exists && attribute:b exists and attribute:c exists"),
              "(and (exists attribute:a) (exists attribute:b) (exists attribute:c))");
    EXPECT_EQ(shape_of("attribute:a exists or (attribute:b exists || attribute:c exists)"),
              "(or (exists attribute:a) (or (exists attribute:b) (exists attribute:c)))");
}

TEST(Parser, ReadsNegationsInEveryForm) {
    const std::string denied = "(not (== attribute:a b))";
    EXPECT_EQ(shape_of("not(attribute:a == b)"), denied);
    EXPECT_EQ(shape_of("not attribute:a == b"), denied);
    EXPECT_EQ(shape_of("!(attribute:a == b)"), denied);
    EXPECT_EQ(shape_of("! attribute:a == b"), denied);
    EXPECT_EQ(shape_of("!attribute:a == b"), denied);
    EXPECT_EQ(shape_of("!!not attribute:a == b"), denied);
    EXPECT_EQ(shape_of("!(!((not(attribute:a == b))))"), denied);
    EXPECT_EQ(shape_of("not not attribute:a == b"), "(== attribute:a b)");
}

TEST(Parser, NeedsNoBlanksRoundBrackets) {
    EXPECT_EQ(shape_of("(attribute:a==b)||(attribute:c==d)&&!(attribute:e=='f')"),
              "(or (== attribute:a b) (and (== attribute:c d) (not (== attribute:e f))))");
    EXPECT_EQ(shape_of("attribute:a == 'b'and(attribute:c in[d])or not(task:group exists)"),
              "(or (and (== attribute:a b) (in attribute:c d)) (not (exists task:group)))");
}

TEST(Parser, PreparesNumbersVersionsAndInstants) {
    EXPECT_EQ(parse("runningTasksCount >= '12'").test.count, 12);
    EXPECT_EQ(parse("agentVersion == 1.14.5").test.version.parts,
              (std::vector<std::uint64_t>{1, 14, 5}));
    EXPECT_EQ(parse("registeredAt < 2018-06-18T22:28:28+02:00").test.instant,
              parse("registeredAt < 2018-06-18T20:28:28Z").test.instant);
    EXPECT_EQ(parse("registeredAt < 2018-06-18").test.instant,
              parse("registeredAt < 2018-06-18T00:00:00").test.instant);
}

TEST(Parser, TellsWhereEachTestStands) {
    const Node node = parse("not( attribute:a == 'b' ) and ec2InstanceId =~ i-.*");
    const query::Test& first = node.children.at(0).children.at(0).test;
    EXPECT_EQ(first.offset, 5U);
    EXPECT_EQ(first.length, 18U);
    const query::Test& second = node.children.at(1).test;
    EXPECT_EQ(second.offset, 30U);
    EXPECT_EQ(second.length, 21U);
}

TEST(Text, ReadsBackToTheSameTree) {
    for (const char* text :
         {"attribute:a == b", "attribute:a != 'b c'", "attribute:a in [b, \"it's\", '', 'x,y']",
          "attribute:a =~ i-[0-7].*", "attribute:a !~ '(a|b) c'", "attribute:a =~ ''",
          "attribute:a exists and (attribute:b exists and attribute:c exists)",
          "(attribute:a exists or attribute:b exists) and not not task:group == x",
          "!(attribute:a exists or attribute:b exists)", "agentVersion >= 1.14.5",
          "registeredAt < 2018-06-18T22:28:28+00:00", "runningTasksCount != 0",
          "attribute:a == 'and' or attribute:b == '||'"}) {
        const Node node = parse(text);
        EXPECT_TRUE(same_tree(parse(to_text(node)), node)) << text << "\n" << to_text(node);
    }
}

TEST(Text, IsWrittenWithTheFewestBrackets) {
    EXPECT_EQ(
        to_text(parse("((attribute:a equals b))or((attribute:c!exists)and(!task:group=='d'))")),
        "attribute:a == b or attribute:c !exists and not(task:group == d)");
    EXPECT_EQ(
        to_text(parse("(attribute:a exists or attribute:b exists)&&attribute:c not_in[d,'e f']")),
        "(attribute:a exists or attribute:b exists) and attribute:c !in [d, 'e f']");
}

}  // namespace
}  // namespace berth::host::query
