// Branch and bound over the numbers of instances, with the real rules at its leaves.
//
// A node is a range of counts per type with the bound of the relaxation on it. The node with the
// smallest bound is taken next. Where its point is not whole it is split at a fractional count; a
// whole point is a fleet, on which the burst is placed: if that works nothing in the range is
// better, if not the range is split into what lies around the point. So the smallest bound of the
// nodes that are left is a bound for the rules themselves, not just for the relaxation.
#pragma once

#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "fleet/fleet_evaluator.hpp"
#include "fleet/fleet_relaxation.hpp"

namespace berth::host::fleet {

class FleetBranching {
   public:
    /// All must outlive this.
    FleetBranching(const FleetSpace& space, FleetRelaxation& relaxation, FleetEvaluator& evaluator);

    /// Goes on until nothing better is left or a limit is met.
    FleetSearchEnd run();

    /// No fleet within the bounds that takes the burst has a smaller objective; infinite where no
    /// fleet takes it.
    double lower_bound() const;

    /// Of the whole range, from the relaxation alone.
    double root_bound() const { return root_bound_; }

    std::uint64_t nodes() const { return nodes_; }

   private:
    struct Node {
        Fleet least;
        Fleet most;
        double bound = 0;
        std::vector<double> counts;  ///< the relaxation's point
    };

    void add(Fleet least, Fleet most, double parent_bound);
    bool is_closed(const Node& node) const;
    std::vector<Node> take_next();
    void split_at_fraction(const Node& node);
    void split_around(const Node& node, const Fleet& point);

    const FleetSpace& space_;
    FleetRelaxation& relaxation_;
    FleetEvaluator& evaluator_;
    std::map<std::pair<double, std::uint64_t>, Node> open_;  // by bound, then by age
    std::uint64_t nodes_ = 0;
    double root_bound_ = 0;
};

}  // namespace berth::host::fleet
