// Why a class fits nowhere: the tally over all candidates, kept true by the journal.
//
// An overloaded burst asks this again and again while other classes are still being placed; only
// the instances touched since the last question are looked at again.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/checks.hpp"
#include "solve/cpu/cpu_state.hpp"

namespace berth::engine {

class FailureCache {
   public:
    /// The summary for the state as it is now. No candidate may be feasible.
    const FailureSummary& summary(const CpuState& state, const TaskClass& task_class);

   private:
    void build(const CpuState& state, const TaskClass& task_class);
    void refresh(const CpuState& state, const TaskClass& task_class, std::size_t instance);
    void find_closest(const CpuState& state, const TaskClass& task_class);

    FailureSummary summary_;
    std::vector<std::uint8_t> reasons_;  // [N] of each instance; reason_count = no reason
    std::size_t journal_read_ = 0;
    bool closest_is_stale_ = false;
};

}  // namespace berth::engine
