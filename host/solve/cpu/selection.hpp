// Choosing among the feasible instances: the strategy chain of a class.
#pragma once

#include <cstdint>
#include <vector>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/feasible_set.hpp"
#include "solve/random_order.hpp"

namespace berth::host::solve::cpu {

class Selection {
   public:
    /// The instance that the chain of the class prefers; `feasible` is not empty.
    std::size_t best(const CpuState& state, const compile::TaskClass& task_class,
                     const FeasibleSet& feasible, const RandomOrder& order);

    /// The instances to choose among, in instance order; filled by the caller of narrow().
    std::vector<std::uint32_t>& kept() { return kept_; }

    /// Narrows kept() by the keys of the chain from `first_key` on and returns the winner.
    std::size_t narrow(const CpuState& state, const compile::TaskClass& task_class,
                       std::size_t first_key, const RandomOrder& order);

   private:
    std::vector<std::uint32_t> kept_;  // reused from task to task
};

}  // namespace berth::host::solve::cpu
