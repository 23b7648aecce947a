// berth explain: the verdict on every instance, ECS's own line, and changes that help.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

TEST(Explain, TellsWhatTheClosestInstanceHasNeedsAndLacks) {
    const Outcome outcome = run_berth(on_example("explain", {"--request", "3", "--task", "1"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("Task 1 of request 3 (train:5, group family:train, 2 asked) "
                                       "fits nowhere"));
    EXPECT_THAT(outcome.out, HasSubstr("has 1 GPU left, needs 2 GPUs, short by 1 GPU"));
    EXPECT_THAT(outcome.out, HasSubstr("ECS would say: "));
    EXPECT_THAT(outcome.out, HasSubstr("g4dn.12xlarge"));
}

TEST(Explain, FindsARequestByServiceGroupOrTaskDefinition) {
    const std::vector<std::pair<std::string, std::string>> names = {
        {"storefront", "0"},        {"service:storefront", "0"}, {"storefront:12", "0"},
        {"family:edge-proxy", "5"}, {"edge-proxy", "5"},         {"nightly-reports", "7"}};
    for (const auto& [name, index] : names) {
        const Outcome by_name =
            run_berth(on_example("explain", {"--request", name, "--output", "json"}));
        const Outcome by_index =
            run_berth(on_example("explain", {"--request", index, "--output", "json"}));
        EXPECT_EQ(by_name.status, 0) << by_name;
        EXPECT_EQ(by_name.out, by_index.out) << name;
    }
}

TEST(Explain, TakesTheFirstRequestThatIsNotWhollyPlacedUnlessTold) {
    const JsonAnswer answer(run_berth(on_example("explain", {"--output", "json"})).out);
    EXPECT_EQ(answer.number("/schemaVersion"), 1);
    EXPECT_EQ(answer.number("/requestIndex"), 3);
    EXPECT_EQ(answer.number("/taskIndex"), 1);
    EXPECT_TRUE(answer.is_null("/placed"));
    EXPECT_EQ(answer.text("/closest/reason"), "RESOURCE:GPU");
    EXPECT_EQ(answer.number("/closest/shortfall"), 1);
    EXPECT_GT(answer.size("/verdicts"), 1U);
}

TEST(Explain, SaysWhereAPlacedTaskWent) {
    const Outcome table = run_berth(on_example("explain", {"--request", "infer"}));
    EXPECT_THAT(table.out, HasSubstr("is placed on"));
    EXPECT_THAT(table.out, HasSubstr("(p2.xlarge, us-west-2b)"));
    const JsonAnswer answer(
        run_berth(on_example("explain", {"--request", "infer", "--output", "json"})).out);
    EXPECT_THAT(answer.text("/placed/containerInstanceArn"), HasSubstr("container-instance/"));
    EXPECT_TRUE(answer.is_null("/ecsMessage"));
}

TEST(Explain, SaysThatADaemonServiceWantsNoTask) {
    const Surroundings burst{.input = R"([{"serviceName": "nowhere", "launchType": "EC2",
        "taskDefinition": "node-exporter", "schedulingStrategy": "DAEMON",
        "placementConstraints": [{"type": "memberOf", "expression": "attribute:no-such exists"}]}])",
                             .environment = {}};
    const Outcome outcome =
        run_berth(on_example("explain", {"--burst", "-", "--request", "0"}, false), burst);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("Request 0 (node-exporter:4, group service:nowhere) wants "
                                       "no task"));
    EXPECT_THAT(outcome.out, HasSubstr("MemberOf placement constraint unsatisfied."));
}

TEST(Explain, CountsEveryInstanceOfTheSnapshotOnce) {
    const JsonAnswer answer(
        run_berth(on_example("explain", {"--request", "3", "--output", "json"})).out);
    std::size_t instances = 0;
    for (std::size_t i = 0; i < answer.size("/verdicts"); ++i) {
        instances += answer.size("/verdicts/" + std::to_string(i) + "/containerInstanceArns");
    }
    EXPECT_EQ(instances, 10U);
}

TEST(Explain, TriesAsManyChangesAsAskedFor) {
    const auto changes = [](const std::string& number) {
        const Outcome outcome = run_berth(
            on_example("explain", {"--request", "3", "--changes", number, "--output", "json"}));
        EXPECT_EQ(outcome.status, 0) << outcome;
        return JsonAnswer(outcome.out).size("/changes");
    };
    EXPECT_EQ(changes("0"), 0U);
    EXPECT_EQ(changes("1"), 1U);
    EXPECT_GE(changes("8"), 1U);
}

TEST(Explain, ShowsChangesThatPlaceMore) {
    const JsonAnswer answer(
        run_berth(on_example("explain", {"--request", "3", "--output", "json"})).out);
    for (std::size_t i = 0; i < answer.size("/changes"); ++i) {
        const std::string change = "/changes/" + std::to_string(i);
        EXPECT_GT(answer.number(change + "/placedAfter"), answer.number(change + "/placedBefore"))
            << answer.text(change + "/change");
    }
}

TEST(Explain, RefusesWhatTheBurstDoesNotHold) {
    const auto refused = [](const std::vector<std::string>& options, const std::string& said) {
        const Outcome outcome = run_berth(on_example("explain", options));
        EXPECT_EQ(outcome.status, 2) << outcome;
        EXPECT_EQ(outcome.out, "");
        EXPECT_THAT(outcome.err, HasSubstr(said));
    };
    refused({"--request", "99"}, "there is no request 99; the burst has 9 requests");
    refused({"--request", "-1"}, "there is no request -1");
    refused({"--request", "nobody"},
            "no request of the burst has the service, group or task "
            "definition 'nobody'");
    refused({"--request", "3", "--task", "7"}, "7");
    refused({"--request", "3", "--task", "x"}, "--task: expected a whole number");
}

TEST(Explain, RemarksThatANameFitsSeveralRequests) {
    Surroundings around;
    around.input = R"([{"taskDefinition": "api"}, {"taskDefinition": "api"}])";
    const Outcome outcome =
        run_berth({"explain", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst",
                   "-", "--request", "api"},
                  around);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("2 requests are of 'api'; the first of them, request 0"));
}

}  // namespace
}  // namespace berth::test
