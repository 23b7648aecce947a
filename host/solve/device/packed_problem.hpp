// The compiled problem as one block of memory behind the views of kernels/problem_view.h.
//
// External interface is PackedProblem. The input of the block algorithms is laid out here once: the
// planes as 32-bit words, the classes with their keys packed by the widths that their values can
// have, the groups with their tables sized by the tasks that they can get, and the state before the
// first task as one image, so starting a scenario is one copy.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "compile/compiled_problem.hpp"
#include "kernels/problem_view.h"
#include "solve/device/arena.hpp"
#include "solve/device/pack_tuning.hpp"

namespace berth::host::solve::device {

class PackedProblem {
   public:
    /// `tasks_of_group` [G]: the most tasks of each group that any burst to be placed asks for.
    PackedProblem(const compile::CompiledProblem& problem,
                  std::span<const std::uint64_t> tasks_of_group, const PackTuning& tuning = {});

    /// Everything, in one piece.
    std::span<const std::byte> bytes() const { return arena_.bytes(); }

    /// The views for a copy of bytes() at `base`, on the host or on a device.
    kernels::ProblemView view_at(const std::byte* base) const;
    kernels::ProblemView view() const { return view_at(bytes().data()); }

    std::span<const kernels::LaneOrderView> lane_orders() const { return lane_orders_; }

    std::size_t state_bytes() const { return view_.layout.bytes; }

   private:
    kernels::ProblemView view_{};  // every pointer is an offset into the arena
    Arena arena_;
    std::vector<kernels::LaneOrderView> lane_orders_;
};

}  // namespace berth::host::solve::device
