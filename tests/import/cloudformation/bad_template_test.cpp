// Templates that cannot be used, or are made to do harm.
#include <gmock/gmock.h>

#include <chrono>
#include <filesystem>

#include "import/cloudformation/import_text.hpp"
#include "support/temporary_file.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

TEST(BadTemplate, WithResourcesInACircleNamesThem) {
    EXPECT_THAT(problem_of(R"(
Resources:
  A: {Type: AWS::IAM::Role, Properties: {Name: !Ref B}}
  B: {Type: AWS::IAM::Role, Properties: {Name: !Sub "x-${C.Arn}"}}
  C: {Type: AWS::IAM::Role, DependsOn: A}
)"),
                HasSubstr("A -> B -> C -> A"));
}

TEST(BadTemplate, MayHaveTheCircleInABranchThatIsNotTaken) {
    EXPECT_NO_THROW(import_text(R"(
Conditions: {Never: !Equals [a, b]}
Resources:
  A: {Type: AWS::IAM::Role, Properties: {Name: !If [Never, !Ref B, x]}}
  B: {Type: AWS::IAM::Role, Properties: {Name: !Ref A}}
)"));
}

TEST(BadTemplate, WithConditionsThatNeedEachOtherNamesThem) {
    EXPECT_THAT(problem_of(R"(
Conditions: {A: !Not [Condition: B], B: !Not [Condition: A]}
Resources: {C: {Type: AWS::ECS::Cluster, Condition: A}}
)"),
                HasSubstr("condition A of demo -> condition B of demo -> condition A of demo"));
}

TEST(BadTemplate, WithExportsThatNeedEachOtherNamesThem) {
    EXPECT_THAT(problem_of(R"(
Outputs:
  A: {Value: !ImportValue b, Export: {Name: a}}
  B: {Value: !ImportValue a, Export: {Name: b}}
Resources: {C: {Type: AWS::ECS::Cluster, Properties: {ClusterName: !ImportValue a}}}
)"),
                HasSubstr("export a -> export b -> export a"));
}

TEST(BadTemplate, ThatIsNoneIsRefused) {
    EXPECT_THAT(problem_of("just text"), HasSubstr("CloudFormation template"));
    EXPECT_THAT(problem_of("Parameters: {}"), HasSubstr("`Resources`"));
    EXPECT_THAT(problem_of("a: [1"), HasSubstr("neither YAML nor JSON"));
    EXPECT_THAT(problem_of("Resources: {A: {Properties: {}}}"), HasSubstr("`Type`"));
    EXPECT_THAT(problem_of("Resources: {'Fn::ForEach::X': [a, [b], {}]}"),
                HasSubstr("not evaluated"));
    EXPECT_THAT(problem_of("{\"Resources\": 3}"), HasSubstr("line 1, /Resources"));
}

TEST(BadTemplate, IsOneDocument) {
    EXPECT_THAT(problem_of(""), HasSubstr("expected one YAML or JSON document, found none"));
    EXPECT_THAT(problem_of("Resources: {}\n---\nResources: {}\n"),
                HasSubstr("text behind the first one"));
    EXPECT_THAT(problem_of("  Resources:\n , each in\nOutputs: \"x\"\n"),
                HasSubstr("text behind the first one"));
}

TEST(BadTemplate, WithMacrosIsReadAsItStandsAndSaysSo) {
    EXPECT_THAT(all_warnings(import_text("Transform: AWS::Serverless-2016-10-31\n"
                                         "Resources: {C: {Type: AWS::ECS::Cluster}}")),
                HasSubstr("macros are not evaluated"));
}

TEST(BadTemplate, WithAliasesThatMultiplyStopsEarly) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string before = "*a" + std::to_string(i - 1);
        text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
        for (int k = 0; k < 8; ++k) text += ", " + before;
        text += "]\n";
    }
    EXPECT_THAT(problem_of(text + "Resources: {C: {Type: AWS::ECS::Cluster}}"),
                HasSubstr("stands for more than"));
}

TEST(BadTemplate, WithTextsThatMultiplyStopsEarly) {
    std::string text = "Resources:\n";
    for (int i = 0; i < 60; ++i) {
        const std::string next = "${G" + std::to_string(i + 1) + "}";
        text += "  G" + std::to_string(i) +
                ": {Type: AWS::ECS::Cluster, Properties: {ClusterName: !Sub '" + next + next +
                "'}}\n";
    }
    text += "  G60: {Type: AWS::ECS::Cluster, Properties: {ClusterName: aaaaaaaaaaaaaaaa}}\n";
    EXPECT_THAT(problem_of(text), testing::AnyOf(HasSubstr("stands for more than"),
                                                 HasSubstr("stand for more than 64 MiB")));
}

TEST(BadTemplate, NestedTooDeeplyIsRefused) {
    std::string text = "x";
    for (int i = 0; i < 350; ++i) text = "[" + text + "]";
    EXPECT_THAT(
        problem_of("Resources: {C: {Type: AWS::ECS::Cluster, Properties: {CapacityProviders: " +
                   text + "}}}"),
        HasSubstr("deep"));
    EXPECT_THAT(problem_of(std::string(100'000, '[')), HasSubstr("deeply"));
}

TEST(BadTemplate, MayHaveNoMoreResourcesThanCloudFormationTakes) {
    std::string text = "Resources:\n";
    for (int i = 0; i < 501; ++i) {
        text += "  R" + std::to_string(i) + ": {Type: AWS::IAM::Role}\n";
    }
    EXPECT_THAT(problem_of(text), HasSubstr("501 resources; CloudFormation takes 500"));
}

// A file of 100 MB is refused by its size, not read.
TEST(BadTemplate, OfAHundredMegabytesIsRefusedAtOnce) {
    const TemporaryFile file("Resources: {}\n");
    std::filesystem::resize_file(file.path(), 100'000'000);
    const CloudFormationTemplate source{file.path(), "demo", std::nullopt};
    const auto begin = std::chrono::steady_clock::now();
    try {
        import_cloudformation({&source, 1});
        FAIL() << "expected an InputError";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("100000000 bytes; it may have 1048576"));
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(1));
}

TEST(BadTemplate, NeedsANameThatAStackCanHave) {
    const CloudFormationTemplate source{"x.yaml", "no name",
                                        "Resources: {C: {Type: AWS::ECS::Cluster}}"};
    EXPECT_THROW(import_cloudformation({&source, 1}), InputError);
}

TEST(Template, GivesTheStackTheNameOfItsFile) {
    const CloudFormationTemplate source{"stacks/my_app.v2.yaml", "",
                                        "Resources: {C: {Type: AWS::ECS::Cluster, Properties: "
                                        "{ClusterName: !Ref 'AWS::StackName'}}}"};
    EXPECT_EQ(import_cloudformation({&source, 1}).snapshot.clusters.at(0).name, "my-app-v2");
}

}  // namespace
}  // namespace berth::test
