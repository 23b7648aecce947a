// Why a class fits nowhere: the tally over all candidates, kept up to date by the journal.
//
// An overloaded burst asks this again and again while other classes are still being placed. Each
// candidate is in the plane of its reason; of the instances touched since the last question, only
// those whose change can matter to the class are rechecked.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/checks.hpp"
#include "solve/cpu/cpu_state.hpp"

namespace berth::host::solve::cpu {

class FailureCache {
   public:
    /// The summary for the state as it is now. No candidate may be feasible.
    const FailureSummary& summary(const CpuState& state, const compile::TaskClass& task_class);

    /// Forgets the class but keeps the memory.
    void clear() { is_built_ = false; }

   private:
    void build(const CpuState& state, const compile::TaskClass& task_class);
    void build_one_by_one(const CpuState& state, const compile::TaskClass& task_class);
    void build_by_tiles(const CpuState& state, const compile::TaskClass& task_class);
    void find_passable_ports(const CpuState& state, const compile::TaskClass& task_class);
    void find_members(const CpuState& state, const compile::TaskClass& task_class);
    void refresh(const CpuState& state, const compile::TaskClass& task_class, std::size_t instance);
    bool matters(const CpuState& state, const compile::TaskClass& task_class,
                 const Change& change) const;
    void find_closest(const CpuState& state, const compile::TaskClass& task_class);

    /// The instances of one word whose reason it is.
    compile::PlaneWord& whose(std::size_t word, std::size_t reason) {
        return reasons_[word * reason_count + reason];
    }

    FailureSummary summary_;
    Amounts asked_{};
    std::vector<compile::PlaneWord> reasons_;  // [words][reason_count] whose reason it is
    std::vector<compile::PlaneWord> passable_, reached_, members_;  // [words], of builds
    std::size_t words_ = 0;
    std::size_t journal_read_ = 0;
    bool is_built_ = false;
    bool closest_is_stale_ = false;
};

}  // namespace berth::host::solve::cpu
