#include "solve/device/lane_orders.hpp"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>
#include <tuple>

namespace berth::host::solve::device {

namespace {

using Attributes = std::set<std::uint32_t>;  // into CompiledProblem::spread_buckets

Attributes spread_attributes(const compile::CompiledProblem& problem,
                             const compile::TaskClass& task_class) {
    Attributes attributes;
    for (const compile::SortKey& key : task_class.keys) {
        if (key.kind != kernels::KeyKind::group_in_bucket) continue;
        attributes.insert(problem.counters[key.counter].buckets);
    }
    return attributes;
}

// The cell of an instance: its buckets of all the attributes.
std::vector<std::uint32_t> cell(const compile::CompiledProblem& problem,
                                const Attributes& attributes, std::uint32_t instance) {
    std::vector<std::uint32_t> buckets;
    for (const std::uint32_t attribute : attributes) {
        buckets.push_back(problem.spread_buckets[attribute].bucket[instance]);
    }
    return buckets;
}

// Appends the instances of a cell: it begins a new chunk, and a new segment.
void add_cell(const std::vector<std::uint32_t>& instances, std::uint32_t chunks_per_segment,
              kernels::LaneOrderView& order, LaneOrders& out) {
    const auto count = static_cast<std::uint32_t>(instances.size());
    for (std::uint32_t k = 0; k < count; ++k) {
        const std::uint32_t chunk = k / kernels::chunk_size;
        const std::uint32_t at = order.instance_first + instances[k];
        out.chunk_of_instance[at] = order.chunk_count + chunk;
        out.segment_of_instance[at] = order.segment_count + chunk / chunks_per_segment;
    }
    out.lane_instances.insert(out.lane_instances.end(), instances.begin(), instances.end());
    while (out.lane_instances.size() % kernels::chunk_size != 0) {
        out.lane_instances.push_back(kernels::no_instance);
    }
    const std::uint32_t chunks = (count + kernels::chunk_size - 1) / kernels::chunk_size;
    for (std::uint32_t chunk = 0; chunk < chunks; chunk += chunks_per_segment) {
        out.segment_chunks.push_back(order.chunk_count + chunk);
        ++order.segment_count;
    }
    order.chunk_count += chunks;
}

// Cell by cell, each in instance order.
void add_order(const compile::CompiledProblem& problem, const Attributes& attributes,
               std::uint32_t chunks_per_segment, LaneOrders& out) {
    std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> cells;
    const auto n = static_cast<std::uint32_t>(problem.instance_count());
    for (std::uint32_t i = 0; i < n; ++i) cells[cell(problem, attributes, i)].push_back(i);

    kernels::LaneOrderView order{};
    order.lane_first = static_cast<std::uint32_t>(out.lane_instances.size());
    order.instance_first = static_cast<std::uint32_t>(out.chunk_of_instance.size());
    order.segment_first = static_cast<std::uint32_t>(out.segment_chunks.size());
    out.chunk_of_instance.resize(out.chunk_of_instance.size() + n);
    out.segment_of_instance.resize(out.segment_of_instance.size() + n);
    for (const auto& [buckets, instances] : cells) {
        add_cell(instances, chunks_per_segment, order, out);
    }
    out.segment_chunks.push_back(order.chunk_count);
    out.orders.push_back(order);
}

}  // namespace

LaneOrders make_lane_orders(const compile::CompiledProblem& problem,
                            std::uint32_t chunks_per_segment) {
    LaneOrders out;
    std::map<Attributes, std::uint32_t> known{{{}, 0}};
    add_order(problem, {}, chunks_per_segment, out);
    for (const compile::TaskClass& task_class : problem.classes) {
        const auto next = static_cast<std::uint32_t>(out.orders.size());
        const auto [entry, is_new] = known.emplace(spread_attributes(problem, task_class), next);
        if (is_new) add_order(problem, entry->first, chunks_per_segment, out);
        out.order_of_class.push_back(entry->second);
    }
    return out;
}

}  // namespace berth::host::solve::device
