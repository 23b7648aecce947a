#include "solve/cpu/feasible_set.hpp"

namespace berth::engine {

namespace {

bool is_feasible(const CpuState& state, const TaskClass& task_class, const Amounts& asked,
                 std::size_t instance) {
    if (!state.problem.planes[task_class.eligible].test(instance)) return false;
    if (!state.has_room(task_class, asked, instance)) return false;
    return std::ranges::all_of(task_class.dynamic_expressions, [&](ExpressionId id) {
        return state.dynamic.expression(id).test(instance);
    });
}

}  // namespace

void FeasibleSet::build(const CpuState& state, const TaskClass& task_class) {
    const Amounts asked = asked_amounts(task_class.needs);
    plane_ = state.problem.planes[task_class.eligible];
    count_ = 0;
    for (std::size_t w = 0; w < plane_.word_count(); ++w) {
        PlaneWord bits = plane_.word(w);
        for (const ExpressionId id : task_class.dynamic_expressions) {
            bits &= state.dynamic.expression(id).word(w);
        }
        PlaneWord feasible = 0;
        for_each_bit(bits, w, [&](std::size_t i) {
            const auto fits = static_cast<PlaneWord>(state.has_room(task_class, asked, i));
            feasible |= fits << (i % plane_word_bits);
        });
        plane_.word(w) = feasible;
        count_ += static_cast<std::size_t>(std::popcount(feasible));
    }
}

void FeasibleSet::update(const CpuState& state, const TaskClass& task_class) {
    const std::size_t unread = state.journal.size() - journal_read_;
    if (!built_ || unread > state.problem.instance_count() / 4) {
        build(state, task_class);
        built_ = true;
    } else {
        const Amounts asked = asked_amounts(task_class.needs);
        for (std::size_t k = journal_read_; k < state.journal.size(); ++k) {
            const auto i = static_cast<std::size_t>(state.journal[k]);
            const bool was = plane_.test(i);
            const bool is = is_feasible(state, task_class, asked, i);
            if (was == is) continue;
            plane_.assign(i, is);
            count_ = is ? count_ + 1 : count_ - 1;
        }
    }
    journal_read_ = state.journal.size();
}

}  // namespace berth::engine
