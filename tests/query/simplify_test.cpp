#include <gtest/gtest.h>

#include <string>

#include "query/ast.hpp"

namespace berth::host::query {
namespace {

std::string simple(std::string_view text) {
    return to_text(simplify(parse(text)));
}

TEST(Simplify, LeavesASingleTestAlone) {
    EXPECT_EQ(simple("attribute:a == b"), "attribute:a == b");
    EXPECT_EQ(simple("not(attribute:a == b)"), "not(attribute:a == b)");
    EXPECT_EQ(simple("attribute:a != b"), "attribute:a != b");
}

TEST(Simplify, DropsDoubleNegations) {
    EXPECT_EQ(simple("not not attribute:a == b"), "attribute:a == b");
    EXPECT_EQ(simple("not(not(not(attribute:a == b)))"), "not(attribute:a == b)");
    EXPECT_EQ(simple("not(attribute:a exists)"), "attribute:a !exists");
    EXPECT_EQ(simple("not(attribute:a !exists)"), "attribute:a exists");
}

TEST(Simplify, FlattensSortsAndDropsRepetitions) {
    EXPECT_EQ(simple("attribute:c exists and (attribute:b exists and attribute:a exists)"),
              "attribute:a exists and attribute:b exists and attribute:c exists");
    EXPECT_EQ(simple("attribute:a exists or attribute:b exists or attribute:a exists"),
              "attribute:a exists or attribute:b exists");
    EXPECT_EQ(simple("attribute:a exists and attribute:a exists"), "attribute:a exists");
    EXPECT_EQ(simple("not not (attribute:b exists and attribute:c exists) and attribute:a exists"),
              "attribute:a exists and attribute:b exists and attribute:c exists");
}

TEST(Simplify, JoinsEqualitiesToAList) {
    EXPECT_EQ(simple("attribute:a == y or attribute:a == x"), "attribute:a in [x, y]");
    EXPECT_EQ(simple("attribute:a in [z, x, z] or attribute:b exists or attribute:a == y"),
              "attribute:a in [x, y, z] or attribute:b exists");
    EXPECT_EQ(simple("attribute:a in [x, x]"), "attribute:a == x");
    EXPECT_EQ(simple("attribute:a == x or attribute:b == x"),
              "attribute:a == x or attribute:b == x");
    EXPECT_EQ(simple("task:group == y or task:group == x"), "task:group in [x, y]");
}

TEST(Simplify, JoinsDenialsToAList) {
    EXPECT_EQ(simple("attribute:a != y and attribute:a !in [x]"), "attribute:a !in [x, y]");
    EXPECT_EQ(simple("attribute:a !in [x, x]"), "attribute:a != x");
}

TEST(Simplify, JoinsNothingWhereThatWouldChangeTheMeaning) {
    EXPECT_EQ(simple("attribute:a == y and attribute:a == x"),
              "attribute:a == x and attribute:a == y");
    EXPECT_EQ(simple("attribute:a != y or attribute:a != x"),
              "attribute:a != x or attribute:a != y");
    EXPECT_EQ(simple("runningTasksCount == 2 or runningTasksCount == 1"),
              "runningTasksCount == 1 or runningTasksCount == 2")
        << "the subject has no lists";
}

TEST(Simplify, FoldsWhatHoldsAlwaysOrNever) {
    EXPECT_EQ(simplify(parse("agentConnected exists")).kind, NodeKind::always);
    EXPECT_EQ(simplify(parse("runningTasksCount !exists")).kind, NodeKind::never);
    EXPECT_EQ(simplify(parse("not(runningTasksCount !exists)")).kind, NodeKind::always);
    EXPECT_EQ(simple("agentConnected exists and attribute:a exists"), "attribute:a exists");
    EXPECT_EQ(simple("agentConnected !exists or attribute:a exists"), "attribute:a exists");
    EXPECT_EQ(simplify(parse("agentConnected exists or attribute:a exists")).kind,
              NodeKind::always);
    EXPECT_EQ(simplify(parse("agentConnected !exists and attribute:a exists")).kind,
              NodeKind::never);
    EXPECT_EQ(simplify(parse("agentConnected exists and runningTasksCount exists")).kind,
              NodeKind::always);
}

TEST(Simplify, SeesThatATestAndItsDenialExcludeEachOther) {
    EXPECT_EQ(simplify(parse("attribute:a == b and not(attribute:a == b)")).kind, NodeKind::never);
    EXPECT_EQ(simplify(parse("attribute:a !exists or attribute:a exists")).kind, NodeKind::always);
    EXPECT_EQ(simplify(parse("attribute:a == b or attribute:a != b")).kind, NodeKind::disjunction)
        << "false where the attribute is absent";
}

TEST(Simplify, WritesConstantsAsTestsThatSimplifyBack) {
    const Node always = simplify(parse("agentConnected exists"));
    const Node never = simplify(parse("agentConnected !exists"));
    EXPECT_EQ(simplify(parse(to_text(always))).kind, NodeKind::always);
    EXPECT_EQ(simplify(parse(to_text(never))).kind, NodeKind::never);
    EXPECT_TRUE(evaluate(always, {}, {}));
    EXPECT_FALSE(evaluate(never, {}, {}));
}

}  // namespace
}  // namespace berth::host::query
