#include "berth/report.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <regex>
#include <string>
#include <string_view>

#include "berth/error.hpp"
#include "berth/plan.hpp"

namespace berth {

namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t occurrences(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != text.npos; at = text.find(part, at + 1)) ++count;
    return count;
}

// What stands in the script element of that id.
std::string embedded(std::string_view page, std::string_view id) {
    const std::string begin = "id=\"" + std::string(id) + "\">";
    const std::size_t at = page.find(begin);
    if (at == page.npos) return "there is no element " + std::string(id);
    const std::size_t from = at + begin.size();
    return std::string(page.substr(from, page.find("</script>", from) - from));
}

// The page without Chart.js, whose notice names web sites.
std::string own_part(std::string page) {
    const std::size_t begin = page.find("<script>\n/*!\n * Chart.js");
    if (begin == page.npos) return {};
    return page.erase(begin, page.find("</script>", begin) - begin);
}

class Report : public testing::Test {
   protected:
    void SetUp() override {
        if (!has_report_page()) GTEST_SKIP() << "built without Chart.js, so without the report";
    }
};

TEST_F(Report, HoldsTheResultsAsTheyAre) {
    const std::string results = R"({"title":"a & b > c","points":[1,2.5]})";
    EXPECT_EQ(embedded(what_if_page(results), "results"), results);
}

TEST_F(Report, LetsNoNameEndTheScriptElement) {
    const std::string page = what_if_page(R"({"title":"</script><!--<script>alert(1)</script>"})");
    EXPECT_EQ(embedded(page, "results"),
              R"({"title":"\u003c/script>\u003c!--\u003cscript>alert(1)\u003c/script>"})");
    EXPECT_EQ(occurrences(page, "</script>"), occurrences(what_if_page("{}"), "</script>"));
}

TEST_F(Report, SaysWhatEveryReasonMeansInTheWordsOfTheProgram) {
    const std::string reasons = embedded(what_if_page("{}"), "reasons");
    for (std::size_t i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        const std::string expected =
            "\"" + std::string(to_string(reason)) + "\":\"" + std::string(describe(reason)) + "\"";
        EXPECT_THAT(reasons, HasSubstr(expected));
    }
}

TEST_F(Report, NamesNothingToLoad) {
    const std::string own = own_part(what_if_page("{}"));
    ASSERT_THAT(own, HasSubstr("Content-Security-Policy"));
    EXPECT_THAT(own, HasSubstr("default-src 'none'"));
    EXPECT_FALSE(std::regex_search(own, std::regex("https?:|//[a-z0-9-]+\\.[a-z]")));
    EXPECT_FALSE(std::regex_search(own, std::regex("<script[^>]* src|@import|url\\(|fetch\\(")));
    EXPECT_THAT(own, Not(HasSubstr("innerHTML")));
}

TEST_F(Report, FillsEveryPlaceOfTheTemplate) {
    const std::string page = what_if_page("{}");
    EXPECT_THAT(page, Not(HasSubstr("<!-- berth:")));
    EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(page, testing::EndsWith("</html>\n"));
}

TEST_F(Report, LeavesNoImportOrExportOfAModuleInAPage) {
    const std::string own = own_part(what_if_page("{}"));
    EXPECT_FALSE(std::regex_search(own, std::regex("\n(import|export) ")));
}

TEST_F(Report, CarriesTheLicenceOfChartJs) {
    const std::string page = what_if_page("{}");
    EXPECT_THAT(page, HasSubstr("Chart.js v3."));
    EXPECT_THAT(page, HasSubstr("Permission is hereby granted, free of charge"));
}

TEST_F(Report, StaysBelowHalfAMebibyteOverItsResults) {
    EXPECT_LT(what_if_page("{}").size(), 512U << 10);
    const std::string results = "[" + std::string(8U << 20, ' ') + "]";
    EXPECT_EQ(what_if_page(results).size() - what_if_page("[]").size(), 8U << 20);
}

TEST(ReportThatIsNotBuiltIn, IsRefusedWithARemedy) {
    if (has_report_page()) GTEST_SKIP() << "this build has the report";
    try {
        what_if_page("{}");
        FAIL() << "a page came from nowhere";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("libjs-chart.js"));
    }
}

}  // namespace

}  // namespace berth
