#include "solve/cpu/failure_cache.hpp"

#include <algorithm>

#include "model/resource.hpp"
#include "solve/cpu/tuning.hpp"
#include "solve/cpu/vectors.hpp"

namespace berth::host::solve::cpu {

namespace {

std::optional<FailedCheck> check(const CpuState& state, const compile::TaskClass& task_class,
                                 std::size_t instance) {
    return first_failing_check(state.cluster, task_class, instance,
                               [&](std::size_t i) { return state.member_of(task_class, i); });
}

// Whether one amount was enough before the change and is not after it.
bool falls_short(const Amounts& asked, const Change& change) {
    unsigned crosses = 0;
    for (std::size_t r = 0; r < kernels::resource_count; ++r) {
        crosses |= static_cast<unsigned>(asked.of[r] > change.after.of[r]) &
                   static_cast<unsigned>(asked.of[r] <= change.before.of[r]);
    }
    return crosses != 0;
}

}  // namespace

void FailureCache::build_one_by_one(const CpuState& state, const compile::TaskClass& task_class) {
    std::ranges::fill(reasons_, compile::PlaneWord{0});
    const compile::BitPlane& candidates = state.problem.planes[task_class.candidates];
    for (std::size_t w = 0; w < words_; ++w) {
        compile::for_each_bit(candidates.word(w), w, [&](std::size_t i) {
            const auto failed = check(state, task_class, i);
            if (!failed) return;
            whose(w, static_cast<std::size_t>(failed->reason)) |= compile::PlaneWord{1}
                                                                  << (i % compile::plane_word_bits);
            summary_.add(*failed, i);
        });
    }
    closest_is_stale_ = false;
}

// Makes `passable_` the plane where no port stands in the way of the class, or an earlier check
// fails.
void FailureCache::find_passable_ports(const CpuState& state,
                                       const compile::TaskClass& task_class) {
    Amounts checked_before = asked_;
    for (auto r = static_cast<std::size_t>(kernels::first_behind_ports);
         r < kernels::resource_count; ++r) {
        checked_before.of[r] = Amounts::nothing;
    }
    const compile::BitPlane& candidates = state.problem.planes[task_class.candidates];
    passable_.assign(words_, ~compile::PlaneWord{0});
    reached_.resize(words_);
    vectors::covering(state.tiles, checked_before, candidates.data(), reached_.data());
    for (std::size_t w = 0; w < words_; ++w) {
        compile::for_each_bit(reached_[w], w, [&](std::size_t i) {
            if (!state.has_ports(task_class, i)) {
                passable_[w] &= ~(compile::PlaneWord{1} << (i % compile::plane_word_bits));
            }
        });
    }
}

// Makes `members_` the plane where the expressions of the class hold, those that commits change
// included.
void FailureCache::find_members(const CpuState& state, const compile::TaskClass& task_class) {
    const compile::BitPlane& member_of =
        state.problem.planes[task_class.plane_of(Reason::member_of)];
    members_.assign(member_of.data(), member_of.data() + words_);
    for (const compile::ExpressionId id : task_class.dynamic_expressions) {
        for (std::size_t w = 0; w < words_; ++w) {
            members_[w] &= state.dynamic.expression(id).word(w);
        }
    }
}

void FailureCache::build_by_tiles(const CpuState& state, const compile::TaskClass& task_class) {
    const auto& planes = state.problem.planes;
    // Where no ports are asked for, the candidates stand in for a plane of ones.
    vectors::CheckPlanes checks{planes[task_class.candidates].data(), {}};
    const auto plane_of = [&checks](Reason check) -> const compile::PlaneWord*& {
        return checks.of[static_cast<std::size_t>(check)];
    };
    for (const Reason check : compile::plane_checks) {
        plane_of(check) = planes[task_class.plane_of(check)].data();
    }
    plane_of(Reason::ports) = checks.candidates;
    if (!task_class.needs.ports.empty()) {
        find_passable_ports(state, task_class);
        plane_of(Reason::ports) = passable_.data();
    }
    if (!task_class.dynamic_expressions.empty()) {
        find_members(state, task_class);
        plane_of(Reason::member_of) = members_.data();
    }
    vectors::first_failing(state.tiles, asked_, checks, reasons_.data(), summary_.reasons);
    closest_is_stale_ = true;
}

void FailureCache::build(const CpuState& state, const compile::TaskClass& task_class) {
    words_ = state.tiles.size();
    asked_ = asked_amounts(task_class.needs);
    summary_ = {};
    reasons_.resize(reason_count * words_);
    if (task_class.needs.gpus_all > 0) {
        build_one_by_one(state, task_class);
    } else {
        build_by_tiles(state, task_class);
    }
    is_built_ = true;
}

// A class that fits nowhere cannot be made to fail by `distinctInstance` anew.
bool FailureCache::matters(const CpuState& state, const compile::TaskClass& task_class,
                           const Change& change) const {
    if (falls_short(asked_, change)) return true;
    if (summary_.closest && summary_.closest->instance == static_cast<Ordinal>(change.instance)) {
        return true;
    }
    if (!task_class.dynamic_expressions.empty() || task_class.needs.gpus_all > 0) return true;
    return !task_class.needs.ports.empty() &&
           !state.problem.classes[change.task_class].needs.ports.empty();
}

void FailureCache::refresh(const CpuState& state, const compile::TaskClass& task_class,
                           std::size_t instance) {
    if (!state.problem.planes[task_class.candidates].test(instance)) return;
    const std::size_t word = instance / compile::plane_word_bits;
    const compile::PlaneWord bit = compile::PlaneWord{1} << (instance % compile::plane_word_bits);
    for (std::size_t r = 0; r < reason_count; ++r) {
        if ((whose(word, r) & bit) == 0) continue;
        whose(word, r) &= ~bit;
        --summary_.reasons[r];
        break;
    }
    if (summary_.closest && summary_.closest->instance == static_cast<Ordinal>(instance)) {
        summary_.closest.reset();
        closest_is_stale_ = true;
    }
    if (const auto failed = check(state, task_class, instance)) {
        whose(word, static_cast<std::size_t>(failed->reason)) |= bit;
        summary_.add(*failed, instance);
    }
}

// The shortfall matters among the instances of the latest reason only.
void FailureCache::find_closest(const CpuState& state, const compile::TaskClass& task_class) {
    closest_is_stale_ = false;
    summary_.closest.reset();
    std::size_t latest = reason_count;
    while (latest > 0 && summary_.reasons[latest - 1] == 0) --latest;
    if (latest == 0) return;
    --latest;
    const auto reason = static_cast<Reason>(latest);
    const auto resource = model::resource_of(reason);
    if (resource && task_class.needs.gpus_all == 0) {
        const auto [left, instance] =
            vectors::largest_within(state.tiles, *resource, &whose(0, latest), reason_count);
        summary_.closest = ClosestInstance{static_cast<Ordinal>(instance), reason,
                                           std::int64_t{asked_[*resource]} - left};
        return;
    }
    FailureSummary among_latest;
    for (std::size_t w = 0; w < words_; ++w) {
        compile::for_each_bit(whose(w, latest), w, [&](std::size_t i) {
            among_latest.add(*check(state, task_class, i), i);
        });
        // Where nothing is compared every shortfall is 0, and the first instance wins.
        if (!model::words_of(reason).is_resource && among_latest.closest) break;
    }
    summary_.closest = among_latest.closest;
}

const FailureSummary& FailureCache::summary(const CpuState& state,
                                            const compile::TaskClass& task_class) {
    const std::size_t unread = state.journal.size() - journal_read_;
    if (!is_built_ || unread > state.problem.instance_count() / 4) {
        build(state, task_class);
    } else {
        for (std::size_t k = journal_read_; k < state.journal.size(); ++k) {
            const Change& change = state.journal[k];
            if (matters(state, task_class, change)) refresh(state, task_class, change.instance);
        }
    }
    if (closest_is_stale_) find_closest(state, task_class);
    journal_read_ = state.journal.size();
    return summary_;
}

}  // namespace berth::host::solve::cpu
