// Prices of instances: the catalogue's, and a file of one's own over them.
//
// JSON is read as YAML, of which it is a part. A number in quotes is text and no price.
#include "berth/prices.hpp"

#include <fmt/format.h>

#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "json/source.hpp"
#include "query/vocabulary.hpp"
#include "yaml/value.hpp"

namespace berth {

namespace host::prices {

namespace {

constexpr double highest_price = 1'000'000;

using PriceMap = std::map<std::string, double, std::less<>>;

/// The file as it stands, before it is laid over anything.
struct PriceFile {
    std::string currency;
    std::string source;
    double discount = 0;
    PriceMap prices;
    PriceMap spot;
};

std::string did_you_mean(std::string_view meant) {
    return meant.empty() ? std::string() : fmt::format(" (did you mean {}?)", meant);
}

[[noreturn]] void fail_unknown_type(const yaml::Value& value, const std::string& name) {
    std::vector<std::string_view> names;
    for (const InstanceType& type : catalogue()) names.push_back(type.name);
    value.fail(fmt::format("the EC2 catalogue of {} has no instance type '{}'{}", catalogue_date(),
                           name, did_you_mean(query::nearest_word(name, names))));
}

double read_share(const yaml::Value& value) {
    const double share = value.number();
    if (share < 0 || share > 1) value.fail_expected("a share from 0 to 1, as 0.3 for 30 % off");
    return share;
}

double read_price(const yaml::Value& value) {
    const double price = value.number();
    if (price < 0 || price > highest_price) {
        value.fail_expected("a price per hour from 0 to 1,000,000");
    }
    return price;
}

PriceMap read_price_map(const yaml::Value& map) {
    PriceMap prices;
    for (const auto& [type, value] : map.members()) {
        if (find_instance_type(type) == nullptr) fail_unknown_type(value, type);
        prices[type] = read_price(value);
    }
    return prices;
}

constexpr yaml::Member<PriceFile> members[] = {
    {"currency",
     [](const yaml::Value& value, PriceFile& file) { file.currency = value.text_not_empty(); }},
    {"source",
     [](const yaml::Value& value, PriceFile& file) { file.source = value.text_not_empty(); }},
    {"prices",
     [](const yaml::Value& value, PriceFile& file) { file.prices = read_price_map(value); }},
    {"discount",
     [](const yaml::Value& value, PriceFile& file) { file.discount = read_share(value); }},
    {"spot", [](const yaml::Value& value, PriceFile& file) { file.spot = read_price_map(value); }},
};

std::string source_text(const PriceList& base, const PriceFile& file, bool keeps_base,
                        const std::string& name) {
    std::string text = keeps_base ? base.source : "";
    const auto add = [&](const std::string& part) { text += (text.empty() ? "" : "; ") + part; };
    if (!file.prices.empty() || !file.spot.empty()) {
        add(fmt::format("{} own and {} spot prices from {}", file.prices.size(), file.spot.size(),
                        name));
    }
    if (file.discount > 0) add(fmt::format("{:.4g} % discount but on spot", 100 * file.discount));
    if (!file.source.empty()) add(file.source);
    return text;
}

PriceList laid_over(PriceList base, const PriceFile& file, const std::string& name) {
    const bool keeps_base = file.currency.empty() || file.currency == base.currency;
    PriceList list;
    list.currency = file.currency.empty() ? base.currency : file.currency;
    list.source = source_text(base, file, keeps_base, name);
    if (keeps_base) list.per_hour = std::move(base.per_hour);
    for (const auto& [type, price] : file.prices) list.per_hour[type] = price;
    for (auto& [type, price] : list.per_hour) price *= 1 - file.discount;
    for (const auto& [type, price] : file.spot) list.per_hour[type] = price;
    return list;
}

}  // namespace

}  // namespace host::prices

PriceList catalogue_prices() {
    PriceList list;
    list.source = fmt::format("on demand, Linux, us-east-1, as of {}", catalogue_date());
    for (const InstanceType& type : catalogue()) {
        if (type.usd_per_hour >= 0) list.per_hour.emplace(type.name, type.usd_per_hour);
    }
    return list;
}

PriceList read_prices_text(std::string_view text, const std::string& name, PriceList base) {
    host::prices::PriceFile file;
    host::yaml::read_members(host::yaml::load(text, name), host::prices::members, file);
    return host::prices::laid_over(std::move(base), file, name);
}

PriceList read_prices(const std::string& path, PriceList base) {
    return read_prices_text(host::json::read_file(path).view(), path, std::move(base));
}

}  // namespace berth
