#include "solve/cpu/feasible_set.hpp"

#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

void FeasibleSet::build(const CpuState& state, const compile::TaskClass& task_class) {
    plane_ = state.problem.planes[task_class.eligible];
    for (const compile::ExpressionId id : task_class.dynamic_expressions) {
        plane_ &= state.dynamic.expression(id);
    }
    count_ = vectors::covering(state.tiles, asked_amounts(task_class.needs), plane_.data(),
                               plane_.data());
    const compile::TaskNeeds& needs = task_class.needs;
    if (needs.ports.empty() && needs.gpus_all == 0 && !task_class.distinct_instance) return;
    for (std::size_t w = 0; w < plane_.word_count(); ++w) {
        compile::for_each_bit(plane_.word(w), w, [&](std::size_t i) {
            if (state.has_special_room(task_class, i)) return;
            plane_.clear(i);
            --count_;
        });
    }
}

void FeasibleSet::update(const CpuState& state, const compile::TaskClass& task_class) {
    const std::size_t unread = state.journal.size() - journal_read_;
    if (plane_.empty() || unread * tuning_.instances_per_change > state.instance_count()) {
        build(state, task_class);
    } else {
        const Amounts asked = asked_amounts(task_class.needs);
        const compile::BitPlane& eligible = state.problem.planes[task_class.eligible];
        for (std::size_t k = journal_read_; k < state.journal.size(); ++k) {
            const std::size_t i = state.journal[k].instance;
            const bool was = plane_.test(i);
            const bool is = eligible.test(i) && state.has_room(task_class, asked, i) &&
                            state.dynamic_expressions_hold(task_class, i);
            if (was == is) continue;
            plane_.assign(i, is);
            count_ = is ? count_ + 1 : count_ - 1;
        }
    }
    journal_read_ = state.journal.size();
}

}  // namespace berth::host::solve::cpu
