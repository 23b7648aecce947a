// What people write, YAML and JSON, and what it is taken for.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "yaml/as_text.hpp"

namespace berth::host::yaml {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::StartsWith;

TEST(BlockScalar, MayStandBehindATagAndNoDeeperThanIt) {
    EXPECT_EQ(as_text("Fn::Base64:\n  !Sub |\n  #!/bin/bash\n  echo\nX: 1\n"),
              R"({"Fn::Base64":"#!/bin/bash\necho\n","X":1})");
    EXPECT_EQ(as_text("a:\n- - !Sub |\n    x\n  - y\n"), R"({"a":[["x\n","y"]]})");
    EXPECT_EQ(as_text("a:\n  - !Sub >-\n    one\n    two\n"), R"({"a":["one two"]})");
}

TEST(BlockScalar, KeepsOrFoldsItsLines) {
    EXPECT_EQ(as_text("a: |-\n  x\n  y\nb: >\n  f\n  g\n\n  h\nc: |2\n   i\nd: |+\n  k\n\n"),
              R"({"a":"x\ny","b":"f g\nh\n","c":" i\n","d":"k\n\n"})");
    EXPECT_EQ(as_text("a: |\n  x\n  \ty\n"), R"({"a":"x\n\ty\n"})");
}

TEST(Json, MayEscapeCharactersAsPairsOfSurrogates) {
    EXPECT_EQ(as_text(R"({"title": "\ud83d\ude00"})"), "{\"title\":\"\xF0\x9F\x98\x80\"}");
    EXPECT_EQ(as_text(R"({"\ud83d\ude00": ["\u00e9\/"]})"),
              "{\"\xF0\x9F\x98\x80\":[\"\xC3\xA9/\"]}");
}

TEST(Json, MayBreakTheLineBetweenNameAndColon) {
    EXPECT_EQ(as_text("{\"a\"\n:\n1, \"b\"\n\n: {\"c\"\r\n:\t2}}"), R"({"a":1,"b":{"c":2}})");
}

TEST(Json, MayHaveLongNames) {
    const std::string name(5000, 'k');
    EXPECT_EQ(as_text("{\"" + name + "\": 1}"), "{\"" + name + "\":1}");
}

TEST(Json, MayBeginWithAByteOrderMarkAndIndentWithTabs) {
    EXPECT_EQ(as_text("\xEF\xBB\xBF{\n\t\"a\":\t1,\n\t\"b\": [\n\t\tnull\n\t]\n}\n"),
              R"({"a":1,"b":[null]})");
    EXPECT_EQ(as_text("\xEF\xBB\xBF"
                      "a: 1\n"),
              R"({"a":1})");
}

TEST(Json, KnowsItsLines) {
    const Value root = load("{\"a\": 1,\n \"b\": [2,\n 3]}", "f.json");
    const auto members = root.members();
    EXPECT_EQ(members.at(0).second.where().pointer, "line 1, /a");
    EXPECT_EQ(members.at(1).second.elements().at(1).where().pointer, "line 3, /b/1");
}

TEST(Json, IsNotWhatOnlyLooksLikeIt) {
    EXPECT_EQ(as_text("{a: 1, b: [x, 'y', ]}"), R"({"a":1,"b":["x","y"]})");
    EXPECT_EQ(as_text("{\"a\": 01, \"b\": -, \"c\": 1., \"d\": nul}"),
              R"({"a":1,"b":"-","c":"1.","d":"nul"})");
    EXPECT_EQ(as_text("[1.5, -0, 1e3, 1E+2, 0.1e-7]"), R"(["1.5",0,"1e3","1E+2","0.1e-7"])");
}

TEST(Json, ThatIsBrokenIsReportedWhereItBreaks) {
    EXPECT_THAT(
        as_text("{\"a\": \"\\ud83d\\ude00\",\n \"b\" 1}"),
        AllOf(StartsWith("file.yaml: line 2, column "), HasSubstr("neither YAML nor JSON")));
    EXPECT_THAT(as_text("{\"a\": 1,\n\"b\": [1, 2}"), StartsWith("file.yaml: line 2, column "));
    EXPECT_THAT(as_text("{\"a\": 1} x"), HasSubstr("text behind the first one"));
}

TEST(PlainText, IsNothingButWhatItLooksLike) {
    EXPECT_EQ(as_text("a: yes\nb: no\nc: on\nd: 010\ne: 0x1F\nf: 1_000\ng: TRUE\nh: 12:30:45\n"),
              R"({"a":"yes","b":"no","c":"on","d":10,"e":"0x1F","f":"1_000","g":"TRUE",)"
              R"("h":"12:30:45"})");
    EXPECT_EQ(as_text("a: ~\nb: null\nc:\nd: Null\ne: '~'\nf: !!str null\n"),
              R"({"a":null,"b":null,"c":null,"d":null,"e":"~","f":"null"})");
    EXPECT_EQ(as_text("a: '1'\nb: !!str 2\nc: !!int '3'\nd: !!bool true\ne: ! 5\n"),
              R"({"a":"1","b":"2","c":3,"d":true,"e":"5"})");
}

TEST(PlainText, MayHoldColonsHashesAndStars) {
    EXPECT_EQ(as_text("a: arn:aws:s3:::b/*\nb: [s3:*, ecs:*]\nc: ::/0\nd: x#y # no\n"),
              R"({"a":"arn:aws:s3:::b/*","b":["s3:*","ecs:*"],"c":"::/0","d":"x#y"})");
}

TEST(PlainText, MayGoOnInTheNextLines) {
    EXPECT_EQ(as_text("a: one\n  two\n  three\nb: \"x\n  y\"\r\nc: z\r\n"),
              R"({"a":"one two three","b":"x y","c":"z"})");
}

TEST(Names, MayBeQuotedAndNotGivenTwice) {
    EXPECT_EQ(as_text("\"a b\": 1\n'c': 2\n? d\n: 3\n4: e\n"), R"({"a b":1,"c":2,"d":3,"4":"e"})");
    EXPECT_THAT(as_text("a: 1\n'a': 2\n"), AllOf(HasSubstr("line 2, /a"), HasSubstr("twice")));
    EXPECT_THAT(as_text("a: {b: 1, b: 2}"), HasSubstr("the member `b` is given twice"));
    EXPECT_THAT(as_text("a: {{ name }}"), HasSubstr("expected text as the name of a member"));
    EXPECT_THAT(as_text("~: 1"), HasSubstr("expected text as the name of a member"));
}

TEST(Tags, OfTheFilesOwnStay) {
    const auto members = load(R"(
a: !Ref x
b: !Sub
  - "${y}"
  - {y: !GetAtt A.B}
c: !GetAtt "A.B"
d: !!map {}
e: [!Ref p,!Ref q]
f: !Empty
)",
                              "f")
                             .members();
    EXPECT_EQ(members.at(0).second.tag(), "!Ref");
    EXPECT_EQ(members.at(0).second.where().pointer, "line 2, /a");
    EXPECT_EQ(members.at(0).second.without_tag().tag(), "");
    EXPECT_EQ(members.at(1).second.tag(), "!Sub");
    EXPECT_EQ(members.at(1).second.elements().at(1).members().at(0).second.tag(), "!GetAtt");
    EXPECT_EQ(members.at(2).second.text(), "A.B");
    EXPECT_EQ(members.at(3).second.tag(), "");
    EXPECT_EQ(members.at(4).second.elements().at(1).text(), "q");
    EXPECT_TRUE(members.at(5).second.is_text());
}

TEST(Aliases, StandForWhatIsAnchoredLast) {
    EXPECT_EQ(as_text("a: &x 1\nb: *x\nc: &x {d: 2}\ne: [*x, *x]\n"),
              R"({"a":1,"b":1,"c":{"d":2},"e":[{"d":2},{"d":2}]})");
    EXPECT_EQ(as_text("a: &k key\n*k : 1\n"), R"({"a":"key","key":1})");
    EXPECT_THAT(as_text("a: 1\nb: *x\n"),
                AllOf(StartsWith("file.yaml: line 2: "), HasSubstr("`*x`")));
    EXPECT_THAT(as_text("a: &x [1, *x]\n"), HasSubstr("stands within what it stands for"));
}

TEST(MergeKey, TakesInWhatTheMapDoesNotSayItself) {
    EXPECT_EQ(as_text("b: &b {x: 1, y: 2}\nc:\n  <<: *b\n  y: 3\n  z: 4\n"),
              R"({"b":{"x":1,"y":2},"c":{"y":3,"z":4,"x":1}})");
    EXPECT_EQ(as_text("b: &b {x: 1}\nc: &c {x: 2, y: 3}\nd: {<<: [*b, *c]}\n"),
              R"({"b":{"x":1},"c":{"x":2,"y":3},"d":{"x":1,"y":3}})");
    EXPECT_EQ(as_text("a: {'<<': 1}"), R"({"a":{"<<":1}})");
    EXPECT_EQ(as_text(R"({"<<": 1})"), R"({"<<":1})");
    EXPECT_THAT(as_text("a: 1\nb:\n  <<: 5\n"),
                AllOf(StartsWith("file.yaml: line 3: "), HasSubstr("`<<`")));
}

TEST(Document, IsTheOnlyOneOfItsText) {
    EXPECT_EQ(as_text("%YAML 1.2\n---\na: 1\n...\n"), R"({"a":1})");
    EXPECT_EQ(as_text("# note\n--- {a: 1}\n# end\n"), R"({"a":1})");
    EXPECT_THAT(as_text("a: 1\n---\nb: 2\n"),
                AllOf(StartsWith("file.yaml: line 2: "), HasSubstr("text behind")));
    EXPECT_THAT(as_text("# nothing\n"), HasSubstr("found none"));
}

TEST(Document, MayBeUtf16) {
    EXPECT_EQ(as_text(std::string_view("\xFF\xFE"
                                       "a\0:\0 \0"
                                       "1\0",
                                       10)),
              R"({"a":1})");
}

TEST(Indentation, MayCountDashesOfListsAndNoTabs) {
    EXPECT_EQ(as_text("a:\n- 1\n- b:\n  - 2\n # note\nc: 3\n"), R"({"a":[1,{"b":[2]}],"c":3})");
    EXPECT_EQ(as_text("a:\t1\nb: [\n\t2,\n\t3 ]\n"), R"({"a":1,"b":[2,3]})");
    EXPECT_THAT(as_text("a:\n\tb: 1\n"),
                AllOf(StartsWith("file.yaml: line 2, column 1: "), HasSubstr("with spaces")));
}

TEST(Error, SaysWhereAndWhatToDo) {
    EXPECT_THAT(as_text("a: 1\nb: @x\n"),
                AllOf(StartsWith("file.yaml: line 2, column 4: "), HasSubstr("in quotes")));
    EXPECT_THAT(as_text("a: [::/0]\n"), HasSubstr("in quotes"));
    EXPECT_THAT(as_text("a: \"\\ud83d\"\n"), HasSubstr("write the character itself"));
    EXPECT_THAT(as_text("a: \"x\nb: 2\n"), HasSubstr("begins in line 1"));
    EXPECT_THAT(as_text("\xC3\xA4: b: c\n"), StartsWith("file.yaml: line 1, column 5: "));
}

}  // namespace
}  // namespace berth::host::yaml
