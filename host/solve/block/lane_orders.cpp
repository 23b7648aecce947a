#include "solve/block/lane_orders.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace berth::engine {

namespace {

using Attributes = std::set<std::uint32_t>;  // into CompiledProblem::spread_buckets

Attributes spread_attributes(const CompiledProblem& problem, const TaskClass& task_class) {
    Attributes attributes;
    for (const SortKey& key : task_class.keys) {
        if (key.kind != SortKey::Kind::group_in_bucket) continue;
        attributes.insert(problem.counters[key.counter].buckets);
    }
    return attributes;
}

// The cell of an instance: its buckets of all the attributes.
std::vector<std::uint32_t> cell(const CompiledProblem& problem, const Attributes& attributes,
                                std::uint32_t instance) {
    std::vector<std::uint32_t> buckets;
    for (const std::uint32_t attribute : attributes) {
        buckets.push_back(problem.spread_buckets[attribute].bucket[instance]);
    }
    return buckets;
}

// Cell by cell, each in instance order; a cell begins a new chunk.
void add_order(const CompiledProblem& problem, const Attributes& attributes, LaneOrders& out) {
    std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> cells;
    const auto n = static_cast<std::uint32_t>(problem.instance_count());
    for (std::uint32_t i = 0; i < n; ++i) cells[cell(problem, attributes, i)].push_back(i);

    kernels::LaneOrderView order{};
    order.lane_first = static_cast<std::uint32_t>(out.lane_instances.size());
    order.chunk_first = static_cast<std::uint32_t>(out.chunk_of_instance.size());
    out.chunk_of_instance.resize(out.chunk_of_instance.size() + n);
    for (const auto& [buckets, instances] : cells) {
        for (std::size_t k = 0; k < instances.size(); ++k) {
            out.chunk_of_instance[order.chunk_first + instances[k]] =
                order.chunk_count + static_cast<std::uint32_t>(k / kernels::chunk_size);
        }
        out.lane_instances.insert(out.lane_instances.end(), instances.begin(), instances.end());
        while (out.lane_instances.size() % kernels::chunk_size != 0) {
            out.lane_instances.push_back(kernels::no_instance);
        }
        order.chunk_count = static_cast<std::uint32_t>(
            (out.lane_instances.size() - order.lane_first) / kernels::chunk_size);
    }
    out.orders.push_back(order);
}

}  // namespace

LaneOrders make_lane_orders(const CompiledProblem& problem) {
    LaneOrders out;
    std::map<Attributes, std::uint32_t> known{{{}, 0}};
    add_order(problem, {}, out);
    for (const TaskClass& task_class : problem.classes) {
        const auto next = static_cast<std::uint32_t>(out.orders.size());
        const auto [entry, is_new] = known.emplace(spread_attributes(problem, task_class), next);
        if (is_new) add_order(problem, entry->first, out);
        out.order_of_class.push_back(entry->second);
    }
    return out;
}

}  // namespace berth::engine
