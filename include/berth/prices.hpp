// Instance prices: the built-in catalogue's, and your own.
//
// Example:
//
//     const berth::PriceList prices = berth::read_prices_text(
//         "{prices: {m5.large: 0.05}, discount: 0.2}", "ours", berth::catalogue_prices());
//     assert(std::abs(prices.per_hour.at("m5.large") - 0.04) < 1e-9);
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace berth {

/// Prices per hour by instance type; `currency` holds for all of them.
struct PriceList {
    std::string currency = "USD";
    std::string source;  ///< for people: "on demand, Linux, us-east-1, as of 2026-08-02"
    std::map<std::string, double, std::less<>> per_hour;
};

/// The built-in catalogue's on-demand prices.
PriceList catalogue_prices();

/// Reads your own prices, laid over `base`; JSON or YAML:
/// `{"currency": "USD", "source": "our contract", "prices": {"m5.large": 0.05}, "discount": 0.3,
/// "spot": {"g5.xlarge": 0.42}}`. All members are optional.
///
/// `prices` replace those of the base; `discount`, 0 to 1, is then taken off all of them; `spot`
/// replaces existing prices and is not discounted. If the currency differs from the base's, the
/// prices of the base are ignored. Throws InputError with file, path and line for a type that is
/// not in the catalogue and for a price that is not a number from 0 to 1,000,000.
PriceList read_prices(const std::string& path, PriceList base);
PriceList read_prices_text(std::string_view text, const std::string& name, PriceList base);

}  // namespace berth
