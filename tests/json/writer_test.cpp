// The appending JSON writer.
#include "json/writer.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace berth::host::json {
namespace {

std::string written(const char* text) {
    std::string out;
    Writer(out).text(text);
    return out;
}

TEST(Writer, PutsCommasBetweenMembersAndElements) {
    std::string out;
    Writer writer(out);
    writer.begin_object();
    writer.member("a", std::int64_t{1});
    writer.key("b");
    writer.begin_list();
    writer.text("x");
    writer.boolean(false);
    writer.begin_object();
    writer.end_object();
    writer.null();
    writer.end_list();
    writer.member("c", "y");
    writer.end_object();
    EXPECT_EQ(out, R"({"a":1,"b":["x",false,{},null],"c":"y"})");
}

TEST(Writer, BreaksLinesWhereAsked) {
    std::string out;
    Writer writer(out);
    writer.begin_list();
    writer.line();
    writer.integer(1);
    writer.line(2);
    writer.integer(2);
    writer.end_list();
    EXPECT_EQ(out, "[\n1,\n  2]");
}

TEST(Writer, EscapesWhatMayNotStandInText) {
    EXPECT_EQ(written("a\"b\\c\n\t\x01"), R"("a\"b\\c\n\t\u0001")");
    EXPECT_EQ(written("caf\xC3\xA9 \xF0\x9F\x98\x80"), "\"caf\xC3\xA9 \xF0\x9F\x98\x80\"");
}

TEST(Writer, ReplacesBytesThatAreNoUtf8) {
    EXPECT_EQ(written("a\xFFz"), "\"a\xEF\xBF\xBDz\"");
    EXPECT_EQ(written("\xC3"), "\"\xEF\xBF\xBD\"");
    EXPECT_EQ(written("\xC3\xA9\xC3"), "\"\xC3\xA9\xEF\xBF\xBD\"");
}

TEST(Writer, WritesNumbers) {
    std::string out;
    Writer writer(out);
    writer.begin_list();
    writer.integer(std::numeric_limits<std::int64_t>::min());
    writer.number(0.0002);
    writer.number(0);
    writer.number(12.5);
    writer.end_list();
    EXPECT_EQ(out, "[-9223372036854775808,0.0002,0,12.5]");
}

}  // namespace
}  // namespace berth::host::json
