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

using Page = std::string (*)(std::string_view results_json);

class Report : public testing::TestWithParam<Page> {
   protected:
    void SetUp() override {
        if (!has_report_page()) GTEST_SKIP() << "built without Chart.js, so without the report";
    }

    static std::string page_of(std::string_view results) { return GetParam()(results); }
};

INSTANTIATE_TEST_SUITE_P(Pages, Report, testing::Values(what_if_page, simulation_page),
                         [](const auto& page) {
                             return page.index == 0 ? "WhatIf" : "Simulation";
                         });

TEST_P(Report, HoldsTheResultsAsTheyAre) {
    const std::string results = R"({"title":"a & b > c","points":[1,2.5]})";
    EXPECT_EQ(embedded(page_of(results), "results"), results);
}

TEST_P(Report, LetsNoNameEndTheScriptElement) {
    const std::string page = page_of(R"({"title":"</script><!--<script>alert(1)</script>"})");
    EXPECT_EQ(embedded(page, "results"),
              R"({"title":"\u003c/script>\u003c!--\u003cscript>alert(1)\u003c/script>"})");
    EXPECT_EQ(occurrences(page, "</script>"), occurrences(page_of("{}"), "</script>"));
}

TEST(WhatIfPage, SaysWhatEveryReasonMeansInTheWordsOfTheProgram) {
    if (!has_report_page()) GTEST_SKIP() << "built without the report";
    const std::string reasons = embedded(what_if_page("{}"), "reasons");
    for (std::size_t i = 0; i < reason_count; ++i) {
        const auto reason = static_cast<Reason>(i);
        const std::string expected =
            "\"" + std::string(to_string(reason)) + "\":\"" + std::string(describe(reason)) + "\"";
        EXPECT_THAT(reasons, HasSubstr(expected));
    }
}

TEST_P(Report, NamesNothingToLoad) {
    const std::string own = own_part(page_of("{}"));
    ASSERT_THAT(own, HasSubstr("Content-Security-Policy"));
    EXPECT_THAT(own, HasSubstr("default-src 'none'"));
    EXPECT_FALSE(std::regex_search(own, std::regex("https?:|//[a-z0-9-]+\\.[a-z]")));
    EXPECT_FALSE(std::regex_search(own, std::regex("<script[^>]* src|@import|url\\(|fetch\\(")));
    EXPECT_THAT(own, Not(HasSubstr("innerHTML")));
}

TEST_P(Report, FillsEveryPlaceOfTheTemplate) {
    const std::string page = page_of("{}");
    EXPECT_THAT(page, Not(HasSubstr("<!-- berth:")));
    EXPECT_THAT(page, testing::StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(page, testing::EndsWith("</html>\n"));
}

TEST_P(Report, LeavesNoImportOrExportOfAModuleInAPage) {
    const std::string own = own_part(page_of("{}"));
    EXPECT_FALSE(std::regex_search(own, std::regex("\n(import|export) ")));
}

TEST_P(Report, CarriesTheLicenceOfChartJs) {
    const std::string page = page_of("{}");
    EXPECT_THAT(page, HasSubstr("Chart.js v3."));
    EXPECT_THAT(page, HasSubstr("Permission is hereby granted, free of charge"));
}

TEST_P(Report, StaysBelowHalfAMebibyteOverItsResults) {
    EXPECT_LT(page_of("{}").size(), 512U << 10);
    const std::string results = "[" + std::string(8U << 20, ' ') + "]";
    EXPECT_EQ(page_of(results).size() - page_of("[]").size(), 8U << 20);
}

TEST(ReportThatIsNotBuiltIn, IsRefusedWithARemedy) {
    if (has_report_page()) GTEST_SKIP() << "this build has the report";
    for (const auto page : {what_if_page, simulation_page}) {
        try {
            page("{}");
            FAIL() << "a page came from nowhere";
        } catch (const InputError& error) {
            EXPECT_THAT(error.what(), HasSubstr("libjs-chart.js"));
        }
    }
}

}  // namespace

}  // namespace berth
