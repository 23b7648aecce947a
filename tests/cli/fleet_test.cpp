// berth fleet: the answer's forms, what it writes for berth place, and what it refuses.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

const std::vector<std::string> types = {"--type",          "m5.large:10", "--type",
                                        "g4dn.12xlarge:4", "--type",      "x1.16xlarge:2"};

Outcome fleet(std::vector<std::string> options) {
    return run_berth(on_example("fleet", options));
}

std::vector<std::string> with_types(std::vector<std::string> options) {
    options.insert(options.begin(), types.begin(), types.end());
    return options;
}

TEST_F(CliTest, WritesTheFleetForPlace) {
    const std::string directory = (directory_ / "found").string();
    const Outcome outcome = fleet(with_types({"--write-cluster", directory, "--output", "json"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer found(outcome.out);
    EXPECT_TRUE(found.boolean("/summary/found"));
    EXPECT_EQ(found.text("/summary/end"), "proven");
    EXPECT_EQ(found.number("/summary/failed"), 0);
    const Outcome placed = run_berth({"place", "--cluster", directory + "/cluster", "--burst",
                                      directory + "/burst.json", "--output", "json"});
    ASSERT_EQ(placed.status, 0) << placed;
    const JsonAnswer plan(placed.out);
    EXPECT_EQ(plan.number("/summary/failed"), 0);
    EXPECT_EQ(plan.number("/summary/placed"), found.number("/summary/placed"));
    EXPECT_EQ(plan.number("/summary/instances"),
              found.number("/summary/instances") + found.number("/summary/existingInstances"));
}

TEST(FleetCommand, TellsFleetCostBoundAndWherePricesAreFrom) {
    const Outcome outcome = fleet(types);
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("added to the cluster's 10 instances for"));
    EXPECT_THAT(outcome.out, HasSubstr("USD per hour"));
    EXPECT_THAT(outcome.out, HasSubstr("It is the optimum"));
    EXPECT_THAT(outcome.out, HasSubstr("Prices: on demand, Linux, us-east-1, as of"));
}

TEST(FleetCommand, PrintsTheGapWhereALimitEndsTheSearch) {
    const Outcome outcome = fleet(with_types({"--max-evaluations", "2"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("Lower bound"));
    EXPECT_THAT(outcome.out, HasSubstr("below what was found"));
    EXPECT_THAT(outcome.out, HasSubstr("The burst was placed on 2 fleets"));
    EXPECT_THAT(outcome.out, HasSubstr("it ended at --max-evaluations"));
}

TEST(FleetCommand, NamesTasksThatFitNoType) {
    const Outcome outcome = fleet({"--type", "m5.large:10"});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("genome-assembly:1"));
    EXPECT_THAT(outcome.out, HasSubstr("the task asks for more memory than is left"));
    EXPECT_EQ(fleet({"--type", "m5.large:10", "--fail-on", "unplaced"}).status, 3);
}

TEST(FleetCommand, SaysThatTheBoundsAreTooSmall) {
    const Outcome outcome =
        fleet({"--type", "m5.large:0", "--type", "g4dn.12xlarge:0", "--type", "x1.16xlarge:1"});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("No fleet within the bounds takes the burst"));
}

TEST(FleetCommand, TakesPricesAndCurrencyOfOnesOwn) {
    const Outcome outcome = fleet(with_types({"--price", "x1.16xlarge=1000", "--currency", "EUR"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("Each, EUR per hour"));
    EXPECT_THAT(outcome.out, HasSubstr("1000.0000"));
    EXPECT_THAT(outcome.out, HasSubstr("but for those given with --price"));
}

TEST(FleetCommand, RefusesWhatItCannotRead) {
    const auto complaint = [](std::vector<std::string> options) {
        const Outcome outcome = fleet(std::move(options));
        EXPECT_EQ(outcome.status, 2) << outcome;
        return outcome.err;
    };
    EXPECT_THAT(complaint({"--type", "m5.large:many"}), HasSubstr("'m5.large:many'"));
    EXPECT_THAT(complaint({"--type", "m5.large:9-2"}), HasSubstr("m5.large:2-20"));
    EXPECT_THAT(complaint({"--type", "m5.huge"}), HasSubstr("m5.huge"));
    EXPECT_THAT(complaint(with_types({"--price", "m5.large=cheap"})), HasSubstr("--price"));
    EXPECT_THAT(complaint(with_types({"--price", "c5.large=1"})), HasSubstr("c5.large"));
    EXPECT_THAT(complaint(with_types({"--share", "1.5"})), HasSubstr("share"));
    EXPECT_THAT(complaint({}), HasSubstr("--type"));
}

}  // namespace
}  // namespace berth::test
