// Parameters: defaults, values that are given, and what their declarations forbid.
#include <gmock/gmock.h>

#include "import/cloudformation/import_text.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;

std::string declared(const std::string& declaration) {
    return "Parameters: {P: {" + declaration + "}}";
}

std::string with_value(const std::string& declaration, const std::string& value) {
    CloudFormationOptions options;
    options.parameters = {{"P", value}};
    return value_of("!Sub '${P}'", declared(declaration), options);
}

std::string problem_with(const std::string& declaration, const std::string& value) {
    CloudFormationOptions options;
    options.parameters = {{"P", value}};
    return problem_of(with_family("!Sub '${P}'", declared(declaration)), options);
}

TEST(Parameters, HaveADefaultOrTheValueGiven) {
    const std::string declaration = "Type: String, Default: a";
    EXPECT_EQ(value_of("!Ref P", declared(declaration)), "a");
    EXPECT_EQ(with_value(declaration, "b"), "b");
    CloudFormationOptions options;
    options.parameters = {{"P", ""}};
    EXPECT_EQ(value_of("!Sub 'a${P}'", declared(declaration), options), "a");
}

TEST(Parameters, OfAStackGoBeforeThoseOfAll) {
    CloudFormationOptions options;
    options.parameters = {{"demo.P", "mine"}, {"P", "all"}};
    EXPECT_EQ(value_of("!Ref P", declared("Type: String"), options), "mine");
    options.parameters = {{"other.P", "mine"}};
    EXPECT_THAT(problem_of(with_family("!Ref P", declared("Type: String")), options),
                HasSubstr("no parameter `other.P`"));
}

TEST(Parameters, ThatNobodyDeclaresAreNamedWithThoseThatAreKnown) {
    CloudFormationOptions options;
    options.parameters = {{"Q", "1"}};
    const std::string problem =
        problem_of(with_family("a", declared("Type: String, Default: a")), options);
    EXPECT_THAT(problem, HasSubstr("no parameter `Q`; known are: P"));
}

TEST(Parameters, WithoutAValueSayHowToGiveIt) {
    EXPECT_THAT(problem_of(with_family("a", declared("Type: String"))),
                HasSubstr("--parameters P=VALUE"));
}

TEST(Parameters, TakeNoneButAllowedValues) {
    const std::string declaration =
        "Type: String, AllowedValues: [a, b], ConstraintDescription: choose well";
    EXPECT_EQ(with_value(declaration, "b"), "b");
    const std::string problem = problem_with(declaration, "c");
    EXPECT_THAT(problem, HasSubstr("`P`: \"c\" is none of the allowed values: a, b"));
    EXPECT_THAT(problem, HasSubstr("choose well"));
    EXPECT_THAT(problem, HasSubstr("demo.yaml: line 1, /Parameters/P"));
}

TEST(Parameters, MatchTheirPatternAsAWhole) {
    const std::string declaration = "Type: String, AllowedPattern: '[a-z]+'";
    EXPECT_EQ(with_value(declaration, "abc"), "abc");
    EXPECT_THAT(problem_with(declaration, "abc1"), HasSubstr("does not match [a-z]+"));
    EXPECT_THAT(problem_with("Type: String, AllowedPattern: '['", "a"),
                HasSubstr("AllowedPattern of the parameter `P`"));
}

TEST(Parameters, KeepToTheirLimits) {
    const std::string number = "Type: Number, MinValue: 1, MaxValue: 10";
    EXPECT_EQ(with_value(number, "10"), "10");
    EXPECT_THAT(problem_with(number, "11"), HasSubstr("outside MinValue and MaxValue"));
    EXPECT_THAT(problem_with(number, "0"), HasSubstr("outside MinValue and MaxValue"));
    EXPECT_THAT(problem_with(number, "many"), HasSubstr("not a number"));
    const std::string text = "Type: String, MinLength: 2, MaxLength: 3";
    EXPECT_EQ(with_value(text, "ab"), "ab");
    EXPECT_THAT(problem_with(text, "a"), HasSubstr("MinLength"));
    EXPECT_THAT(problem_with(text, "abcd"), HasSubstr("MaxLength"));
}

TEST(Parameters, OfListsAreSplitAndCheckedPartByPart) {
    EXPECT_EQ(value_of("!Join ['+', !Ref P]", declared("Type: List<Number>, Default: '1, 2'")),
              "1+2");
    EXPECT_THAT(problem_with("Type: CommaDelimitedList, AllowedValues: [a, b]", "a,c"),
                HasSubstr("\"c\""));
}

TEST(Parameters, ThatAreSecretAreNotShown) {
    const std::string problem =
        problem_with("Type: String, NoEcho: true, AllowedValues: [a]", "hunter2");
    EXPECT_THAT(problem, testing::Not(HasSubstr("hunter2")));
}

TEST(Parameters, OfSystemsManagerAreKnownToAwsAlone) {
    const std::string declaration =
        declared("Type: 'AWS::SSM::Parameter::Value<String>', Default: /path");
    const std::string text = R"(
  Other:
    Type: AWS::AutoScaling::LaunchConfiguration
    Properties: {ImageId: !Ref P, InstanceType: !Ref P}
)";
    const CloudFormationImport import = import_text(with_family("a", declaration) + text);
    EXPECT_EQ(import.unresolved, std::vector<std::string>{"P"});
    EXPECT_THAT(all_warnings(import), HasSubstr("--attribute P=VALUE"));
    CloudFormationOptions options;
    options.attributes = {{"P", "m5.large"}};
    const CloudFormationImport answered =
        import_text(with_family("a", declaration) + text, options);
    EXPECT_TRUE(answered.unresolved.empty());
    EXPECT_THAT(answered.documents, HasSubstr("\"InstanceType\":\"m5.large\""));
}

}  // namespace
}  // namespace berth::test
