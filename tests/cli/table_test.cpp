#include <gtest/gtest.h>

#include <stdexcept>

#include "cli/display.hpp"

namespace berth::host::cli {
namespace {

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
