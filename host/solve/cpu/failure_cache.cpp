#include "solve/cpu/failure_cache.hpp"

namespace berth::engine {

namespace {

constexpr auto no_reason = static_cast<std::uint8_t>(reason_count);

std::optional<FailedCheck> check(const CpuState& state, const TaskClass& task_class,
                                 std::size_t instance) {
    return first_failing_check(state.cluster, task_class, instance,
                               [&](std::size_t i) { return state.member_of(task_class, i); });
}

}  // namespace

void FailureCache::build(const CpuState& state, const TaskClass& task_class) {
    reasons_.assign(state.problem.instance_count(), no_reason);
    summary_ = {};
    const BitPlane& candidates = state.problem.planes[task_class.candidates];
    for (std::size_t w = 0; w < candidates.word_count(); ++w) {
        for_each_bit(candidates.word(w), w, [&](std::size_t i) {
            const auto failed = check(state, task_class, i);
            if (!failed) return;
            reasons_[i] = static_cast<std::uint8_t>(failed->reason);
            summary_.add(*failed, i);
        });
    }
}

void FailureCache::refresh(const CpuState& state, const TaskClass& task_class,
                           std::size_t instance) {
    if (!state.problem.planes[task_class.candidates].test(instance)) return;
    if (reasons_[instance] != no_reason) --summary_.reasons[reasons_[instance]];
    reasons_[instance] = no_reason;
    if (summary_.closest && summary_.closest->instance == static_cast<Ordinal>(instance)) {
        summary_.closest.reset();
        closest_is_stale_ = true;
    }
    if (const auto failed = check(state, task_class, instance)) {
        reasons_[instance] = static_cast<std::uint8_t>(failed->reason);
        summary_.add(*failed, instance);
    }
}

// The shortfall matters among the instances of the latest reason only.
void FailureCache::find_closest(const CpuState& state, const TaskClass& task_class) {
    std::uint8_t latest = no_reason;
    for (std::size_t r = reason_count; r-- > 0 && latest == no_reason;) {
        if (summary_.reasons[r] > 0) latest = static_cast<std::uint8_t>(r);
    }
    FailureSummary among_latest;
    for (std::size_t i = 0; i < reasons_.size(); ++i) {
        if (reasons_[i] == latest && latest != no_reason) {
            among_latest.add(*check(state, task_class, i), i);
        }
    }
    summary_.closest = among_latest.closest;
    closest_is_stale_ = false;
}

const FailureSummary& FailureCache::summary(const CpuState& state, const TaskClass& task_class) {
    const std::size_t unread = state.journal.size() - journal_read_;
    if (reasons_.empty() || unread > state.problem.instance_count()) {
        build(state, task_class);
    } else {
        for (std::size_t k = journal_read_; k < state.journal.size(); ++k) {
            refresh(state, task_class, static_cast<std::size_t>(state.journal[k]));
        }
        if (closest_is_stale_) find_closest(state, task_class);
    }
    journal_read_ = state.journal.size();
    return summary_;
}

}  // namespace berth::engine
