// berth capacity: how many more tasks fit and what binds, in agreement with berth place.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

Outcome capacity(std::vector<std::string> options) {
    return run_berth(on_example("capacity", options, false));
}

std::int64_t fits(const std::string& definition, std::vector<std::string> options = {}) {
    options.insert(options.end(), {"--task-definition", definition, "--output", "json"});
    const Outcome outcome = capacity(options);
    EXPECT_EQ(outcome.status, 0) << outcome;
    return JsonAnswer(outcome.out).number("/capacity/0/fits");
}

TEST(Capacity, HasARowForEachTaskDefinition) {
    const Outcome outcome = capacity({});
    EXPECT_EQ(outcome.status, 0) << outcome;
    for (const char* name :
         {"web:7", "session-cache:2", "storefront:12", "api:3", "train:5", "infer:2",
          "edge-proxy:1", "report:9", "node-exporter:4", "genome-assembly:1"}) {
        EXPECT_THAT(outcome.out, HasSubstr(name));
    }
    EXPECT_EQ(JsonAnswer(capacity({"--output", "json"}).out).size("/capacity"), 10U);
}

TEST(Capacity, CountsWhatPlaceWouldPlace) {
    for (const char* name : {"api:3", "train:5", "edge-proxy:1", "report:9"}) {
        Surroundings around;
        around.input = R"({"taskDefinition": ")" + std::string(name) +
                       R"(", "count": 5000, "launchType": "EC2"})";
        const Outcome outcome =
            run_berth({"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst",
                       "-", "--output", "json"},
                      around);
        EXPECT_EQ(JsonAnswer(outcome.out).number("/summary/placed"), fits(name)) << name;
    }
}

TEST(Capacity, NamesWhatBinds) {
    const JsonAnswer answer(capacity({"--task-definition", "infer:2", "--output", "json"}).out);
    EXPECT_EQ(answer.number("/capacity/0/fits"), 1);
    EXPECT_EQ(answer.text("/capacity/0/binding"), "RESOURCE:GPU");
    EXPECT_FALSE(answer.boolean("/capacity/0/limitReached"));
}

TEST(Capacity, CountsUnderMoreConstraints) {
    const std::int64_t all = fits("report:9");
    const std::int64_t prod = fits("report:9", {"--constraint", "attribute:stack == prod"});
    EXPECT_LT(prod, all);
    EXPECT_GT(prod, 0);
    EXPECT_EQ(fits("report:9",
                   {"--constraint", "attribute:stack == prod", "--constraint", "distinctInstance"}),
              5)
        << "five ACTIVE instances of the stack";
    EXPECT_LT(fits("report:9", {"--capacity-provider", "mixed-fleet-gpu"}), all);
}

TEST(Capacity, StopsAtItsLimitAndSaysSo) {
    const Outcome outcome = capacity({"--task-definition", "api:3", "--limit", "3"});
    EXPECT_THAT(outcome.out, HasSubstr("at least 3")) << outcome;
    const JsonAnswer answer(
        capacity({"--task-definition", "api:3", "--limit", "3", "--output", "json"}).out);
    EXPECT_TRUE(answer.boolean("/capacity/0/limitReached"));
}

TEST(Capacity, RefusesUnknownTaskDefinitionsAndBrokenConstraints) {
    const Outcome unknown = capacity({"--task-definition", "nobody"});
    EXPECT_EQ(unknown.status, 2) << unknown;
    EXPECT_THAT(unknown.err, HasSubstr("nobody"));
    const Outcome broken = capacity({"--constraint", "attribute:stack ="});
    EXPECT_EQ(broken.status, 2) << broken;
    EXPECT_THAT(broken.err, HasSubstr("^"));
}

}  // namespace
}  // namespace berth::test
