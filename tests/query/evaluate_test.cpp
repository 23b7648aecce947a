// What each test means: missing subjects, several values, order of bytes, versions and instants;
// and which part of an expression makes it false.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "query/ast.hpp"
#include "query/tree.hpp"

namespace berth::host::query {

namespace {

using testing::holds;

ContainerInstance instance_with(std::string_view attribute, std::string_view value) {
    ContainerInstance instance;
    instance.set_attribute(attribute, value);
    return instance;
}

// One operator against `m`, on a subject that is absent, below, equal to or above it.
struct TruthRow {
    std::string_view test;
    bool absent, below, equal, above;
};

constexpr std::array<TruthRow, 12> truth = {{
    {"== 5", false, false, true, false},
    {"!= 5", false, true, false, true},
    {"< 5", false, true, false, false},
    {"<= 5", false, true, true, false},
    {"> 5", false, false, false, true},
    {">= 5", false, false, true, true},
    {"=~ 5", false, false, true, false},
    {"!~ 5", false, true, false, true},
    {"in [5, x]", false, false, true, false},
    {"!in [5, x]", false, true, false, true},
    {"exists", false, true, true, true},
    {"!exists", true, false, false, false},
}};

using FourInstances = std::array<ContainerInstance, 4>;

void expect_row(std::string_view subject, const TruthRow& row, const FourInstances& instances) {
    const std::string text = std::string(subject) + " " + std::string(row.test);
    const std::array<bool, 4> expected = {row.absent, row.below, row.equal, row.above};
    for (std::size_t i = 0; i < 4; ++i) {
        EXPECT_EQ(holds(text, instances[i]), expected[i]) << text << ", column " << i;
        EXPECT_EQ(holds("not(" + text + ")", instances[i]), !expected[i])
            << "not(" << text << "), column " << i;
    }
}

// Rows with one of these characters in their operator are refused for the subject.
void expect_table(std::string_view subject, std::string_view refused,
                  const FourInstances& instances) {
    for (const TruthRow& row : truth) {
        if (row.test.find_first_of(refused) == std::string_view::npos) {
            expect_row(subject, row, instances);
        } else {
            EXPECT_THROW(parse(std::string(subject) + " " + std::string(row.test)), ExpressionError)
                << subject << " " << row.test;
        }
    }
}

TEST(EveryOperator, OnAnAttribute) {
    expect_table("attribute:a", "",
                 {ContainerInstance{}, instance_with("a", "4"), instance_with("a", "5"),
                  instance_with("a", "6")});
}

TEST(EveryOperator, OnTheGroupsOfAnInstance) {
    const std::array<std::string_view, 3> groups = {"4", "5", "6"};
    const ContainerInstance instance;
    for (const TruthRow& row : truth) {
        const std::string text = "task:group " + std::string(row.test);
        EXPECT_EQ(holds(text, instance, {}), row.absent) << text;
        const std::array<bool, 3> expected = {row.below, row.equal, row.above};
        for (std::size_t i = 0; i < 3; ++i) {
            const Load load{.groups = {&groups[i], 1}, .running_tasks_count = 1};
            EXPECT_EQ(holds(text, instance, load), expected[i]) << text << " on " << groups[i];
        }
    }
}

TEST(EveryOperator, OnAnInstanceId) {
    FourInstances instances;
    instances[1].ec2_instance_id = "4";
    instances[2].ec2_instance_id = "5";
    instances[3].ec2_instance_id = "6";
    expect_table("ec2InstanceId", "<>", instances);
}

TEST(EveryOperator, OnAnAgentVersion) {
    FourInstances instances;
    instances[1].agent_version = "4.99";
    instances[2].agent_version = "5.0.0";
    instances[3].agent_version = "5.0.1";
    expect_table("agentVersion", "~n", instances);
    instances[0].agent_version = "unknown";
    expect_table("agentVersion", "~n", instances);
}

TEST(Evaluate, TestsATaskGroupAgainstEveryGroupOfTheInstance) {
    const std::array<std::string_view, 2> groups = {"service:web", "database"};
    const Load load{.groups = groups, .running_tasks_count = 5};
    const ContainerInstance instance;
    EXPECT_TRUE(holds("task:group == database", instance, load));
    EXPECT_TRUE(holds("task:group == service:web and task:group == database", instance, load));
    EXPECT_FALSE(holds("task:group != database", instance, load)) << "one group is equal";
    EXPECT_TRUE(holds("task:group != other", instance, load));
    EXPECT_FALSE(holds("task:group !in [other, database]", instance, load));
    EXPECT_FALSE(holds("task:group !~ service:.*", instance, load));
    EXPECT_TRUE(holds("task:group < e and task:group > s", instance, load)) << "by two groups";
}

TEST(Evaluate, NegatesPlainlyWhereNotStands) {
    const ContainerInstance instance;
    EXPECT_TRUE(holds("not(task:group == database)", instance));
    EXPECT_FALSE(holds("task:group != database", instance));
    EXPECT_TRUE(holds("not(attribute:stack == prod)", instance));
    EXPECT_FALSE(holds("attribute:stack != prod", instance));
    EXPECT_TRUE(holds("not(attribute:stack != prod)", instance));
}

TEST(Evaluate, TakesAnAttributeWithoutAValueAsEmptyText) {
    const ContainerInstance instance = instance_with("a", "");
    EXPECT_TRUE(holds("attribute:a exists", instance));
    EXPECT_TRUE(holds("attribute:a == ''", instance));
    EXPECT_TRUE(holds("attribute:a != b", instance));
    EXPECT_TRUE(holds("attribute:a < a", instance));
}

TEST(Evaluate, ComparesTextByBytes) {
    EXPECT_TRUE(holds("attribute:a < b", instance_with("a", "B")));
    EXPECT_TRUE(holds("attribute:a < 9", instance_with("a", "10")));
    EXPECT_TRUE(holds("attribute:a > z", instance_with("a", "ü"))) << "bytes above 7F are larger";
    EXPECT_TRUE(holds("attribute:a < 'ü'", instance_with("a", "z")));
    EXPECT_TRUE(holds("attribute:a > ab", instance_with("a", "abc")));
    EXPECT_FALSE(holds("attribute:a == ARM64", instance_with("a", "arm64")));
}

TEST(Evaluate, ComparesVersionsPartByPart) {
    ContainerInstance instance;
    instance.agent_version = "1.14.5";
    EXPECT_TRUE(holds("agentVersion > 1.9", instance));
    EXPECT_TRUE(holds("agentVersion == 1.14.5.0", instance));
    EXPECT_TRUE(holds("agentVersion >= 1.14.5", instance));
    EXPECT_FALSE(holds("agentVersion < 1.14.5", instance));
    EXPECT_TRUE(holds("agentVersion < 1.14.10", instance));
    EXPECT_TRUE(holds("agentVersion > 1", instance));
}

TEST(Evaluate, ComparesInstantsAcrossZones) {
    ContainerInstance instance;
    EXPECT_FALSE(holds("registeredAt < 2030-01-01", instance)) << "absent";
    EXPECT_TRUE(holds("registeredAt !exists", instance));
    instance.registered_at = model::parse_instant("2018-06-18T22:28:28+00:00");
    EXPECT_TRUE(holds("registeredAt == 2018-06-18T22:28:28", instance));
    EXPECT_TRUE(holds("registeredAt == 2018-06-19T00:28:28+02:00", instance));
    EXPECT_TRUE(holds("registeredAt > 2018-06-18", instance));
    EXPECT_FALSE(holds("registeredAt == 2018-06-18", instance)) << "a date is its midnight";
    EXPECT_TRUE(holds("registeredAt < 2018-06-18T22:28:29Z", instance));
    EXPECT_TRUE(holds("registeredAt != 2018-06-18T22:28:27Z", instance));
}

TEST(Evaluate, CountsTheTasksOfTheLoadNotOfTheInstance) {
    ContainerInstance instance;
    instance.running_tasks_count = 9;
    EXPECT_TRUE(
        holds("runningTasksCount == 2", instance, {.groups = {}, .running_tasks_count = 2}));
    EXPECT_TRUE(holds("runningTasksCount exists", instance));
    EXPECT_FALSE(holds("runningTasksCount !exists", instance));
    EXPECT_TRUE(holds("runningTasksCount > -1", instance));
}

TEST(Evaluate, KnowsWhetherTheAgentIsConnected) {
    ContainerInstance instance;
    EXPECT_TRUE(holds("agentConnected == true", instance));
    EXPECT_TRUE(holds("agentConnected exists and agentConnected in [true]", instance));
    instance.agent_connected = false;
    EXPECT_TRUE(holds("agentConnected == false", instance));
    EXPECT_TRUE(holds("agentConnected != true", instance));
    EXPECT_TRUE(holds("agentConnected =~ f.*", instance));
}

TEST(Evaluate, PassesOnThatAPatternCostsTooMuch) {
    const ContainerInstance instance = instance_with("a", std::string(60, 'a') + "b");
    EXPECT_THROW(holds("attribute:a =~ '(a+)+$'", instance), InputError);
    EXPECT_FALSE(holds("attribute:b =~ '(a+)+$'", instance));
}

TEST(HoldsForText, GivesThePositiveFormOfATest) {
    EXPECT_TRUE(holds_for_text(parse("attribute:a != b").test, "b"));
    EXPECT_FALSE(holds_for_text(parse("attribute:a != b").test, "c"));
    EXPECT_TRUE(holds_for_text(parse("attribute:a !in [b, c]").test, "c"));
    EXPECT_TRUE(holds_for_text(parse("attribute:a !~ b.*").test, "bc"));
    EXPECT_TRUE(holds_for_text(parse("attribute:a !exists").test, "anything"));
    EXPECT_TRUE(holds_for_text(parse("attribute:a >= b").test, "b"));
}

TEST(Dynamic, TestsAreThoseOfGroupsAndRunningTasks) {
    EXPECT_TRUE(is_dynamic(parse("attribute:a exists and not(task:group == b)")));
    EXPECT_TRUE(is_dynamic(parse("runningTasksCount < 4")));
    EXPECT_FALSE(is_dynamic(parse("attribute:a exists or agentConnected == true")));
}

TEST(Operators, KnowTheirPositiveForm) {
    EXPECT_EQ(positive(Operator::not_equal), Operator::equal);
    EXPECT_EQ(positive(Operator::not_matches), Operator::matches);
    EXPECT_EQ(positive(Operator::not_in), Operator::in);
    EXPECT_EQ(positive(Operator::not_exists), Operator::exists);
    EXPECT_EQ(positive(Operator::less), Operator::less);
    EXPECT_TRUE(is_negated(Operator::not_in));
    EXPECT_FALSE(is_negated(Operator::greater_equal));
}

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
