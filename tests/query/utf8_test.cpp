#include "query/utf8.hpp"

#include <gtest/gtest.h>

#include <string>

namespace berth::host::query {
namespace {

TEST(Utf8, AcceptsCharactersOfEveryLength) {
    EXPECT_EQ(utf8_length("a"), 1U);
    EXPECT_EQ(utf8_length("ü"), 2U);
    EXPECT_EQ(utf8_length("“"), 3U);
    EXPECT_EQ(utf8_length("🐄"), 4U);
    EXPECT_EQ(utf8_length(""), 0U);
    EXPECT_FALSE(find_invalid_utf8("Zürich “🐄”"));
}

TEST(Utf8, FindsTheFirstByteThatIsNone) {
    for (const std::string bad : {"\x80", "\xC0\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xA0\x80",
                                  "\xF0\x8F\xBF\xBF", "\xF4\x90\x80\x80", "\xF5\x80\x80\x80",
                                  "\xC3", "\xE2\x80", "\xF0\x9F\x90", "\xE2(\xA1", "\xFF"}) {
        EXPECT_EQ(find_invalid_utf8("ü" + bad), 2U) << ::testing::PrintToString(bad);
        EXPECT_EQ(find_invalid_utf8(bad + "a"), 0U) << ::testing::PrintToString(bad);
    }
}

TEST(Utf8, CountsCharactersAndFindsTheirOffsets) {
    EXPECT_EQ(count_characters("aü“🐄"), 4U);
    EXPECT_EQ(utf8_offset("aü“🐄", 0), 0U);
    EXPECT_EQ(utf8_offset("aü“🐄", 2), 3U);
    EXPECT_EQ(utf8_offset("aü“🐄", 3), 6U);
    EXPECT_EQ(utf8_offset("aü“🐄", 4), 10U);
    EXPECT_EQ(utf8_offset("aü“🐄", 9), 10U);
}

}  // namespace
}  // namespace berth::host::query
