// Expressions as people publish them: some of our own in that spirit, and a public collection
// where it is at hand.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "query/ast.hpp"
#include "query/tree.hpp"

namespace berth::host::query {
namespace {

using testing::same_tree;
using testing::shape_of;

void expect_read(const std::string& text) {
    try {
        const Node node = parse(text);
        EXPECT_TRUE(same_tree(parse(to_text(node)), node)) << text << "\n" << to_text(node);
        const Node simple = simplify(node);
        EXPECT_EQ(to_text(simplify(simple)), to_text(simple)) << text;
    } catch (const ExpressionError& error) {
        ADD_FAILURE() << error.what();
    }
}

TEST(PublishedExpressions, OfEveryShapeAreRead) {
    for (const char* text :
         {"attribute:ecs.instance-type == c6i.large",
          "attribute:ecs.availability-zone in [eu-central-1a, eu-central-1b]",
          "attribute:ecs.availability-zone in [eu-central-1a,eu-central-1b, eu-central-1c]",
          "attribute:ecs.instance-type =~ c6.* and attribute:ecs.availability-zone != eu-west-1c",
          "(attribute:tier == gold or attribute:tier == silver) and attribute:ecs.os-type == linux",
          "attribute:com.amazonaws.ecs.capability.docker-remote-api.1.44 exists",
          "attribute:lock == FREE or attribute:lock not_exists", "not(task:group == service:cache)",
          "runningTasksCount<8", "agentVersion >= 1.70", "registeredAt < 2024-05-01T12:00:00Z",
          "ec2InstanceId in ['i-01', 'i-02']",
          "ec2InstanceId == 'i-0123456789abcdef0' and attribute:slot == s1",
          "attribute:ecs.availability-zone not_in [eu-west-1a]"}) {
        expect_read(text);
    }
}

// Lines of: expression, class, origin.
std::vector<std::string> collection(const std::filesystem::path& path) {
    std::ifstream file(path);
    std::vector<std::string> expressions;
    std::string line;
    std::getline(file, line);
    while (std::getline(file, line)) expressions.push_back(line.substr(0, line.find('\t')));
    return expressions;
}

TEST(PublishedExpressions, OfTheCollectionAreReadButForTheOneThatIsNone) {
    const std::filesystem::path path =
        std::filesystem::path(BERTH_SHARED_DIR) / "data" / "cql" / "expressions.tsv";
    if (!std::filesystem::exists(path)) GTEST_SKIP() << path << " is not there";
    const std::vector<std::string> expressions = collection(path);
    EXPECT_GE(expressions.size(), 100U);
    for (const std::string& text : expressions) {
        if (text == "blieptuut") {
            EXPECT_THROW(parse(text), ExpressionError);
        } else {
            expect_read(text);
        }
    }
}

}  // namespace
}  // namespace berth::host::query
