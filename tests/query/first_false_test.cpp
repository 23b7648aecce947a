#include "query/first_false.hpp"

#include <gtest/gtest.h>

#include <string>

namespace berth::host::query {
namespace {

ContainerInstance web_instance() {
    ContainerInstance instance;
    instance.set_attribute("stack", "prod");
    instance.set_attribute("zone", "a");
    return instance;
}

// The text of the part found, or "" where the expression holds.
std::string culprit(std::string_view text) {
    const Node root = parse(text);
    const Node* const found = first_false(root, web_instance(), {});
    return found ? to_text(*found) : "";
}

TEST(FirstFalse, IsNothingWhereTheExpressionHolds) {
    EXPECT_EQ(culprit("attribute:stack == prod and attribute:zone exists"), "");
    EXPECT_EQ(culprit("attribute:stack == dev or attribute:zone exists"), "");
}

TEST(FirstFalse, IsTheFirstFalseChildOfAConjunction) {
    EXPECT_EQ(culprit("attribute:stack == prod and attribute:zone == b and attribute:rack exists"),
              "attribute:zone == b");
    EXPECT_EQ(culprit("attribute:stack exists and (attribute:zone == a and attribute:rack == 1)"),
              "attribute:rack == 1");
}

TEST(FirstFalse, IsTheWholeOfADisjunctionOrANegation) {
    EXPECT_EQ(culprit("attribute:stack == dev or attribute:zone == b"),
              "attribute:stack == dev or attribute:zone == b");
    EXPECT_EQ(culprit("attribute:zone == a and not(attribute:stack == prod)"),
              "not(attribute:stack == prod)");
    EXPECT_EQ(culprit("attribute:stack == dev"), "attribute:stack == dev");
}

}  // namespace
}  // namespace berth::host::query
