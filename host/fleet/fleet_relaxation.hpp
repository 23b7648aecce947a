// A linear program that no fleet can beat: the lower bound of the search, and its compass.
//
// Columns: instances of each type, and of each shelf; tasks of each demand on each shelf; tasks
// left over. Rows: every demand is met; a shelf's resources, lone places and numbers of tasks are
// kept; no zone has more instances than the balance of zones gives it; and for the instances of a
// type cuts that know that instances are whole. Those come from dual feasible functions: u(x) =
// floor((k + 1) x) / k for a share x of an instance's resource, but x itself where (k + 1) x is
// whole. Shares that sum up to at most 1 keep doing so under u, so the sum of u over all tasks is
// at most the number of instances (Fekete and Schepers, "New classes of fast lower bounds for bin
// packing problems", 2001).
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "fleet/fleet_space.hpp"
#include "fleet/linear_program.hpp"
#include "fleet/task_demand.hpp"

namespace berth::host::fleet {

class FleetRelaxation {
   public:
    /// `allowed_failures`: tasks that may be left over. `with_existing`: the cluster's shelves
    /// count. `demand` is read in the constructor only.
    FleetRelaxation(const FleetSpace& space, const TaskDemand& demand,
                    std::uint64_t allowed_failures, bool with_existing);

    struct Answer {
        double bound = 0;  ///< no fleet in the range that takes the tasks has a smaller objective
        std::vector<double> counts;  ///< [types] of the solver's point
    };

    /// Over the fleets between `least` and `most`.
    Answer solve(const Fleet& least, const Fleet& most);

    /// The same for other numbers of tasks. [demands]
    void set_tasks(std::span<const std::int64_t> tasks);

   private:
    void add_shelf(const Shelf& shelf, const TaskDemand& demand,
                   std::vector<std::vector<Term>>& met);
    void limit(const Shelf& shelf, std::vector<Term> terms, double room);
    void add_whole_instance_cuts(const Shelf& shelf, const std::vector<std::size_t>& columns);
    void add_shelf_counts(const FleetSpace& space, const TaskDemand& demand);
    void balance_zones(const FleetSpace& space, const TaskDemand& demand);

    LinearProgram program_;
    std::vector<std::size_t> count_columns_;              // [types]
    std::vector<std::vector<std::size_t>> shelf_counts_;  // [types][zone groups]
    std::vector<std::size_t> left_over_columns_;          // [demands]
    std::vector<std::size_t> demand_rows_;                // [demands]
};

}  // namespace berth::host::fleet
