// Prices of instances: the catalogue's, and a file of one's own over them.
//
// JSON is read as YAML, of which it is a part. A number in quotes is text and no price.
#include <fmt/format.h>
#include <yaml-cpp/yaml.h>

#include <charconv>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/error.hpp"
#include "berth/what_if_result.hpp"
#include "json/path.hpp"
#include "json/source.hpp"
#include "query/hints.hpp"

namespace berth {

namespace whatif {

namespace {

constexpr double highest_price = 1'000'000;

/// The file as it stands, before it is laid over anything.
struct PriceFile {
    std::string currency;
    std::string source;
    double discount = 0;
    std::map<std::string, double, std::less<>> prices;
    std::map<std::string, double, std::less<>> spot;
};

std::string shown(const YAML::Node& node) {
    if (node.IsMap()) return "a map";
    if (node.IsSequence()) return "a list";
    if (node.IsNull()) return "nothing";
    return fmt::format("'{}'", node.Scalar().substr(0, 40));
}

class PriceReader {
   public:
    explicit PriceReader(const std::string& file) : file_(file) {}

    PriceFile read(const YAML::Node& root) {
        PriceFile prices;
        for_each_member(root, "a map of prices", [&](const std::string& name, const auto& value) {
            if (name == "currency") {
                prices.currency = text(value);
            } else if (name == "source") {
                prices.source = text(value);
            } else if (name == "discount") {
                prices.discount = number(value, 1, "a share from 0 to 1, as 0.3 for 30 % off");
            } else if (name == "prices") {
                prices.prices = price_map(value);
            } else if (name == "spot") {
                prices.spot = price_map(value);
            } else {
                fail_unknown_member(name, value);
            }
        });
        return prices;
    }

   private:
    template <typename Read>
    void for_each_member(const YAML::Node& map, std::string_view what, const Read& read) {
        if (!map.IsMap()) fail(map, fmt::format("expected {}, found {}", what, shown(map)));
        std::set<std::string> seen;
        for (const auto& member : map) {
            if (!member.first.IsScalar()) fail(member.first, "expected a name, found a collection");
            const std::string& name = member.first.Scalar();
            path_.enter(name);
            if (!seen.insert(name).second) fail(member.first, "this name stands here twice");
            read(name, member.second);
            path_.leave();
        }
    }

    std::map<std::string, double, std::less<>> price_map(const YAML::Node& node) {
        std::map<std::string, double, std::less<>> prices;
        for_each_member(node, "a map from instance types to prices per hour",
                        [&](const std::string& type, const auto& value) {
                            if (find_instance_type(type) == nullptr) fail_unknown_type(type, value);
                            prices[type] = number(value, highest_price,
                                                  "a price per hour from 0 to 1,000,000");
                        });
        return prices;
    }

    std::string text(const YAML::Node& node) {
        if (!node.IsScalar() || node.Scalar().empty()) {
            fail(node, fmt::format("expected text, found {}", shown(node)));
        }
        return node.Scalar();
    }

    double number(const YAML::Node& node, double most, std::string_view what) {
        double value = -1;
        bool is_number = node.IsScalar() && node.Tag() != "!";
        if (is_number) {
            const std::string& digits = node.Scalar();
            const char* const end = digits.data() + digits.size();
            const auto [stop, error] = std::from_chars(digits.data(), end, value);
            is_number = error == std::errc() && stop == end;
        }
        // A NaN is in no range.
        if (!is_number || !(value >= 0 && value <= most)) {
            fail(node, fmt::format("expected {}, found {}", what, shown(node)));
        }
        return value;
    }

    [[noreturn]] void fail_unknown_member(const std::string& name, const YAML::Node& node) {
        static constexpr std::string_view names[] = {"currency", "source", "prices", "discount",
                                                     "spot"};
        const std::string_view meant = query::nearest_word(name, names);
        fail(node, fmt::format("there is no member '{}'{}; there are currency, source, prices, "
                               "discount and spot",
                               name, did_you_mean(meant)));
    }

    [[noreturn]] void fail_unknown_type(const std::string& name, const YAML::Node& node) {
        std::vector<std::string_view> names;
        for (const InstanceType& type : catalogue()) names.push_back(type.name);
        fail(node,
             fmt::format("the EC2 catalogue of {} has no instance type '{}'{}", catalogue_date(),
                         name, did_you_mean(query::nearest_word(name, names))));
    }

    static std::string did_you_mean(std::string_view meant) {
        return meant.empty() ? std::string() : fmt::format(" (did you mean {}?)", meant);
    }

    [[noreturn]] void fail(const YAML::Node& node, const std::string& problem) const {
        const int line = node.Mark().line;
        throw InputError(
            problem, {file_, line < 0 ? path_.pointer()
                                      : fmt::format("{} (line {})", path_.pointer(), line + 1)});
    }

    const std::string& file_;
    json::Path path_;
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

}  // namespace whatif

PriceList catalogue_prices() {
    PriceList list;
    list.source = fmt::format("on demand, Linux, us-east-1, as of {}", catalogue_date());
    for (const InstanceType& type : catalogue()) {
        if (type.usd_per_hour >= 0) list.per_hour.emplace(type.name, type.usd_per_hour);
    }
    return list;
}

PriceList read_prices_text(std::string_view text, const std::string& name, PriceList base) {
    YAML::Node root;
    try {
        root = YAML::Load(std::string(text));
    } catch (const YAML::Exception& error) {
        throw InputError(fmt::format("neither JSON nor YAML: {}", error.msg),
                         {name, fmt::format("line {}", error.mark.line + 1)});
    }
    whatif::PriceReader reader(name);
    return whatif::laid_over(std::move(base), reader.read(root), name);
}

PriceList read_prices(const std::string& path, PriceList base) {
    return read_prices_text(json::read_file(path).view(), path, std::move(base));
}

}  // namespace berth
