// Random expressions on random instances: writing, reading and simplifying keep the meaning.
#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "query/ast.hpp"
#include "query/random_expression.hpp"
#include "query/tree.hpp"

namespace berth::host::query {
namespace {

using testing::RandomExpressions;
using testing::same_tree;
using testing::Situation;

constexpr std::uint64_t seeds = 3'000;
constexpr int situations_each = 12;

// Everything that an expression can see, as the members of a describe-container-instances element.
std::string as_json(const Situation& situation) {
    const ContainerInstance& instance = situation.instance;
    std::string attributes;
    for (const Attribute& attribute : instance.attributes) {
        attributes += (attributes.empty() ? "" : ", ") + ("{\"name\": \"" + attribute.name) +
                      "\", \"value\": \"" + attribute.value + "\"}";
    }
    std::string groups;
    for (const std::string_view group : situation.groups) {
        groups += (groups.empty() ? "\"" : ", \"") + std::string(group) + "\"";
    }
    return "{\"ec2InstanceId\": \"" + instance.ec2_instance_id +
           "\", \"agentConnected\": " + (instance.agent_connected ? "true" : "false") +
           ", \"versionInfo\": {\"agentVersion\": \"" + instance.agent_version + "\"}" +
           (instance.registered_at
                ? ", \"registeredAt\": \"" + model::to_iso8601(*instance.registered_at) + "\""
                : "") +
           ", \"runningTasksCount\": " + std::to_string(instance.running_tasks_count) +
           ", \"attributes\": [" + attributes + "]}, groups [" + groups + "]";
}

std::string text_of(std::uint64_t seed) {
    RandomExpressions random(seed);
    return random.expression(1 + seed % 9);
}

TEST(RandomExpression, ReadsBackToTheSameTree) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const std::string text = text_of(seed);
        const Node node = parse(text);
        ASSERT_TRUE(same_tree(parse(to_text(node)), node))
            << "seed " << seed << ": " << text << "\nwritten: " << to_text(node);
    }
}

TEST(RandomExpression, MeansTheSameWhenSimplified) {
    std::size_t held = 0;
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const std::string text = text_of(seed);
        const Node node = parse(text);
        const Node simple = simplify(node);
        RandomExpressions random(seed + seeds);
        for (int i = 0; i < situations_each; ++i) {
            const Situation situation = random.situation();
            const bool holds = evaluate(node, situation.instance, situation.load());
            held += holds ? 1 : 0;
            ASSERT_EQ(evaluate(simple, situation.instance, situation.load()), holds)
                << "seed " << seed << ": " << text << "\nsimplified: " << to_text(simple) << "\non "
                << as_json(situation);
        }
    }
    const std::size_t all = seeds * situations_each;
    EXPECT_GT(held, all / 5) << "the random expressions seldom hold, so they test little";
    EXPECT_LT(held, all * 4 / 5) << "the random expressions nearly always hold";
}

TEST(RandomExpression, HasANormalFormThatNoOrderAndNoRoundTripChanges) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const std::string text = text_of(seed);
        const std::string normal = to_text(simplify(parse(text)));
        ASSERT_EQ(to_text(simplify(parse(normal))), normal) << "seed " << seed << ": " << text;
        Node turned = parse(text);
        std::ranges::reverse(turned.children);
        ASSERT_EQ(to_text(simplify(turned)), normal) << "seed " << seed << ": " << text;
    }
}

TEST(RandomExpression, IsFalseBecauseOfItsFirstFalsePart) {
    for (std::uint64_t seed = 0; seed < seeds; ++seed) {
        const Node node = parse(text_of(seed));
        RandomExpressions random(seed + seeds);
        const Situation situation = random.situation();
        const Node* const part = first_false(node, situation.instance, situation.load());
        ASSERT_EQ(part == nullptr, evaluate(node, situation.instance, situation.load()))
            << "seed " << seed << ": " << to_text(node) << "\non " << as_json(situation);
        if (part == nullptr) continue;
        EXPECT_FALSE(evaluate(*part, situation.instance, situation.load()));
        EXPECT_NE(part->kind, NodeKind::conjunction);
    }
}

TEST(RandomExpression, HoldsForSomeValueExactlyIfItsPositiveTestDoes) {
    RandomExpressions random(7);
    for (int i = 0; i < 2'000; ++i) {
        const Node node = parse(random.expression(1));
        const Situation situation = random.situation();
        if (node.kind != NodeKind::test || node.test.subject != Subject::task_group) continue;
        query::Test positive_test = node.test;
        positive_test.op = positive(node.test.op);
        const bool some = std::ranges::any_of(situation.groups, [&](std::string_view group) {
            return holds_for_text(node.test, group);
        });
        ASSERT_EQ(evaluate(positive_test, situation.instance, situation.load()), some)
            << to_text(node) << "\non " << as_json(situation);
    }
}

}  // namespace
}  // namespace berth::host::query
