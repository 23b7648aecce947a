#include "cli/display.hpp"

#include <gtest/gtest.h>

#include <limits>
#include <stdexcept>

namespace berth::host::cli {

namespace {

TEST(Text, GroupsDigitsByThousands) {
    EXPECT_EQ(with_separators(std::uint64_t{0}), "0");
    EXPECT_EQ(with_separators(std::uint64_t{999}), "999");
    EXPECT_EQ(with_separators(std::uint64_t{1000}), "1,000");
    EXPECT_EQ(with_separators(std::uint64_t{999'999}), "999,999");
    EXPECT_EQ(with_separators(std::uint64_t{1'000'000}), "1,000,000");
    EXPECT_EQ(with_separators(std::int64_t{-12'345}), "-12,345");
    EXPECT_EQ(with_separators(std::numeric_limits<std::int64_t>::min()),
              "-9,223,372,036,854,775,808");
}

TEST(Text, CountsInSingularAndPlural) {
    EXPECT_EQ(counted(0, "task"), "0 tasks");
    EXPECT_EQ(counted(1, "task"), "1 task");
    EXPECT_EQ(counted(9403, "task"), "9,403 tasks");
}

TEST(Text, GivesNoShareOfNothing) {
    EXPECT_EQ(percent(613, 1000), "61.3 %");
    EXPECT_EQ(percent(0, 7), "0.0 %");
    EXPECT_EQ(percent(1, 0), "-");
}

TEST(Text, NamesDurationsInTheirOwnUnit) {
    EXPECT_EQ(duration(0.00085), "850 us");
    EXPECT_EQ(duration(0.0123), "12 ms");
    EXPECT_EQ(duration(3.44), "3.4 s");
    EXPECT_EQ(duration(125), "2 min 5 s");
}

TEST(Text, NamesAgesInTheirOwnUnit) {
    using std::chrono::seconds;
    EXPECT_EQ(age(seconds(-5)), "0 s");
    EXPECT_EQ(age(seconds(59)), "59 s");
    EXPECT_EQ(age(seconds(60)), "1 min");
    EXPECT_EQ(age(seconds(3 * 3600)), "3 h");
    EXPECT_EQ(age(seconds(47 * 3600)), "47 h");
    EXPECT_EQ(age(seconds(48 * 3600)), "2 days");
}

TEST(Text, GivesAmountsTheUnitOfTheirReason) {
    EXPECT_EQ(amount(Reason::cpu, 1024), "1,024 CPU units");
    EXPECT_EQ(amount(Reason::memory, 1), "1 MiB");
    EXPECT_EQ(amount(Reason::gpu, 1), "1 GPU");
    EXPECT_EQ(amount(Reason::gpu, 2), "2 GPUs");
    EXPECT_EQ(amount(Reason::ports, 1), "1 port");
    EXPECT_EQ(amount(Reason::eni, -1), "-1 network interfaces");
    EXPECT_EQ(amount(Reason::member_of, 0), "0");
}

TEST(Text, OnlyTheFiveResourcesCompareAmounts) {
    for (std::size_t i = 0; i < reason_count; ++i) {
        EXPECT_EQ(is_resource(static_cast<Reason>(i)), i >= 1 && i <= 5) << i;
    }
}

TEST(Text, ShortensAnArnToItsLastPart) {
    EXPECT_EQ(id_of_arn("arn:aws:ecs:us-west-2:111122223333:task/fleet/abc"), "abc");
    EXPECT_EQ(id_of_arn("web:3"), "web:3");
    EXPECT_EQ(id_of_arn(""), "");
}

TEST(Text, NamesAnInstanceByItsEc2IdElseByItsArn) {
    ContainerInstance instance;
    instance.arn = "arn:aws:ecs:us-west-2:111122223333:container-instance/fleet/0a1b";
    EXPECT_EQ(instance_with_place(instance), "0a1b (-, -)");
    instance.ec2_instance_id = "i-77";
    instance.set_attribute(attribute_names::instance_type, "m5.large");
    EXPECT_EQ(instance_with_place(instance), "i-77 (m5.large, -)");
}

TEST(Text, LeavesNothingThatCouldSteerATerminal) {
    EXPECT_EQ(printable("caf\xc3\xa9 \xf0\x9f\x90\xb3"), "caf\xc3\xa9 \xf0\x9f\x90\xb3");
    EXPECT_EQ(printable("\x1b[2J"), "\\x1b[2J");
    EXPECT_EQ(printable("a\nb\tc\x7f"), "a\\x0ab\\x09c\\x7f");
    EXPECT_EQ(printable("\xc2\x9b"), "\\xc2\\x9b") << "C1 controls are controls too";
    EXPECT_EQ(printable("\xff\xc3"), "\\xff\\xc3") << "malformed UTF-8";
}

TEST(Text, CountsCodePointsAsColumns) {
    EXPECT_EQ(columns("web"), 3U);
    EXPECT_EQ(columns("caf\xc3\xa9"), 4U);
}

TEST(Text, SuggestsOnlyWhatIsNear) {
    const std::vector<std::string> verbs = {"place", "explain", "query", "capacity"};
    EXPECT_EQ(nearest("plce", verbs), "place");
    EXPECT_EQ(nearest("qeury", verbs), "query");
    EXPECT_EQ(nearest("deploy", verbs), "");
    EXPECT_EQ(nearest("", verbs), "");
    EXPECT_EQ(nearest("x", {"y"}), "") << "a word of one letter is near everything";
}

TEST(Text, WrapsAtBlanksOnly) {
    EXPECT_EQ(wrapped("one two three", 7), (std::vector<std::string>{"one two", "three"}));
    EXPECT_EQ(wrapped("unbreakable word", 4), (std::vector<std::string>{"unbreakable", "word"}));
    EXPECT_EQ(wrapped("", 10), std::vector<std::string>{""});
}

TEST(Table, AlignsColumnsToTheirWidestCell) {
    Table table({{"Type"}, {"Tasks", Align::right}, {"Why"}});
    table.add_row({"m5.large", "1,200", "full"});
    table.add_row({"a", "7", "port 80/tcp is taken"});
    EXPECT_EQ(table.to_text(Style(false)),
              "  Type      Tasks  Why\n"
              "  m5.large  1,200  full\n"
              "  a             7  port 80/tcp is taken\n");
}

TEST(Table, LeavesNoBlanksAtTheEndOfALine) {
    Table table({{"Name"}, {"Remark"}});
    table.add_row({"web", ""});
    EXPECT_EQ(table.to_text(Style(false), 0), "Name  Remark\nweb\n");
}

TEST(Table, CountsCharactersAndNotBytes) {
    Table table({{"Name"}, {"N", Align::right}});
    table.add_row({"caf\xc3\xa9", "1"});
    table.add_row({"bar", "22"});
    EXPECT_EQ(table.to_text(Style(false), 0), "Name   N\ncaf\xc3\xa9   1\nbar   22\n");
}

TEST(Table, ShowsControlCharactersInsteadOfSendingThem) {
    Table table({{"Name"}});
    table.add_row({"\x1b[31mred"});
    EXPECT_EQ(table.to_text(Style(false), 0), "Name\n\\x1b[31mred\n");
}

TEST(Table, BoldsItsHeadingsOnATerminalOnly) {
    Table table({{"Name"}});
    table.add_row({"web"});
    EXPECT_EQ(table.to_text(Style(true), 0), "\x1b[1mName\x1b[0m\nweb\n");
}

TEST(Table, RefusesARowOfAnotherLength) {
    Table table({{"Name"}, {"N"}});
    EXPECT_THROW(table.add_row({"web"}), std::logic_error);
}

}  // namespace

}  // namespace berth::host::cli
