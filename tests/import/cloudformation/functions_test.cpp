// Intrinsic functions, pseudo parameters, mappings, conditions and exports.
#include <gmock/gmock.h>

#include "import/cloudformation/import_text.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::MatchesRegex;

const std::string sections = R"(
Parameters:
  Size: {Type: String, Default: small}
  Zones: {Type: CommaDelimitedList, Default: "a, b,c"}
Mappings:
  Sizes:
    small: {cpu: "256", names: [one, two]}
Conditions:
  IsSmall: !Equals [!Ref Size, small]
  IsLarge: !Not [Condition: IsSmall]
  Both: !And [!Condition IsSmall, !Condition IsLarge]
  Either: {"Fn::Or": [{"Condition": "IsSmall"}, {"Condition": "IsLarge"}]}
)";

std::string value(const std::string& text) {
    return value_of(text, sections);
}

TEST(Functions, TakeShortTagsAndLongForms) {
    EXPECT_EQ(value("!Ref Size"), "small");
    EXPECT_EQ(value("{Ref: Size}"), "small");
    EXPECT_EQ(value("!Join ['-', [a, !Ref Size]]"), "a-small");
    EXPECT_EQ(value("{'Fn::Join': ['-', [a, {Ref: Size}]]}"), "a-small");
    EXPECT_EQ(value("!Select [1, !Split ['|', 'x|y|z']]"), "y");
    EXPECT_EQ(value("{'Fn::Select': ['2', !Ref Zones]}"), "c");
    EXPECT_EQ(value("!FindInMap [Sizes, !Ref Size, cpu]"), "256");
    EXPECT_EQ(value("!Select [1, !FindInMap [Sizes, small, names]]"), "two");
    EXPECT_EQ(value("!FindInMap [Sizes, huge, cpu, {DefaultValue: none}]"), "none");
    EXPECT_EQ(value("!Select [1, !GetAZs '']"), "us-east-1b");
    EXPECT_EQ(value("!Select [0, !GetAZs eu-west-1]"), "eu-west-1a");
    EXPECT_EQ(value("!Base64 berth"), "YmVydGg=");
    EXPECT_EQ(value("{'Fn::Base64': !Sub '${Size}'}"), "c21hbGw=");
    EXPECT_EQ(value("{'Fn::Length': !Ref Zones}"), "3");
    EXPECT_EQ(value("!ToJsonString {a: 1, b: ['2', !Ref Size]}"), R"({"a":1,"b":["2","small"]})");
}

TEST(Functions, SubstituteParametersResourcesAndOwnValues) {
    EXPECT_EQ(value("!Sub '${AWS::StackName}-${Size}'"), "demo-small");
    EXPECT_EQ(value("!Sub 'echo ${!HOME} ${ Size }'"), "echo ${HOME} small");
    EXPECT_EQ(value("!Sub ['${Size}/${Own}', {Own: !Join ['', [a, b]]}]"), "small/ab");
    EXPECT_THAT(value("!Sub '${Group.AutoScalingGroupARN}'"),
                MatchesRegex("arn:aws:autoscaling:us-east-1:123456789012:autoScalingGroup:[0-9a-f-"
                             "]*:autoScalingGroupName/demo-Group-[0-9A-Z]*"));
    EXPECT_THAT(problem_of(with_family("!Sub 'a ${VAR:-b}'")), HasSubstr("${VAR:-b}"));
    EXPECT_THAT(problem_of(with_family("!Sub '${Zones}'", sections)), HasSubstr("a list"));
}

TEST(Functions, ChooseByConditions) {
    EXPECT_EQ(value("!If [IsSmall, yes, no]"), "yes");
    EXPECT_EQ(value("!If [IsLarge, yes, no]"), "no");
    EXPECT_EQ(value("!If [Both, yes, no]"), "no");
    EXPECT_EQ(value("{'Fn::If': [Either, !Ref Size, no]}"), "small");
    EXPECT_THAT(problem_of(with_family("!If [Nothing, a, b]", sections)),
                HasSubstr("no condition `Nothing`"));
}

TEST(Functions, KnowThePseudoParameters) {
    CloudFormationOptions options;
    options.region = "cn-north-1";
    options.account = "210987654321";
    const std::string text =
        "!Join [' ', [!Ref 'AWS::Region', !Ref 'AWS::AccountId', !Ref 'AWS::Partition', !Ref "
        "'AWS::URLSuffix']]";
    EXPECT_EQ(value_of(text, "", options), "cn-north-1 210987654321 aws-cn amazonaws.com.cn");
    options.availability_zones = {"cn-north-1d"};
    EXPECT_EQ(value_of("!Select [0, !GetAZs {Ref: 'AWS::Region'}]", "", options), "cn-north-1d");
}

TEST(Functions, MakeTheSameNamesInEveryRun) {
    EXPECT_EQ(value("!Ref Group"), value("!Ref Group"));
    EXPECT_THAT(value("!Ref Group"), MatchesRegex("demo-Group-[0-9A-Z]+"));
}

TEST(Functions, LeaveOutWhatStandsForNoValue) {
    const CloudFormationImport import = import_text(R"(
Resources:
  Task:
    Type: AWS::ECS::TaskDefinition
    Properties:
      Family: a
      Cpu: !Ref AWS::NoValue
      ContainerDefinitions:
        - Name: main
          Memory: 64
        - !Ref AWS::NoValue
)");
    const TaskDefinition& definition = import.snapshot.task_definitions.at(0);
    EXPECT_FALSE(definition.cpu_units);
    EXPECT_EQ(definition.containers.size(), 1U);
}

