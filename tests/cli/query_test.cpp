// berth query: every output, remarks, and expressions that cannot be read.
#include <gmock/gmock.h>

#include <algorithm>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

Outcome query(const std::string& expression, const std::vector<std::string>& options = {}) {
    std::vector<std::string> words = on_example("query", options, false);
    words.push_back(expression);
    return run_berth(words);
}

TEST(Query, ListsTheMatchingInstancesInATable) {
    const Outcome outcome = query("attribute:ecs.cpu-architecture == arm64");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, testing::StartsWith("4 of 10 instances match\n"));
    EXPECT_THAT(outcome.out, HasSubstr("t4g.micro"));
    EXPECT_THAT(outcome.out, testing::Not(HasSubstr("m5.large")));
    EXPECT_EQ(outcome.err, "");
}

TEST(Query, WritesArnsForOtherPrograms) {
    const Outcome outcome =
        query("attribute:stack == prod and runningTasksCount < 1", {"--output", "arns"});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_EQ(std::ranges::count(outcome.out, '\n'), 3);
    EXPECT_THAT(outcome.out, testing::StartsWith("arn:aws:ecs:us-west-2:111122223333:"));
}

TEST(Query, GivesTheSameInstancesInEveryForm) {
    const std::string expression = "attribute:gpu-model exists";
    const JsonAnswer answer(query(expression, {"--output", "json"}).out);
    EXPECT_EQ(answer.number("/schemaVersion"), 1);
    EXPECT_EQ(answer.text("/expression"), expression);
    EXPECT_EQ(answer.number("/summary/matching"), 3);
    EXPECT_EQ(answer.number("/summary/instances"), 10);
    const std::string arns = query(expression, {"--output", "arns"}).out;
    const std::string csv = query(expression, {"--output", "csv"}).out;
    ASSERT_EQ(answer.size("/containerInstances"), 3U);
    for (int i = 0; i < 3; ++i) {
        const std::string arn =
            answer.text("/containerInstances/" + std::to_string(i) + "/containerInstanceArn");
        EXPECT_THAT(arns, HasSubstr(arn + "\n"));
        EXPECT_THAT(csv, HasSubstr("\n" + arn + ","));
    }
    EXPECT_EQ(std::ranges::count(csv, '\n'), 4) << csv;
}

TEST(Query, SaysSoWhenNothingMatches) {
    for (const char* format : {"table", "json", "csv", "arns"}) {
        const Outcome outcome = query("attribute:stack == nowhere", {"--output", format});
        EXPECT_EQ(outcome.status, 0) << outcome;
        EXPECT_THAT(outcome.err, HasSubstr("no instance of 10 satisfies the expression"));
    }
    EXPECT_EQ(query("attribute:stack == nowhere", {"--output", "arns"}).out, "");
}

TEST(Query, RemarksOnWhatUsersGetWrong) {
    for (const char* expression :
         {"attribute:ecs.instance-type =~ m5*", "attribute:ecs.cpu-architecture == ARM64",
          "task:group != service:web"}) {
        const Outcome outcome = query(expression);
        EXPECT_EQ(outcome.status, 0) << outcome;
        EXPECT_THAT(outcome.err, HasSubstr("berth: warning: ")) << expression;
        EXPECT_EQ(query(expression, {"--quiet"}).err, "");
        EXPECT_GE(JsonAnswer(query(expression, {"--output", "json"}).out).size("/warnings"), 1U);
    }
}

TEST(Query, PointsAtThePlaceThatCannotBeRead) {
    const Outcome outcome = query("attribute:stack = prod");
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("attribute:stack = prod\n"));
    EXPECT_THAT(outcome.err, HasSubstr("^\n"));
}

TEST(Query, NeedsAnExpressionAndACluster) {
    EXPECT_EQ(run_berth({"query"}).status, 2);
    EXPECT_EQ(run_berth(on_example("query", {}, false)).status, 2);
    EXPECT_EQ(run_berth({"query", "attribute:a exists"}).status, 2);
}

TEST(Query, TakesAnExpressionThatLooksLikeAVerb) {
    const Outcome outcome = query("place");
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("of the expression")) << "it is read as an expression";
}

}  // namespace
}  // namespace berth::test
