#include "solve/cpu/feasible_set.hpp"

#include "solve/checks.hpp"

namespace berth::engine {

namespace {

// The instances of one plane word that have enough CPU, memory, GPUs and network interfaces left.
// Written without branches, over whole columns, so that the compiler can use vectors.
PlaneWord amounts_fit(const ClusterState& state, const TaskNeeds& needs, std::size_t first,
                      std::size_t count) {
    const std::int32_t* cpu_units = state.cpu_units.data() + first;
    const std::int32_t* memory_mib = state.memory_mib.data() + first;
    const std::int32_t* gpus = state.gpus.data() + first;
    const std::int32_t* enis = state.enis.data() + first;
    const std::int32_t enis_at_least = needs.enis > 0 ? needs.enis : INT32_MIN;
    std::uint8_t fits[plane_word_bits] = {};
    for (std::size_t k = 0; k < count; ++k) {
        fits[k] =
            static_cast<std::uint8_t>(static_cast<unsigned>(cpu_units[k] >= needs.cpu_units) &
                                      static_cast<unsigned>(memory_mib[k] >= needs.memory_mib) &
                                      static_cast<unsigned>(gpus[k] >= needs.gpus) &
                                      static_cast<unsigned>(enis[k] >= enis_at_least));
    }
    PlaneWord word = 0;
    for (std::size_t k = 0; k < count; ++k) word |= PlaneWord{fits[k]} << k;
    return word;
}

bool is_feasible(const CpuState& state, const TaskClass& task_class, std::size_t instance) {
    if (!state.problem.planes[task_class.eligible].test(instance)) return false;
    if (failed_resource(state.cluster, task_class, instance)) return false;
    for (const ExpressionId id : task_class.dynamic_expressions) {
        if (!state.dynamic.expression(id).test(instance)) return false;
    }
    return !task_class.distinct_instance ||
           state.cluster.group_counts.get(task_class.group, instance) == 0;
}

}  // namespace

void FeasibleSet::build(const CpuState& state, const TaskClass& task_class) {
    const std::size_t n = state.problem.instance_count();
    const BitPlane& eligible = state.problem.planes[task_class.eligible];
    const bool by_amounts = task_class.needs.gpus_all == 0 && task_class.needs.ports.empty();
    plane_ = BitPlane(n);
    for (std::size_t w = 0; w < plane_.word_count(); ++w) {
        PlaneWord bits = eligible.word(w);
        for (const ExpressionId id : task_class.dynamic_expressions) {
            bits &= state.dynamic.expression(id).word(w);
        }
        if (bits == 0) continue;
        const std::size_t first = w * plane_word_bits;
        bits &= amounts_fit(state.cluster, task_class.needs, first,
                            std::min(plane_word_bits, n - first));
        if (!by_amounts) {
            for_each_bit(bits, w, [&](std::size_t i) {
                if (failed_resource(state.cluster, task_class, i)) {
                    bits &= ~(PlaneWord{1} << (i - first));
                }
            });
        }
        plane_.word(w) = bits;
    }
    if (task_class.distinct_instance) {
        state.cluster.group_counts.for_each(task_class.group,
                                            [&](std::size_t i, std::int32_t) { plane_.clear(i); });
    }
    count_ = plane_.count();
}

void FeasibleSet::update(const CpuState& state, const TaskClass& task_class) {
    const std::size_t unread = state.journal.size() - journal_read_;
    if (!built_ || unread > state.problem.instance_count() / 4) {
        build(state, task_class);
        built_ = true;
    } else {
        for (std::size_t k = journal_read_; k < state.journal.size(); ++k) {
            const auto i = static_cast<std::size_t>(state.journal[k]);
            const bool was = plane_.test(i);
            const bool is = is_feasible(state, task_class, i);
            if (was == is) continue;
            plane_.assign(i, is);
            count_ = is ? count_ + 1 : count_ - 1;
        }
    }
    journal_read_ = state.journal.size();
}

}  // namespace berth::engine