TEST(Functions, SayWhatTheyTake) {
    EXPECT_THAT(problem_of(with_family("!Join ['-']")), HasSubstr("Fn::Join takes 2 values"));
    EXPECT_THAT(problem_of(with_family("!Select [3, [a, b]]")), HasSubstr("2 elements"));
    EXPECT_THAT(problem_of(with_family("!Select [-1, [a, b]]")), HasSubstr("index"));
    EXPECT_THAT(problem_of(with_family("!Split ['', a]")), HasSubstr("delimiter"));
    EXPECT_THAT(problem_of(with_family("!FindInMap [Sizes, small, gpu]", sections)),
                HasSubstr("small, gpu"));
    EXPECT_THAT(problem_of(with_family("!GetAtt Group")), HasSubstr("LOGICALID.ATTRIBUTE"));
    EXPECT_THAT(problem_of(with_family("!Reff Size", sections)),
                HasSubstr("no function `Fn::Reff`"));
    EXPECT_THAT(problem_of(with_family("!Transform {Name: 'AWS::Include'}")),
                HasSubstr("not evaluated"));
    EXPECT_THAT(problem_of(with_family("{'Fn::Sub': a, Other: b}")), HasSubstr("Fn::Sub"));
    EXPECT_THAT(problem_of(with_family("!Ref Szie", sections)), HasSubstr("did you mean `Size`?"));
}

TEST(Functions, NameThePlaceOfAMistake) {
    EXPECT_THAT(problem_of("Resources:\n  Task:\n    Type: AWS::ECS::TaskDefinition\n"
                           "    Properties:\n      Family: !Ref Nobody\n"),
                HasSubstr("demo.yaml: line 5, /Resources/Task/Properties/Family"));
}

class TwoStacks : public testing::Test {
   protected:
    static CloudFormationImport import_both(const std::string& importing,
                                            const CloudFormationOptions& options = {}) {
        const CloudFormationTemplate templates[] = {
            template_of(with_family(importing), "app"),
            template_of(with_family("base",
                                    "Outputs: {Name: {Value: !Ref Task, Export: {Name: "
                                    "!Sub '${AWS::StackName}-task'}}}"),
                        "base"),
        };
        return import_cloudformation(templates, options);
    }
};

TEST_F(TwoStacks, TakeExportsFromEachOtherInAnyOrder) {
    const auto definitions = import_both("!ImportValue base-task").snapshot.task_definitions;
    EXPECT_EQ(definitions.at(0).family,
              "arn:aws:ecs:us-east-1:123456789012:task-definition/base:1");
    EXPECT_EQ(definitions.at(1).family, "base");
}

TEST_F(TwoStacks, LackWhatNoneExportsUnlessItIsGiven) {
    CloudFormationOptions options;
    options.exports = {{"other-task", "given"}};
    const auto definitions = import_both("!ImportValue other-task", options);
    EXPECT_EQ(definitions.snapshot.task_definitions.at(0).family, "given");
    try {
        import_both("!ImportValue other-task");
        FAIL() << "a task definition without a family";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("line"));
        EXPECT_THAT(error.what(), HasSubstr("family"));
    }
}

TEST_F(TwoStacks, ExportEachNameOnce) {
    const std::string text =
        with_family("!ImportValue a", "Outputs: {Out: {Value: b, Export: {Name: a}}}");
    const CloudFormationTemplate templates[] = {template_of(text, "x"), template_of(text, "y")};
    EXPECT_THROW(import_cloudformation(templates), InputError);
    const CloudFormationTemplate same[] = {template_of(text, "x"), template_of(text, "x")};
    EXPECT_THROW(import_cloudformation(same), InputError);
}

TEST(Conditions, DecideWhetherAResourceExists) {
    const std::string text = R"(
Parameters: {Wanted: {Type: String, Default: "no"}}
Conditions: {IsWanted: !Equals [!Ref Wanted, "yes"]}
Resources:
  Always: {Type: AWS::ECS::Cluster}
  Sometimes: {Type: AWS::ECS::Cluster, Condition: IsWanted}
  Role: {Type: AWS::IAM::Role, Condition: IsWanted}
)";
    CloudFormationOptions options;
    EXPECT_EQ(import_text(text).snapshot.clusters.size(), 1U);
    EXPECT_TRUE(import_text(text).ignored_resources.empty());
    options.parameters = {{"Wanted", "yes"}};
    EXPECT_EQ(import_text(text, options).snapshot.clusters.size(), 2U);
    EXPECT_EQ(import_text(text, options).ignored_resources.at("AWS::IAM::Role"), 1U);
}

TEST(Conditions, ThatDoNotHoldMakeReferencesWrong) {
    EXPECT_THAT(problem_of(R"(
Conditions: {Never: !Equals [a, b]}
Resources:
  Gone: {Type: AWS::ECS::Cluster, Condition: Never}
  Task: {Type: AWS::ECS::TaskDefinition, Properties: {Family: !Ref Gone}}
)"),
                HasSubstr("condition Never does not hold"));
}

}  // namespace
}  // namespace berth::test
