// The public API: expressions against a snapshot.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "berth/query.hpp"
#include "query/ast.hpp"

namespace berth {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

Task task(const std::string& instance_arn, const std::string& group,
          const std::string& desired_status = "RUNNING") {
    Task made;
    made.container_instance_arn = instance_arn;
    made.group = group;
    made.desired_status = desired_status;
    return made;
}

ContainerInstance instance(const std::string& arn, const std::string& type,
                           std::int64_t running_tasks) {
    ContainerInstance made;
    made.arn = arn;
    made.ec2_instance_id = "i-" + arn;
    made.running_tasks_count = running_tasks;
    made.set_attribute("ecs.instance-type", type);
    return made;
}

// Three instances, not in order: b runs web twice and a database, c a task about to stop.
Snapshot three_instances() {
    Snapshot snapshot;
    snapshot.instances = {instance("c", "t2.small", 1), instance("a", "g4dn.xlarge", 0),
                          instance("b", "t2.small", 3)};
    snapshot.tasks = {task("b", "service:web"), task("b", "service:web"), task("b", "database", ""),
                      task("c", "database", "STOPPED"), task("", "service:fargate")};
    return snapshot;
}

std::vector<std::string> matching(std::string_view text) {
    static const Snapshot snapshot = three_instances();
    std::vector<std::string> arns;
    for (const auto* found : matching_instances(snapshot, Expression::parse(text))) {
        arns.push_back(found->arn);
    }
    return arns;
}

TEST(Expression, KeepsItsTextAndTree) {
    const Expression expression = Expression::parse(" attribute:a  == b ");
    EXPECT_EQ(expression.text(), " attribute:a  == b ");
    EXPECT_EQ(host::query::to_text(expression.root()), "attribute:a == b");
    const Expression copy = expression;
    EXPECT_EQ(&copy.root(), &expression.root());
}

TEST(Expression, ThrowsWithThePlaceOfTheText) {
    EXPECT_THROW(Expression::parse("blieptuut", {"burst.json", "/0"}), ExpressionError);
}

TEST(MatchingInstances, ComeInTheOrderOfTheirArns) {
    EXPECT_THAT(matching("ec2InstanceId exists"), ElementsAre("a", "b", "c"));
    EXPECT_THAT(matching("attribute:ecs.instance-type =~ t2.*"), ElementsAre("b", "c"));
    EXPECT_THAT(matching("attribute:stack exists"), IsEmpty());
}

TEST(MatchingInstances, AreTestedAgainstTheSnapshotAsItIs) {
    EXPECT_THAT(matching("task:group == service:web"), ElementsAre("b"));
    EXPECT_THAT(matching("task:group == database"), ElementsAre("b")) << "c's task is to stop";
    EXPECT_THAT(matching("not(task:group == database)"), ElementsAre("a", "c"));
    EXPECT_THAT(matching("task:group exists"), ElementsAre("b"));
    EXPECT_THAT(matching("runningTasksCount < 3"), ElementsAre("a", "c"));
}

TEST(MatchingInstances, AreNoneInAnEmptySnapshot) {
    EXPECT_THAT(matching_instances(Snapshot{}, Expression::parse("agentConnected == true")),
                IsEmpty());
}

std::vector<std::string> remarks_on(std::string_view text) {
    std::vector<std::string> texts;
    for (const Warning& warning : remarks(three_instances(), Expression::parse(text))) {
        texts.push_back(warning.text);
    }
    return texts;
}

TEST(ExpressionRemarks, KnowTheValuesOfTheSnapshot) {
    EXPECT_THAT(remarks_on("attribute:ecs.instance-type =~ g4*"),
                ElementsAre(HasSubstr("g4dn.xlarge")));
    EXPECT_THAT(remarks_on("attribute:ecs.instance-type == T2.small"),
                ElementsAre(HasSubstr("t2.small")));
    EXPECT_THAT(remarks_on("task:group == DATABASE"), ElementsAre(HasSubstr("`database`")));
    EXPECT_THAT(remarks_on("ec2InstanceId =~ i"), ElementsAre(HasSubstr("i-a")));
    EXPECT_THAT(remarks_on("agentConnected == TRUE"), ElementsAre(HasSubstr("`true`")));
    EXPECT_THAT(remarks_on("attribute:ecs.instance-type == t2.small"), IsEmpty());
}

}  // namespace
}  // namespace berth
