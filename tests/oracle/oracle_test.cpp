// The oracle against facts that can be worked out by hand; the conformance cases do the rest.

#include "oracle/oracle.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

#include "oracle/expression.hpp"
#include "oracle/strategy.hpp"

namespace berth::tests {
namespace {

using ::testing::ElementsAre;

ContainerInstance instance(const std::string& arn, std::int64_t cpu_units) {
    ContainerInstance made;
    made.arn = arn;
    made.registered.cpu_units = cpu_units;
    made.remaining = made.registered;
    return made;
}

Snapshot two_instances() {
    Snapshot snapshot;
    snapshot.instances = {instance("b", 300), instance("a", 200)};
    TaskDefinition definition;
    definition.family = "web";
    definition.revision = 1;
    definition.cpu_units = 100;
    snapshot.task_definitions = {definition};
    return snapshot;
}

Request binpacked(std::int64_t count) {
    Request request;
    request.task_definition = "web";
    request.count = count;
    request.strategies = {{StrategyType::binpack, StrategyField::cpu, ""}};
    return request;
}

std::vector<std::string> arns(const OracleResult& result) {
    std::vector<std::string> found;
    for (const OracleTask& task : result.tasks) found.push_back(task.instance_arn);
    return found;
}

TEST(Oracle, BinpackFillsTheFullestInstanceFirst) {
    const OracleResult result = oracle(two_instances(), {binpacked(5)}, 0);
    EXPECT_THAT(arns(result), ElementsAre("a", "a", "b", "b", "b"));
}

TEST(Oracle, ReportsTheNearestInstanceOfAFailedTask) {
    const OracleResult result = oracle(two_instances(), {binpacked(6)}, 0);
    ASSERT_EQ(result.failures.size(), 1u);
    EXPECT_EQ(result.failures[0].tally.at("RESOURCE:CPU"), 2);
    EXPECT_EQ(result.failures[0].closest_arn, "a");
    EXPECT_EQ(result.failures[0].shortfall, 100);
}

TEST(Oracle, RefusesAClusterWithoutInstances) {
    Snapshot snapshot = two_instances();
    snapshot.instances.clear();
    EXPECT_THROW(oracle(snapshot, {binpacked(1)}, 0), std::invalid_argument);
}

TEST(Oracle, RandomOrderHoldsEachInstanceOnce) {
    for (const std::size_t instances : {1u, 2u, 3u, 4u, 5u, 31u, 32u, 33u, 64u, 65u, 1000u}) {
        std::vector<std::size_t> order = random_order(7, 3, instances);
        std::ranges::sort(order);
        for (std::size_t i = 0; i < instances; ++i) EXPECT_EQ(order[i], i) << instances;
    }
}

TEST(Oracle, RandomOrderDependsOnTheTask) {
    EXPECT_NE(random_order(7, 0, 100), random_order(7, 1, 100));
    EXPECT_NE(random_order(7, 0, 100), random_order(8, 0, 100));
}

bool holds_on(const std::string& text, const InstanceView& view) {
    return holds(parse_expression(text), view);
}

TEST(OracleExpression, NegatedOperatorsNeedTheSubject) {
    ContainerInstance empty = instance("a", 1);
    const InstanceView view{&empty, {}, 0};
    EXPECT_FALSE(holds_on("attribute:stack != prod", view));
    EXPECT_TRUE(holds_on("not(attribute:stack == prod)", view));
    EXPECT_FALSE(holds_on("task:group != db", view));
    EXPECT_TRUE(holds_on("not(task:group == db)", view));
}

TEST(OracleExpression, NotBindsTighterThanAndTighterThanOr) {
    ContainerInstance empty = instance("a", 1);
    const InstanceView view{&empty, {"db"}, 2};
    EXPECT_TRUE(holds_on("task:group == db or task:group == x and task:group == y", view));
    EXPECT_FALSE(holds_on("not task:group == db and runningTasksCount<3", view));
}

TEST(OracleExpression, ReadsInstantsAndVersions) {
    EXPECT_EQ(instant_of("1970-01-02"), 86'400'000'000);
    EXPECT_EQ(instant_of("1970-01-01T01:00:00+01:00"), 0);
    EXPECT_EQ(instant_of("1970-01-01T00:00:00.25Z"), 250'000);
    EXPECT_EQ(instant_of("2000-02-30"), std::nullopt);
    EXPECT_EQ(version_of("1.68"), version_of("1.68.0"));
    EXPECT_TRUE(compare(*version_of("1.9"), "<", *version_of("1.10")));
    EXPECT_EQ(version_of("v1"), std::nullopt);
}

TEST(OracleExpression, RefusesWhatTheGrammarDoesNotAllow) {
    for (const std::string text :
         {"", "blieptuut", "attribute: == x", "attribute:x", "attribute:x == ", "attribute:x in []",
          "attribute:x in [a", "(attribute:x exists", "attribute:x exists y", "agentVersion =~ 1.*",
          "runningTasksCount == many", "registeredAt < soon", "attribute:x == 'open",
          "attribute:x == a&&attribute:y == b", "attribute:x = y", "attribute:x =~ '('"}) {
        EXPECT_THROW(parse_expression(text), std::invalid_argument) << text;
    }
}

TEST(OracleExpression, ReadsEveryExpressionFoundInTheWild) {
    std::ifstream table(std::string(BERTH_SHARED_DIR) + "/data/cql/expressions.tsv");
    if (!table) GTEST_SKIP() << "the table of expressions is not here";
    std::string line;
    std::getline(table, line);
    int read = 0;
    while (std::getline(table, line)) {
        const std::string text = line.substr(0, line.find('\t'));
        if (text == "blieptuut") continue;
        EXPECT_NO_THROW(parse_expression(text)) << text;
        ++read;
    }
    EXPECT_GT(read, 90);
}

}  // namespace
}  // namespace berth::tests
