#include "compile/provider_draw.hpp"

#include <algorithm>

namespace berth::host::compile {

ProviderDraw::ProviderDraw(const std::vector<CapacityProviderStrategyItem>& items) {
    for (const CapacityProviderStrategyItem& item : items) {
        entries_.push_back({item.base, item.weight, 0});
    }
}

ProviderDraw::ProviderDraw(const std::vector<CapacityProviderStrategyItem>& items,
                           const std::vector<std::int64_t>& given)
    : ProviderDraw(items) {
    for (std::size_t k = 0; k < items.size(); ++k) {
        const std::int64_t of_base = std::min(given[k], entries_[k].base_left);
        entries_[k].base_left -= of_base;
        entries_[k].beyond_base = given[k] - of_base;
    }
}

std::optional<std::size_t> ProviderDraw::under_base() const {
    for (std::size_t k = 0; k < entries_.size(); ++k) {
        if (entries_[k].base_left > 0) return k;
    }
    return std::nullopt;
}

// a.beyond / a.weight < b.beyond / b.weight, without division.
std::optional<std::size_t> ProviderDraw::smallest_share() const {
    std::optional<std::size_t> best;
    for (std::size_t k = 0; k < entries_.size(); ++k) {
        const Entry& entry = entries_[k];
        if (entry.weight <= 0) continue;
        if (!best || entry.beyond_base * entries_[*best].weight <
                         entries_[*best].beyond_base * entry.weight) {
            best = k;
        }
    }
    return best;
}

std::optional<std::size_t> ProviderDraw::next() {
    if (const auto k = under_base()) {
        --entries_[*k].base_left;
        return k;
    }
    const auto k = smallest_share();
    if (k) ++entries_[*k].beyond_base;
    return k;
}

std::size_t ProviderDraw::next_or_fail(const Location& where) {
    if (const auto k = next()) return *k;
    throw InputError(
        "no capacity provider of the strategy has a weight above 0, and no base is left for the "
        "request's tasks",
        where);
}

}  // namespace berth::host::compile
