// The pseudo-random order behind the `random` strategy: the one that the kernels use.
#pragma once

#include <algorithm>
#include <cstdint>

#include "kernels/random_order.h"

namespace berth::host::solve {

using kernels::mix;
using kernels::RandomOrder;

/// The orders of the next task and of those after it in its run. They depend on no decision, so
/// they can be drawn ahead.
class NextOrders {
   public:
    /// The order of `instances` things for `tasks` tasks from `task_ordinal` on.
    NextOrders(std::uint64_t seed, std::uint64_t task_ordinal, std::uint64_t tasks,
               std::uint64_t instances)
        : seed_(seed),
          task_ordinal_(task_ordinal),
          tasks_(tasks),
          instances_(std::max<std::uint64_t>(1, instances)) {}

    std::uint64_t tasks() const { return tasks_; }
    RandomOrder of(std::uint64_t task) const { return {seed_, task_ordinal_ + task, instances_}; }
    RandomOrder front() const { return of(0); }

   private:
    std::uint64_t seed_;
    std::uint64_t task_ordinal_;
    std::uint64_t tasks_;
    std::uint64_t instances_;
};

}  // namespace berth::host::solve
