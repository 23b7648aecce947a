// What users get wrong, and what they are told.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "query/ast.hpp"

namespace berth::host::query {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using Values = std::vector<std::string_view>;

std::vector<std::string> remarks_on(std::string_view text, const Values& values) {
    return remarks(parse(text), [&values](const Test&) { return values; });
}

TEST(Remarks, AreNoneWhereAllIsWell) {
    EXPECT_THAT(remarks_on("attribute:a =~ us-east-1.*", {"us-east-1a"}), IsEmpty());
    EXPECT_THAT(remarks_on("attribute:a == arm64", {"arm64", "ARM64"}), IsEmpty());
    EXPECT_THAT(remarks_on("attribute:a == other", {"arm64"}), IsEmpty());
    EXPECT_THAT(remarks_on("attribute:a =~ g4.*", {}), IsEmpty());
    EXPECT_THAT(remarks_on("attribute:a =~ g4.*", {"m5.large"}), IsEmpty());
    EXPECT_THAT(remarks_on("not(task:group == x)", {}), IsEmpty());
    EXPECT_THAT(remarks_on("task:group !exists", {}), IsEmpty());
}

TEST(Remarks, TellAPatternThatMatchesOnlyAPart) {
    EXPECT_THAT(remarks_on("attribute:ecs.availability-zone =~ us-east-1*", {"us-east-1a"}),
                ElementsAre(AllOf(HasSubstr("matches a part of `us-east-1a` but no value whole"),
                                  HasSubstr("`attribute:ecs.availability-zone =~ us-east-1.*`?"))));
    EXPECT_THAT(remarks_on("attribute:ecs.instance-type =~ g4*", {"m5.large", "g4dn.xlarge"}),
                ElementsAre(HasSubstr("did you mean `attribute:ecs.instance-type =~ g4.*`?")));
    EXPECT_THAT(remarks_on("attribute:a !~ large", {"m5.large"}),
                ElementsAre(HasSubstr("did you mean `attribute:a !~ .*large`?")));
    EXPECT_THAT(remarks_on("attribute:a =~ t2", {"t2.small"}),
                ElementsAre(HasSubstr("did you mean `attribute:a =~ t2.*`?")));
    EXPECT_THAT(remarks_on("attribute:a =~ 'east|west'", {"us-east-1a"}),
                ElementsAre(HasSubstr("did you mean `attribute:a =~ '.*(?:east|west).*'`?")));
}

TEST(Remarks, AreNoneForAPatternThatMatchesSomeValueWhole) {
    EXPECT_THAT(remarks_on("attribute:a =~ us-east-1a*", {"us-east-1ab", "us-east-1a"}), IsEmpty());
}

TEST(Remarks, SurviveAHostilePattern) {
    const std::string value = std::string(60, 'a') + "b";
    EXPECT_THAT(remarks_on("attribute:a =~ '(a+)+$'", {value}), IsEmpty());
}

TEST(Remarks, TellAValueThatDiffersInCase) {
    EXPECT_THAT(remarks_on("attribute:ecs.cpu-architecture == ARM64", {"arm64", "x86_64"}),
                ElementsAre(AllOf(HasSubstr("no value is `ARM64`, but there is `arm64`"),
                                  HasSubstr("did you mean `arm64`?"))));
    EXPECT_THAT(remarks_on("attribute:a in [Prod, dev, STAGE]", {"prod", "dev", "stage"}),
                ElementsAre(HasSubstr("`prod`"), HasSubstr("`stage`")));
    EXPECT_THAT(remarks_on("attribute:a != PROD", {"prod"}), ElementsAre(HasSubstr("`prod`")));
    EXPECT_THAT(remarks_on("agentConnected == True", {"true", "false"}),
                ElementsAre(HasSubstr("`true`")));
}

TEST(Remarks, GiveAmazonsFormForADeniedGroup) {
    EXPECT_THAT(remarks_on("task:group != x", {"x"}),
                ElementsAre(AllOf(HasSubstr("runs no task of any group"),
                                  HasSubstr("`not(task:group == x)`"))));
    EXPECT_THAT(remarks_on("task:group !in [x, y]", {"x"}),
                ElementsAre(HasSubstr("`not(task:group in [x, y])`")));
    EXPECT_THAT(remarks_on("task:group !~ x.*", {"x"}),
                ElementsAre(HasSubstr("`not(task:group =~ x.*)`")));
}

TEST(Remarks, LookIntoEveryPartAndSayEachThingOnce) {
    EXPECT_THAT(remarks_on("not(attribute:a == ARM64) or (attribute:a == ARM64 and "
                           "task:group != x)",
                           {"arm64", "x"}),
                ElementsAre(HasSubstr("ARM64"), HasSubstr("task:group")));
}

TEST(Remarks, AskForTheValuesOfTextualTestsOnly) {
    std::vector<std::string> asked;
    remarks(parse("attribute:a == b and agentVersion == 1.0 and runningTasksCount == 1 and "
                  "registeredAt == 2018-01-01 and task:group =~ x"),
            [&asked](const query::Test& test) {
                asked.push_back(to_text(test));
                return Values{};
            });
    EXPECT_THAT(asked, ElementsAre("attribute:a == b", "task:group =~ x"));
}

}  // namespace
}  // namespace berth::host::query
