#include "cli/fleet_types.hpp"

#include <fmt/format.h>

#include <charconv>
#include <cmath>

#include "berth/error.hpp"
#include "model/amounts.hpp"

namespace berth::host::cli {

namespace {

struct Halves {
    std::string first;
    std::string second;
    bool is_split = false;
};

Halves split_at(const std::string& text, char separator) {
    const std::size_t at = text.find(separator);
    if (at == std::string::npos) return {text, {}, false};
    return {text.substr(0, at), text.substr(at + 1), true};
}

}  // namespace

FleetType parse_fleet_type(const std::string& text) {
    const Halves halves = split_at(text, ':');
    FleetType type;
    type.instance_type = halves.first;
    type.max = default_most_instances;
    if (!halves.is_split) return type;
    const Halves range = split_at(halves.second, '-');
    const auto most = model::parse_integer(range.is_split ? range.second : range.first);
    const auto least = range.is_split ? model::parse_integer(range.first) : std::int64_t{0};
    if (!least || !most || *least < 0 || *most < *least) {
        throw InputError(fmt::format(
            "--type: '{}' gives no numbers of instances; write m5.large, m5.large:20 or "
            "m5.large:2-20",
            text));
    }
    type.min = *least;
    type.max = *most;
    return type;
}

void set_price(const std::string& text, std::vector<FleetType>& types) {
    const Halves halves = split_at(text, '=');
    double price = 0;
    const char* const end = halves.second.data() + halves.second.size();
    const auto [stop, error] = std::from_chars(halves.second.data(), end, price);
    if (error != std::errc() || stop != end || !std::isfinite(price) || price < 0) {
        throw InputError(fmt::format(
            "--price: '{}' gives no price; write the price of an hour, m5.large=0.08", text));
    }
    bool is_known = false;
    for (FleetType& type : types) {
        if (type.instance_type != halves.first) continue;
        type.price_per_hour = price;
        is_known = true;
    }
    if (!is_known) {
        throw InputError(fmt::format("--price: no --type names {}", halves.first));
    }
}

Attribute parse_attribute(const std::string& text) {
    const Halves halves = split_at(text, '=');
    if (halves.first.empty()) {
        throw InputError(fmt::format("--attribute: '{}' gives no name; write stack=prod", text));
    }
    return {halves.first, halves.second};
}

}  // namespace berth::host::cli
