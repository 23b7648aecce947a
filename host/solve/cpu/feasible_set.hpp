// The instances that would take one more task of a class, as a bit plane kept up to date by the
// journal.
#pragma once

#include <cstdint>

#include "compile/bit_plane.hpp"
#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/tuning.hpp"

namespace berth::host::solve::cpu {

class FeasibleSet {
   public:
    explicit FeasibleSet(const CpuTuning& tuning) : tuning_(tuning) {}

    /// Brings the set up to date with the current state: from scratch the first time and where
    /// much has changed, else instance by instance from the journal.
    void update(const CpuState& state, const compile::TaskClass& task_class);

    bool test(std::size_t instance) const { return plane_.test(instance); }
    std::size_t count() const { return count_; }
    const compile::BitPlane& plane() const { return plane_; }

   private:
    void build(const CpuState& state, const compile::TaskClass& task_class);

    CpuTuning tuning_;
    compile::BitPlane plane_;
    std::size_t count_ = 0;
    std::size_t journal_read_ = 0;
};

}  // namespace berth::host::solve::cpu
