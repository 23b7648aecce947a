// A cluster at one moment of a burst, as the checks and keys read it.
#pragma once

#include <cstdint>

#include "kernels/group_table.h"
#include "kernels/host_device.h"
#include "kernels/problem_view.h"

namespace berth::kernels {

BERTH_HOST_DEVICE inline unsigned bits_set(std::uint64_t bits) {
#if defined(__CUDA_ARCH__)
    return static_cast<unsigned>(__popcll(bits));
#else
    return static_cast<unsigned>(__builtin_popcountll(bits));
#endif
}

BERTH_HOST_DEVICE inline bool test_bit(const PlaneWord* plane, std::uint32_t instance) {
    return (plane[instance / plane_word_bits] >> (instance % plane_word_bits) & 1U) != 0;
}

BERTH_HOST_DEVICE inline void set_bit(PlaneWord* plane, std::uint32_t instance, bool value) {
    const PlaneWord bit = PlaneWord{1} << (instance % plane_word_bits);
    PlaneWord& word = plane[instance / plane_word_bits];
    word = value ? word | bit : word & ~bit;
}

/// The parts of a state that lies at `base`, which is 16-byte aligned.
BERTH_HOST_DEVICE inline StateView state_at(const StateLayout& layout, unsigned char* base) {
    StateView state;
    state.left = reinterpret_cast<Amounts*>(base + layout.left);
    state.ports_taken = reinterpret_cast<std::int32_t*>(base + layout.ports_taken);
    state.port_bits = reinterpret_cast<std::uint64_t*>(base + layout.port_bits);
    state.running_tasks = reinterpret_cast<std::int64_t*>(base + layout.running_tasks);
    state.group_counts = reinterpret_cast<std::int32_t*>(base + layout.group_counts);
    state.bucket_counts = reinterpret_cast<std::int32_t*>(base + layout.bucket_counts);
    state.atom_planes = reinterpret_cast<PlaneWord*>(base + layout.atom_planes);
    state.expression_planes = reinterpret_cast<PlaneWord*>(base + layout.expression_planes);
    state.failed = base + layout.failed;
    return state;
}

struct Cluster {
    const ProblemView& problem;
    const ScenarioView& scenario;
    StateView state;

    BERTH_HOST_DEVICE bool in_plane(std::uint32_t plane, std::uint32_t i) const {
        return test_bit(problem.planes + std::uint64_t{plane} * problem.plane_words, i);
    }

    BERTH_HOST_DEVICE bool is_present(std::uint32_t i) const {
        return scenario.present == nullptr || test_bit(scenario.present, i);
    }

    BERTH_HOST_DEVICE std::int32_t group_tasks_on(std::uint32_t group, std::uint32_t i) const {
        return tasks_on(state.group_counts, problem.groups[group], problem.instance_count, i);
    }

    BERTH_HOST_DEVICE std::int32_t& bucket_count(std::uint32_t counter, std::uint32_t i) const {
        const CounterView& view = problem.counters[counter];
        const std::uint64_t column = std::uint64_t{view.bucket_column} * problem.instance_count;
        return state.bucket_counts[view.first + problem.buckets[column + i]];
    }

    /// GPUs that a task asks of an instance, `ALL` resolved.
    BERTH_HOST_DEVICE std::int64_t gpus_asked(const ClassView& c, std::uint32_t i) const {
        const std::int32_t registered = c.gpus_all == 0 ? 0 : problem.gpus_registered[i];
        return c.asked[Resource::gpu] +
               std::int64_t{c.gpus_all} * (registered > 0 ? registered : 1);
    }

    /// The amount of a resource that a task asks of an instance.
    BERTH_HOST_DEVICE std::int64_t amount_asked(const ClassView& c, std::uint32_t i,
                                                Resource resource) const {
        return resource == Resource::gpu ? gpus_asked(c, i) : c.asked[resource];
    }

    /// Static ports of the class that are taken on the instance.
    BERTH_HOST_DEVICE std::uint32_t clashing_ports(const ClassView& c, std::uint32_t i) const {
        std::uint32_t clashing = 0;
        for (std::uint32_t w = 0; w < problem.port_words; ++w) {
            const std::uint64_t at = std::uint64_t{w} * problem.instance_count + i;
            clashing += bits_set(state.port_bits[at] & problem.port_sets[c.port_set + w]);
        }
        return clashing;
    }

    /// The instance that has `rank` present instances before it.
    BERTH_HOST_DEVICE std::uint32_t present_instance(std::uint32_t rank) const {
        if (scenario.present == nullptr) return rank;
        std::uint32_t low = 0;
        std::uint32_t high = problem.plane_words;  // the last word with at most `rank` before it
        while (high - low > 1) {
            const std::uint32_t middle = low + (high - low) / 2;
            if (scenario.present_before[middle] <= rank) {
                low = middle;
            } else {
                high = middle;
            }
        }
        PlaneWord word = scenario.present[low];
        for (std::uint32_t k = scenario.present_before[low]; k < rank; ++k) word &= word - 1;
        const PlaneWord lowest = word & (~word + 1);
        return low * plane_word_bits + bits_set(lowest - 1);
    }

    /// How many present instances stand before this one.
    BERTH_HOST_DEVICE std::uint32_t present_rank(std::uint32_t i) const {
        if (scenario.present == nullptr) return i;
        const std::uint32_t w = i / plane_word_bits;
        const PlaneWord before = (PlaneWord{1} << (i % plane_word_bits)) - 1;
        return scenario.present_before[w] + bits_set(scenario.present[w] & before);
    }
};

}  // namespace berth::kernels
