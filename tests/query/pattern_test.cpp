// Patterns: Java's meaning over the whole value, at bounded cost, and what is said of those that
// mean something in one dialect only.
#include "query/pattern.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <initializer_list>
#include <string>
#include <thread>
#include <vector>

#include "berth/error.hpp"

namespace berth::host::query {

namespace {

using ::testing::HasSubstr;

TEST(Pattern, MatchesTheWholeValueOnly) {
    EXPECT_TRUE(Pattern("t2.*").matches("t2.small"));
    EXPECT_FALSE(Pattern("t2").matches("t2.small"));
    EXPECT_FALSE(Pattern("small").matches("t2.small"));
    EXPECT_TRUE(Pattern("a|ab").matches("ab")) << "the other branch is tried for the rest";
    EXPECT_FALSE(Pattern("us-east-1*").matches("us-east-1a"));
    EXPECT_TRUE(Pattern("").matches(""));
    EXPECT_FALSE(Pattern("").matches("a"));
    EXPECT_FALSE(Pattern("a").matches("a\n")) << "no trailing line end is forgiven";
    EXPECT_FALSE(Pattern("a$").matches("a\n"));
}

TEST(Pattern, FindsPartsOfAValue) {
    EXPECT_TRUE(Pattern("us-east-1*").occurs_in("us-east-1a"));
    EXPECT_TRUE(Pattern("small").occurs_in("t2.small"));
    EXPECT_FALSE(Pattern("large").occurs_in("t2.small"));
}

TEST(Pattern, ReadsWhatJavaAndPcre2Share) {
    EXPECT_TRUE(Pattern("[mcg]\\d+[a-z]{1,2}\\.(?:x?large|metal)").matches("m6g.large"));
    EXPECT_TRUE(Pattern("(?i)ARM64").matches("arm64"));
    EXPECT_TRUE(Pattern("(?=.*-1)us-.+(?<!b)").matches("us-east-1a"));
    EXPECT_FALSE(Pattern("(?=.*-1)us-.+(?<!b)").matches("us-east-1b"));
    EXPECT_TRUE(Pattern("(?<first>a)\\k<first>\\1").matches("aaa"));
    EXPECT_TRUE(Pattern("\\Qa.b[\\E.*+").matches("a.b[c"));
    EXPECT_TRUE(Pattern("\\p{Lu}\\pL\\x41\\x{fc}").matches("ÄbAü"));
    EXPECT_TRUE(Pattern("[^\\]\\[&]&?").matches("a&"));
    EXPECT_TRUE(Pattern("}a]").matches("}a]"));
}

TEST(Pattern, WorksOnCharactersNotBytes) {
    EXPECT_TRUE(Pattern("Z.rich").matches("Zürich"));
    EXPECT_TRUE(Pattern("[ü]").matches("ü"));
    EXPECT_FALSE(Pattern("Z..rich").matches("Zürich"));
}

TEST(Pattern, KnowsAsciiAloneInShorthandsAsJavaDoes) {
    EXPECT_FALSE(Pattern("\\w").matches("ü"));
    EXPECT_FALSE(Pattern("\\d").matches("٣"));
    EXPECT_FALSE(Pattern(".").matches("\xC2\x85")) << "a dot stops at every line end";
}

TEST(Pattern, MatchesNoValueThatIsNotUtf8) {
    EXPECT_FALSE(Pattern(".*").matches("a\xff"));
    EXPECT_FALSE(Pattern("a").occurs_in("a\xff"));
}

// Generous against slow machines and sanitizers; a pattern without a limit takes centuries.
constexpr std::chrono::seconds far_too_long{5};

TEST(Pattern, GivesUpOnAHostilePatternInsteadOfHanging) {
    for (const char* text :
         {"(a+)+$", "(a+)+", "(a|a|b)*c|d", "(.*a){20}", "((a*)*)*b?d", ".*a.*a.*a.*a.*a.*a.*d",
          "(?:.*?)(?:.*+)[^a]d", "(.*)(.*)(.*)\\1\\2\\3d"}) {
        const Pattern pattern(text);
        for (const std::size_t length : {30U, 128U, 5'000U, 200'000U}) {
            const std::string value = std::string(length, 'a') + "!d";
            const auto start = std::chrono::steady_clock::now();
            try {
                EXPECT_FALSE(pattern.matches(value.substr(0, length + 1))) << text;
            } catch (const InputError& error) {
                EXPECT_THAT(error.what(), HasSubstr(text));
                EXPECT_LT(std::string(error.what()).size(), 400U);
            }
            pattern.occurs_in(value);
            EXPECT_LT(std::chrono::steady_clock::now() - start, far_too_long)
                << text << " on " << length << " bytes";
        }
    }
}

TEST(Pattern, SaysWhatToDoAboutACostlyOne) {
    try {
        Pattern("(a+)+$").matches(std::string(60, 'a') + "!");
        FAIL() << "no error";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("the pattern `(a+)+$` takes too many steps"));
        EXPECT_THAT(error.what(), HasSubstr("(61 bytes)"));
        EXPECT_THAT(error.what(), HasSubstr("simplify it"));
    }
}

TEST(Pattern, KeepsOrdinaryPatternsOnLongValuesWithinItsLimit) {
    const std::string value(100'000, 'a');
    EXPECT_TRUE(Pattern("a.*").matches(value));
    EXPECT_TRUE(Pattern("[a-z]+").matches(value));
    EXPECT_FALSE(Pattern("b.*").matches(value));
    const std::string arn =
        "arn:aws:ecs:us-east-1:111122223333:task/cluster/" + std::string(80, 'f');
    EXPECT_FALSE(Pattern(".*:.*:.*:.*/.*/.*x.*").matches(arn));
}

TEST(Pattern, IsSharedBetweenThreads) {
    const Pattern pattern("(?:g4dn|g5|p3)\\.\\d*x?large");
    std::vector<int> matched(4, 0);
    std::vector<std::thread> threads;
    for (std::size_t t = 0; t < matched.size(); ++t) {
        threads.emplace_back([&pattern, &count = matched[t], t] {
            for (int i = 0; i < 2'000; ++i) {
                const bool wanted = (i + static_cast<int>(t)) % 2 == 0;
                if (pattern.matches(wanted ? "g4dn.12xlarge" : "m5.large") == wanted) ++count;
            }
        });
    }
    for (std::thread& thread : threads) thread.join();
    EXPECT_THAT(matched, ::testing::Each(2'000));
}

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
