// Texts that are made to cost time or memory.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/resource.h>

#include <chrono>

#include "yaml/as_text.hpp"

namespace berth::host::yaml {
namespace {

using ::testing::HasSubstr;

#if defined(__SANITIZE_ADDRESS__) || defined(__clang__)
constexpr bool keeps_what_is_freed = true;  // the address sanitizer, and builds that may have it
#else
constexpr bool keeps_what_is_freed = false;
#endif

std::string repeated(std::string_view text, std::size_t bytes) {
    std::string whole;
    while (whole.size() + text.size() <= bytes) whole += text;
    return whole;
}

TEST(HostileText, OfBracketsStopsAtOnce) {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    const long before = usage.ru_maxrss;
    const auto begin = std::chrono::steady_clock::now();
    for (const std::string_view text : {"[", "[,,,,", "{:,:,", "{a: ", "- ", "[[],"}) {
        EXPECT_THAT(as_text(repeated(text, most_bytes)), HasSubstr("neither YAML nor JSON"))
            << text;
    }
    EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(60));
    ::getrusage(RUSAGE_SELF, &usage);
    if (keeps_what_is_freed) return;
    EXPECT_LT(usage.ru_maxrss - before, 200'000) << "KiB";
}

TEST(HostileText, MayBe500ListsDeep) {
    EXPECT_EQ(as_text(std::string(500, '[') + std::string(500, ']')).size(), 1000u);
    EXPECT_THAT(as_text(std::string(501, '[') + std::string(501, ']')), HasSubstr("too deeply"));
    std::string text;
    for (int i = 0; i < 501; ++i) text += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    EXPECT_THAT(as_text(text), HasSubstr("line 501: this is neither"));
}

TEST(HostileText, MayStandForAMillionValues) {
    EXPECT_THAT(as_text("[" + repeated("1,", most_bytes - 3) + "1]"), HasSubstr("stands for more"));
    EXPECT_THAT(as_text(repeated("-\n", most_bytes)), HasSubstr("stands for more"));
    EXPECT_THAT(as_text("- &a x\n" + repeated("- *a\n", most_bytes / 2)).substr(0, 9),
                R"(["x","x",)");
}

TEST(HostileText, DoesNotMultiplyByAliasesOrMerges) {
    std::string text = "a0: &a0 [x, x, x, x, x, x, x, x]\n";
    for (int i = 1; i < 12; ++i) {
        const std::string name = "a" + std::to_string(i);
        const std::string before = "*a" + std::to_string(i - 1);
        text += name + ": &" + name + " [" + before;
        for (int k = 0; k < 8; ++k) text += ", " + before;
        text += "]\n";
    }
    EXPECT_THAT(as_text(text), HasSubstr("stands for more"));
    std::string merges = "m: &m\n";
    for (int i = 0; i < 10'000; ++i) merges += "  k" + std::to_string(i) + ": 1\n";
    merges += "n:\n  <<: [*m" + repeated(", *m", 40'000) + "]\n";
    EXPECT_THAT(as_text(merges), HasSubstr("stands for more"));
}

TEST(HostileText, HasFewTagDirectives) {
    std::string text;
    for (int i = 0; i < 100'000; ++i) text += "%TAG !a" + std::to_string(i) + "! x\n";
    EXPECT_THAT(as_text(text + "---\na: 1\n"), HasSubstr("tag directives"));
    EXPECT_EQ(as_text("%TAG !a! x\n---\na: 1\n"), R"({"a":1})");
}

TEST(HostileText, ThatIsNoUtf8IsRefusedWithItsPlace) {
    EXPECT_THAT(as_text("a: 1\nb: \"\xC3(\"\n"), HasSubstr("line 2, column 6: "));
    EXPECT_THAT(as_text("a: \xC0\xAF\n"), HasSubstr("UTF-8"));
    EXPECT_THAT(as_text("{\"a\": \"\xFF\"}"), HasSubstr("line 1, column 8: "));
    EXPECT_THAT(as_text("a: x\x01y\n"), HasSubstr("control characters"));
}

TEST(HostileText, IsNotPrintedWhole) {
    EXPECT_LT(as_text("a: *" + std::string(100'000, 'x') + "\n").size(), 500u);
}

}  // namespace
}  // namespace berth::host::yaml
