// berth import cloudformation, as its users run it.
#include <gmock/gmock.h>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

class ImportedStack : public CliTest {
   protected:
    std::string path(const std::string& name) const { return (directory_ / name).string(); }

    Outcome import(const std::vector<std::string>& words, const Surroundings& around = {}) const {
        std::vector<std::string> all = {"import", "cloudformation", "--output-dir", path("out")};
        all.insert(all.end(), words.begin(), words.end());
        return run_berth(all, around);
    }

    std::string document(const std::string& name) const {
        return read_text(path("out/cluster/" + name));
    }

    const std::string network_ = source_path("examples/workshop/network.yaml");
    const std::string cluster_ = source_path("examples/workshop/cluster.yaml");
};

TEST_F(ImportedStack, OfTheExampleHasNoWarningsAndCountsWhatDoesNotMatter) {
    const Outcome outcome = import({network_, cluster_});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out,
                HasSubstr("Wrote 1 cluster, 2 task definitions, 0 services, 2 capacity "
                          "providers, 2 Auto Scaling groups"));
    EXPECT_THAT(outcome.out, HasSubstr("--cluster " + path("out/cluster")));
    EXPECT_THAT(outcome.err, Not(HasSubstr("warning")));
    EXPECT_THAT(outcome.err, HasSubstr("5 resources left out that placement does not look at: 1 "
                                       "AWS::EC2::SecurityGroup, 1 AWS::EC2::VPC"));
    const JsonAnswer definitions(document("task-definitions.json"));
    EXPECT_EQ(definitions.text("/taskDefinitions/0/family"), "cluster-arm");
    EXPECT_FALSE(std::filesystem::exists(path("out/burst.json")));
    EXPECT_EQ(import({network_, cluster_, "--force", "--quiet"}).err, "");
}

TEST_F(ImportedStack, JoinsInstancesFromElsewhere) {
    ASSERT_EQ(import({network_, cluster_}).status, 0);
    write_text(path("burst.json"),
               R"({"taskDefinition": "cluster-arm", "count": 1, "launchType": "EC2"})");
    std::vector<std::string> words = {"place",   "--cluster",        path("out/cluster"),
                                      "--burst", path("burst.json"), "--output",
                                      "json"};
    const Outcome alone = run_berth(words);
    EXPECT_EQ(alone.status, 2) << alone;
    EXPECT_THAT(alone.err, HasSubstr("No Container Instances were found in your cluster."));
    words.insert(words.end(),
                 {"--cluster", source_path("tests/cli/data/workshop/arm-instance.json")});
    const Outcome placed = run_berth(words);
    ASSERT_EQ(placed.status, 0) << placed;
    EXPECT_EQ(JsonAnswer(placed.out).number("/summary/placed"), 1) << placed;
}

TEST_F(ImportedStack, TakesNamesForItsStacksAndTheirParameters) {
    const Outcome outcome =
        import({"net=" + network_, "app=" + cluster_, "--parameters", "NetworkStack=net",
                "--parameters", "app.LargestGroup=3", "--region", "eu-west-1", "--account",
                "111122223333", "--availability-zones", "eu-west-1b,eu-west-1c"});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.err, Not(HasSubstr("warning")));
    EXPECT_THAT(document("task-definitions.json"),
                HasSubstr("arn:aws:ecs:eu-west-1:111122223333:task-definition/app-arm:1"));
    EXPECT_THAT(document("subnets.json"), HasSubstr("eu-west-1c"));
    EXPECT_THAT(document("subnets.json"), Not(HasSubstr("eu-west-1a")));
}

TEST_F(ImportedStack, ReadsJsonFromStandardInputAndNamesTheStack) {
    Surroundings around;
    around.input = R"({"Resources": {"T": {"Type": "AWS::ECS::TaskDefinition", "Properties": {
        "Family": {"Fn::Sub": "${AWS::StackName}-task"},
        "ContainerDefinitions": [{"Name": "main", "Memory": "64"}]}}}})";
    const Outcome outcome = import({"-", "--stack-name", "piped"}, around);
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(document("task-definitions.json"), HasSubstr("\"family\":\"piped-task\""));
    EXPECT_EQ(import({network_, cluster_, "--force", "--stack-name", "x"}).status, 2);
}

TEST_F(ImportedStack, LacksTheSubnetsOfAStackThatIsNotGiven) {
    const Outcome outcome = import({cluster_});
    ASSERT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("`VPCZoneIdentifier` is left out: only AWS knows the export "
                                       "network-subnets"));
    const Outcome given =
        import({cluster_, "--force", "--export", "network-subnets=subnet-1,subnet-2"});
    EXPECT_EQ(given.status, 0) << given;
    EXPECT_THAT(given.err, Not(HasSubstr("warning"))) << given;
}

TEST_F(ImportedStack, IsNotWrittenWhereAnOptionIsWrong) {
    const auto error_of = [&](const std::vector<std::string>& words) {
        const Outcome outcome = import(words);
        EXPECT_EQ(outcome.status, 2) << outcome;
        EXPECT_FALSE(std::filesystem::exists(path("out"))) << outcome;
        return outcome.err;
    };
    EXPECT_THAT(error_of({cluster_, "--parameters", "Colour=red"}),
                HasSubstr("no parameter `Colour`; known are: NetworkStack"));
    EXPECT_THAT(error_of({cluster_, "--parameters", "ArmInstanceType=p2.xlarge"}),
                HasSubstr("none of the allowed values: t4g.micro"));
    EXPECT_THAT(error_of({cluster_, "--parameters", "LargestGroup=-1"}), HasSubstr("MinValue"));
    EXPECT_THAT(error_of({cluster_, "--parameters", "LargestGroup"}), HasSubstr("NAME=VALUE"));
    EXPECT_THAT(error_of({cluster_, cluster_}), HasSubstr("stack name cluster already"));
    EXPECT_THAT(error_of({"1x=" + cluster_}), HasSubstr("no name for a stack"));
    EXPECT_THAT(error_of({path("missing.yaml")}), HasSubstr("missing.yaml"));
    EXPECT_THAT(error_of({}), HasSubstr("TEMPLATE"));
}

}  // namespace
}  // namespace berth::test
