#include "fleet/fleet_branching.hpp"

#include <algorithm>
#include <cmath>
#include <optional>

namespace berth::host::fleet {

namespace {

constexpr std::size_t nodes_at_once = 8;
constexpr std::uint64_t nodes_per_evaluation = 20;
constexpr double whole_tolerance = 1e-6;

// The count that is furthest from a whole number; none if all are whole.
std::optional<std::size_t> fractional(const std::vector<double>& counts) {
    std::optional<std::size_t> furthest;
    double distance = whole_tolerance;
    for (std::size_t t = 0; t < counts.size(); ++t) {
        const double own = std::abs(counts[t] - std::round(counts[t]));
        if (own <= distance) continue;
        distance = own;
        furthest = t;
    }
    return furthest;
}

Fleet rounded(const std::vector<double>& counts) {
    Fleet fleet;
    for (const double count : counts) fleet.push_back(std::llround(count));
    return fleet;
}

}  // namespace

FleetBranching::FleetBranching(const FleetSpace& space, FleetRelaxation& relaxation,
                               FleetEvaluator& evaluator)
    : space_(space), relaxation_(relaxation), evaluator_(evaluator) {
    add(space.smallest(), space.largest(), 0);
    root_bound_ = open_.empty() ? infinite : open_.begin()->second.bound;
}

// A bound above what the dearest fleet of the range costs says that none of them takes the burst.
void FleetBranching::add(Fleet least, Fleet most, double parent_bound) {
    for (std::size_t t = 0; t < least.size(); ++t) {
        if (least[t] > most[t]) return;
    }
    FleetRelaxation::Answer answer = relaxation_.solve(least, most);
    const double dearest = space_.objective(most);
    const double bound = std::max(parent_bound, answer.bound);
    const auto key = std::pair(bound, nodes_++);
    if (bound > dearest * (1 + objective_tolerance) + objective_tolerance) return;
    open_.emplace(key, Node{std::move(least), std::move(most), bound, std::move(answer.counts)});
}

bool FleetBranching::is_closed(const Node& node) const {
    return evaluator_.is_no_gain(node.bound);
}

double FleetBranching::lower_bound() const {
    const double best = evaluator_.best() ? evaluator_.best()->objective : infinite;
    return open_.empty() ? best : std::min(best, open_.begin()->first.first);
}

std::vector<FleetBranching::Node> FleetBranching::take_next() {
    std::vector<Node> nodes;
    while (!open_.empty() && nodes.size() < nodes_at_once) {
        if (is_closed(open_.begin()->second)) {
            open_.clear();  // all others have larger bounds
            break;
        }
        nodes.push_back(std::move(open_.extract(open_.begin()).mapped()));
    }
    return nodes;
}

void FleetBranching::split_at_fraction(const Node& node) {
    const std::size_t t = *fractional(node.counts);
    const auto below = static_cast<std::int64_t>(std::floor(node.counts[t]));
    Fleet most = node.most;
    most[t] = below;
    add(node.least, std::move(most), node.bound);
    Fleet least = node.least;
    least[t] = below + 1;
    add(std::move(least), node.most, node.bound);
}

// What is left of the range without the point: below and above it in the first type, then, with
// that type's count as in the point, in the second, and so on.
void FleetBranching::split_around(const Node& node, const Fleet& point) {
    Fleet least = node.least;
    Fleet most = node.most;
    for (std::size_t t = 0; t < point.size(); ++t) {
        Fleet below = most;
        below[t] = point[t] - 1;
        add(least, std::move(below), node.bound);
        Fleet above = least;
        above[t] = point[t] + 1;
        add(std::move(above), most, node.bound);
        least[t] = most[t] = point[t];
    }
}

FleetSearchEnd FleetBranching::run() {
    while (true) {
        evaluator_.note_lower_bound(lower_bound());
        if (const auto limit = evaluator_.limit_met()) {
            return open_.empty() || is_closed(open_.begin()->second) ? FleetSearchEnd::proven
                                                                     : *limit;
        }
        if (nodes_ > nodes_per_evaluation * space_.options().max_evaluations) {
            return FleetSearchEnd::nodes;
        }
        std::vector<Node> nodes = take_next();
        if (nodes.empty()) return FleetSearchEnd::proven;
        std::vector<Fleet> points;
        for (const Node& node : nodes) {
            if (!fractional(node.counts)) points.push_back(rounded(node.counts));
        }
        evaluator_.judge(points);
        for (Node& node : nodes) {
            if (fractional(node.counts)) {
                split_at_fraction(node);
                continue;
            }
            const Fleet point = rounded(node.counts);
            const bool was_judged = evaluator_.judge(point) != nullptr;
            if (was_judged && !is_closed(node)) split_around(node, point);
            if (!was_judged) open_.emplace(std::pair(node.bound, nodes_++), std::move(node));
        }
    }
}

}  // namespace berth::host::fleet
