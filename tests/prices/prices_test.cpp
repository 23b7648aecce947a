#include "berth/prices.hpp"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/what_if_result.hpp"

namespace berth {
namespace {

using ::testing::HasSubstr;

PriceList some_base() {
    return {"USD", "base", {{"c5.large", 0.1}, {"m5.large", 0.2}}};
}

PriceList read(std::string_view text) {
    return read_prices_text(text, "prices.yaml", some_base());
}

// What is said about a text, with the place.
std::string complaint(std::string_view text) {
    try {
        read(text);
    } catch (const InputError& error) {
        return to_string(error.where()) + " | " + error.problem();
    }
    return "no complaint";
}

TEST(Prices, ThoseOfTheCatalogueNameTheirSource) {
    const PriceList list = catalogue_prices();
    EXPECT_EQ(list.currency, "USD");
    EXPECT_THAT(list.source, HasSubstr(std::string(catalogue_date())));
    EXPECT_EQ(list.per_hour.at("c5.large"), find_instance_type("c5.large")->usd_per_hour);
    for (const auto& [type, price] : list.per_hour) EXPECT_GE(price, 0) << type;
}

TEST(Prices, AreLaidOverTheBase) {
    const PriceList list = read(R"({"prices": {"m5.large": 0.05, "t3.medium": 0.03}})");
    EXPECT_EQ(list.currency, "USD");
    EXPECT_EQ(list.per_hour, (std::map<std::string, double, std::less<>>{
                                 {"c5.large", 0.1}, {"m5.large", 0.05}, {"t3.medium", 0.03}}));
    EXPECT_EQ(list.source, "base; 2 own and 0 spot prices from prices.yaml");
}

TEST(Prices, ADiscountIsTakenOffAllButSpotPrices) {
    const PriceList list =
        read("prices: {m5.large: 0.5}\ndiscount: 0.5\nspot:\n  t3.medium: 0.25\n");
    EXPECT_EQ(list.per_hour.at("c5.large"), 0.05);
    EXPECT_EQ(list.per_hour.at("m5.large"), 0.25);
    EXPECT_EQ(list.per_hour.at("t3.medium"), 0.25);
    EXPECT_THAT(list.source, HasSubstr("50 % discount but on spot"));
}

TEST(Prices, InAnotherCurrencyTheBaseDoesNotCount) {
    const PriceList list = read("currency: EUR\nsource: our contract\nprices: {m5.large: 1}");
    EXPECT_EQ(list.currency, "EUR");
    EXPECT_EQ(list.per_hour.size(), 1U);
    EXPECT_EQ(list.source, "1 own and 0 spot prices from prices.yaml; our contract");
    EXPECT_EQ(read("currency: USD").per_hour, some_base().per_hour);
}

TEST(Prices, AnUnknownTypeIsNamedWithItsPlace) {
    EXPECT_THAT(complaint("prices:\n  m5.larg: 1\n"),
                ::testing::StartsWith("prices.yaml: line 2, /prices/m5.larg | "));
    EXPECT_THAT(complaint("prices:\n  m5.larg: 1\n"),
                HasSubstr("has no instance type 'm5.larg' (did you mean m5.large?)"));
    EXPECT_THAT(complaint("spot: {x9.imaginary: 1}"), HasSubstr("no instance type 'x9.imaginary'"));
}

TEST(Prices, WhatIsNoPriceIsRefused) {
    for (const char* price : {"-0.1", ".nan", ".inf", "nan", "inf", "cheap", "\"0.05\"", "", "[1]",
                              "{a: 1}", "1e7", "0x10", "0.1 USD"}) {
        EXPECT_THAT(complaint(fmt::format("prices: {{m5.large: {}}}", price)),
                    HasSubstr("line 1, /prices/m5.large | expected a "))
            << price;
    }
    for (const char* discount : {"30", "-0.1", "1.01"}) {
        EXPECT_THAT(complaint(fmt::format("discount: {}", discount)),
                    HasSubstr("expected a share from 0 to 1"))
            << discount;
    }
    EXPECT_THAT(complaint("discount: 30%"), HasSubstr("expected a number"));
}

TEST(Prices, AFileOfAnotherFormIsRefused) {
    EXPECT_THAT(complaint("[]"), HasSubstr("expected a map of members, found a list"));
    EXPECT_THAT(complaint(" "), HasSubstr("expected"));
    EXPECT_THAT(complaint("prices: [m5.large]"), HasSubstr("found a list"));
    EXPECT_THAT(complaint("price: {m5.large: 1}"),
                HasSubstr("known are: currency, source, prices, discount, spot"));
    EXPECT_THAT(complaint("discount: 0.1\ndiscount: 0.2"), HasSubstr("twice"));
    EXPECT_THAT(complaint("prices: {m5.large: 1"), HasSubstr("neither YAML nor JSON"));
    EXPECT_THAT(complaint("prices: {[a]: 1}"), HasSubstr("as the name of a member"));
    EXPECT_THAT(complaint("a: *nothing"), HasSubstr("neither YAML nor JSON"));
    EXPECT_THAT(complaint(std::string(100'000, '[')), HasSubstr("neither YAML nor JSON"));
}

TEST(Prices, AreReadFromAFile) {
    const auto path = std::filesystem::path(testing::TempDir()) / "berth-prices.json";
    std::ofstream(path) << R"({"prices": {"m5.large": 0.07}})";
    EXPECT_EQ(read_prices(path, some_base()).per_hour.at("m5.large"), 0.07);
    std::filesystem::remove(path);
    EXPECT_THROW(read_prices(path, some_base()), InputError);
}

}  // namespace
}  // namespace berth
