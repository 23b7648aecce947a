#include "compile/attribute_table.hpp"

#include <algorithm>
#include <numeric>
#include <unordered_map>

namespace berth::host::compile {

namespace {

// Renumbers codes given in order of first appearance so that they follow the sorted values.
void sort_values(AttributeColumn& column) {
    std::vector<std::uint32_t> order(column.values.size());
    std::iota(order.begin(), order.end(), 0U);
    std::ranges::sort(order, {}, [&](std::uint32_t code) { return column.values[code]; });

    std::vector<std::string_view> sorted(order.size());
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t r = 0; r < order.size(); ++r) {
        sorted[r] = column.values[order[r]];
        rank[order[r]] = r;
    }
    column.values = std::move(sorted);
    for (std::uint32_t& code : column.codes) {
        if (code != AttributeColumn::absent) code = rank[code];
    }
}

// `value_of(instance)` returns a pointer to the value, or nullptr where it is absent.
template <typename ValueOf>
AttributeColumn make_column(std::span<const ContainerInstance* const> instances, ValueOf value_of) {
    AttributeColumn column;
    column.codes.reserve(instances.size());
    std::unordered_map<std::string_view, std::uint32_t> code_of;
    for (const ContainerInstance* instance : instances) {
        const std::string* value = value_of(*instance);
        if (value == nullptr) {
            column.codes.push_back(AttributeColumn::absent);
            continue;
        }
        const auto next = static_cast<std::uint32_t>(column.values.size());
        const auto [entry, is_new] = code_of.try_emplace(*value, next);
        if (is_new) column.values.push_back(*value);
        column.codes.push_back(entry->second);
    }
    sort_values(column);
    return column;
}

}  // namespace

const AttributeColumn& AttributeTable::column(std::string_view name) {
    const auto found = columns_.find(name);
    if (found != columns_.end()) return found->second;
    AttributeColumn column = make_column(
        instances_, [&](const ContainerInstance& instance) { return instance.attribute(name); });
    return columns_.emplace(name, std::move(column)).first->second;
}

const AttributeColumn& AttributeTable::ec2_instance_ids() {
    if (ec2_instance_ids_.codes.size() != instances_.size()) {
        ec2_instance_ids_ = make_column(instances_, [](const ContainerInstance& instance) {
            return instance.ec2_instance_id.empty() ? nullptr : &instance.ec2_instance_id;
        });
    }
    return ec2_instance_ids_;
}

}  // namespace berth::host::compile
