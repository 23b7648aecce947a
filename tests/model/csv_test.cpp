#include "model/csv.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "support/temporary_file.hpp"

namespace berth {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

// All records of a table with the columns a and b.
std::vector<std::vector<std::string>> records(const std::string& text) {
    host::model::CsvReader table(text, "t.csv");
    std::vector<std::vector<std::string>> all;
    while (table.next()) all.push_back({table.field(0), table.field(1)});
    return all;
}

std::string error_of(const std::string& text) {
    try {
        records(text);
    } catch (const InputError& error) {
        return error.what();
    }
    return "no error";
}

TEST(CsvReader, ReadsPlainFields) {
    EXPECT_THAT(records("a,b\n1,2\n3,4\n"),
                ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
}

TEST(CsvReader, NeedsNoLineEndAtTheEnd) {
    EXPECT_THAT(records("a,b\n1,2"), ElementsAre(ElementsAre("1", "2")));
    EXPECT_THAT(records("a,b\n1,"), ElementsAre(ElementsAre("1", "")));
}

TEST(CsvReader, ReadsBothKindsOfLineEndsAndSkipsBlankLines) {
    EXPECT_THAT(records("a,b\r\n1,2\r\n\r\n\n3,4\n\n"),
                ElementsAre(ElementsAre("1", "2"), ElementsAre("3", "4")));
    EXPECT_THAT(records("a,b\r\n1,\"2\"\r\n"), ElementsAre(ElementsAre("1", "2")));
}

TEST(CsvReader, SkipsAByteOrderMark) {
    host::model::CsvReader table(
        "\xEF\xBB\xBF"
        "a,b\n1,2\n",
        "t.csv");
    EXPECT_EQ(table.required_column("a"), 0u);
}

TEST(CsvReader, KeepsEmptyFields) {
    EXPECT_THAT(records("a,b\n,\n\"\",x\n"),
                ElementsAre(ElementsAre("", ""), ElementsAre("", "x")));
}

TEST(CsvReader, ReadsQuotedCommasQuotesAndLineEnds) {
    EXPECT_THAT(records("a,b\n\"1,2\",\"say \"\"hi\"\"\"\n\"two\nlines\",x\n"),
                ElementsAre(ElementsAre("1,2", "say \"hi\""), ElementsAre("two\nlines", "x")));
}

TEST(CsvReader, CountsTheLinesWithinQuotes) {
    host::model::CsvReader table("a,b\n\"two\nlines\",1\n3,4\n", "t.csv");
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.line(), 2u);
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.line(), 4u);
    EXPECT_FALSE(table.next());
}

TEST(CsvReader, RefusesATableWithoutAHeader) {
    EXPECT_THAT(error_of(""), HasSubstr("t.csv: line 1"));
    EXPECT_THAT(error_of("\n\n"), HasSubstr("expected a header row"));
}

TEST(CsvReader, NamesTheLineWithTooFewOrTooManyFields) {
    EXPECT_THAT(error_of("a,b\n1,2\n3\n"), HasSubstr("t.csv: line 3: expected 2 fields"));
    EXPECT_THAT(error_of("a,b\n1,2,3\n"),
                HasSubstr("line 2: expected 2 fields as in the header, found 3"));
}

TEST(CsvReader, RefusesBrokenQuotes) {
    EXPECT_THAT(error_of("a,b\n1,\"2\n3,4\n"), HasSubstr("line 2: a quoted field is not closed"));
    EXPECT_THAT(error_of("a,b\n\"1\"x,2\n"), HasSubstr("line 2: expected a comma"));
}

TEST(CsvReader, NamesTheColumnThatIsMissing) {
    const host::model::CsvReader table("a,b\n", "t.csv");
    EXPECT_FALSE(table.column("c").has_value());
    try {
        table.required_column("c");
        FAIL() << "expected an InputError";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("expected a column 'c' in the header; it has a, b"));
    }
}

TEST(CsvReader, ReadsIntegersWithinBoundsOnly) {
    host::model::CsvReader table("a,b\n10,-1\n11,x\n,1.5\n", "t.csv");
    ASSERT_TRUE(table.next());
    EXPECT_EQ(table.integer(0, 0, 10), 10);
    EXPECT_THROW(table.integer(1, 0, 10), InputError);
    ASSERT_TRUE(table.next());
    EXPECT_THROW(table.integer(0, 0, 10), InputError);
    EXPECT_THROW(table.integer(1, 0, 10), InputError);
    ASSERT_TRUE(table.next());
    EXPECT_THROW(table.integer(0, 0, 10), InputError);
    EXPECT_THROW(table.integer(1, 0, 10), InputError);
}

TEST(ReadTextFile, SaysWhyAFileCannotBeRead) {
    for (const char* path : {"/nonexistent/table.csv", "/"}) {
        try {
            host::model::read_text_file(path);
            FAIL() << path;
        } catch (const InputError& error) {
            EXPECT_EQ(error.where().file, path);
            EXPECT_THAT(error.what(), HasSubstr("cannot read the file: "));
        }
    }
}

TEST(ReadTextFile, ReadsAnEmptyFile) {
    EXPECT_EQ(host::model::read_text_file(TemporaryFile("").path()), "");
    EXPECT_EQ(host::model::read_text_file(TemporaryFile("x\n").path()), "x\n");
}

}  // namespace
}  // namespace berth
