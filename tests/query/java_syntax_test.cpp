// Patterns that mean something in one dialect only, and what is said about them.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <initializer_list>
#include <string>

#include "query/pattern.hpp"

namespace berth::host::query {
namespace {

using ::testing::HasSubstr;

struct Refused {
    std::string pattern;
    std::size_t offset;
    std::string says;
};

void expect_patterns_refused(std::initializer_list<Refused> patterns) {
    for (const Refused& refused : patterns) {
        try {
            const Pattern pattern(refused.pattern);
            ADD_FAILURE() << refused.pattern << " was compiled";
        } catch (const PatternError& error) {
            EXPECT_THAT(error.what(), HasSubstr(refused.says)) << refused.pattern;
            EXPECT_EQ(error.offset(), refused.offset) << refused.pattern;
        }
    }
}

TEST(JavaSyntax, RefusesWhatOnlyPcre2Knows) {
    expect_patterns_refused({{"a(?R)", 1, "recursion"},
                             {"(a)(?1)", 3, "recursion"},
                             {"(a)(?+1)", 3, "recursion"},
                             {"(?<n>a)(?&n)", 7, "recursion"},
                             {"(*ACCEPT)", 0, "verbs"},
                             {"(*UTF)a", 0, "verbs"},
                             {"(*pla:a)", 0, "verbs"},
                             {"a\\Kb", 1, "\\K"},
                             {"(a)(?(1)b|c)", 3, "conditional"},
                             {"(?C1)a", 0, "callouts"},
                             {"(?#x)a", 0, "comments"},
                             {"(?|a|b)", 0, "branch reset"},
                             {"(?P<n>a)", 0, "named group"},
                             {"(?'n'a)", 0, "named group"},
                             {"(?J)a", 0, "inline flag"},
                             {"(?^i)a", 0, "inline flag"},
                             {"a\\C", 1, "\\C"},
                             {"a\\N", 1, "\\N"},
                             {"(a)\\g1", 3, "\\g"},
                             {"\\o{101}", 0, "\\o"},
                             {"(?<n>a)\\k{n}", 7, "\\k<name>"},
                             {"\\p{^Lu}", 0, "\\p{^Lu}"},
                             {"\\p{L&}", 0, "\\p{L&}"},
                             {"\\p{Greek}", 0, "\\p{Greek}"},
                             {"x{,3}", 1, "starts no repeat"},
                             {"a{2}{3}", 4, "one repeat follows another"},
                             {"[[:alpha:]]", 1, "a class within a class"},
                             {"[]a]", 1, "empty"},
                             {"[^]a]", 2, "empty"}});
}

TEST(JavaSyntax, RefusesWhatOnlyJavaKnowsOrReadsOtherwise) {
    expect_patterns_refused({{"[a-z&&[^b]]", 4, "intersection"},
                             {"[a-z&&b]", 4, "intersection"},
                             {"[a[bc]]", 2, "a class within a class"},
                             {"\\p{javaLowerCase}", 0, "\\p{javaLowerCase}"},
                             {"[\\p{Lower}]", 1, "\\p{Lower}"},
                             {"\\p{IsGreek}", 0, "\\p{IsGreek}"},
                             {"\\P{InGreek}", 0, "general categories"},
                             {"\\u00e4", 0, "\\u"},
                             {"\\012", 0, "octal"},
                             {"(a)\\10", 3, "groups 1 to 9"},
                             {"[\\b]", 1, "\\b is not supported in a class"},
                             {"\\b{g}", 0, "\\b{...}"},
                             {"(?x)a b", 0, "inline flag"},
                             {"(?U)a", 0, "inline flag"},
                             {"(?u:a)", 0, "inline flag"},
                             {"\\cA", 0, "\\c"},
                             {"\\x4", 0, "two hexadecimal digits"}});
}

TEST(JavaSyntax, RefusesWhatIsNoPatternAtAll) {
    expect_patterns_refused({{"(a", 2, "missing closing parenthesis"},
                             {"*", 0, "does not follow a repeatable item"},
                             {"[a", 2, "missing terminating ]"},
                             {"a\\", 2, "\\ at end of pattern"},
                             {"\\p", 0, "\\p needs a name"},
                             {"\\p{Lu", 0, "\\p needs a name"},
                             {"\\p{Qx}", 0, "\\p{Qx}"},
                             {"(?", 0, "no group starts"},
                             {"(?i", 0, "no group starts"},
                             {"((a{0,100}){0,100}){0,100}", 26, "too large"}});
}

}  // namespace
}  // namespace berth::host::query
