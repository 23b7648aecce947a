// Door of the search. A space of fleets is compiled once (fleet_space), a relaxation is made of
// what the burst asks for (task_demand, fleet_relaxation), good fleets are found (fleet_climber),
// and branch and bound closes the gap as far as the limits allow.
#include "berth/fleet_search.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>
#include <vector>

#include "berth/solve.hpp"
#include "fleet/fleet_climber.hpp"
#include "fleet/fleet_evaluator.hpp"
#include "fleet/fleet_relaxation.hpp"
#include "fleet/task_demand.hpp"

namespace berth::host::fleet {

namespace {

// Branch and bound over the numbers of instances, with the real rules at its leaves.
//
// A node is a range of counts per type with the bound of the relaxation on it. The node with the
// smallest bound is taken next. Where its point is not whole it is split at a fractional count; a
// whole point is a fleet, on which the burst is placed: if that works nothing in the range is
// better, if not the range is split into what lies around the point. So the smallest bound of the
// nodes that are left is a bound for the rules themselves, not just for the relaxation.
class FleetBranching {
   public:
    // All must outlive this.
    FleetBranching(const FleetSpace& space, FleetRelaxation& relaxation, FleetEvaluator& evaluator);

    // Goes on until nothing better is left or a limit is met.
    FleetSearchEnd run();

    // No fleet within the bounds that takes the burst has a smaller objective; infinite where no
    // fleet takes it.
    double lower_bound() const;

    // Of the whole range, from the relaxation alone.
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

std::uint64_t failures_allowed(const FleetSpace& space) {
    const auto tasks = static_cast<double>(space.requested_tasks());
    constexpr double rounding = 1e-9;  // 90 % of 10 tasks are 9
    return static_cast<std::uint64_t>(std::floor(tasks * (1 - space.options().share) + rounding));
}

void describe_fleet(const FleetSpace& space, const Incumbent& best, FleetSearchResult& result) {
    result.found = true;
    result.counts = best.fleet;
    result.zone_counts = space.zone_counts(best.fleet);
    result.instances = std::accumulate(best.fleet.begin(), best.fleet.end(), std::int64_t{0});
    result.objective = best.objective;
    for (std::size_t t = 0; t < best.fleet.size(); ++t) {
        if (best.fleet[t] == 0) continue;
        result.cost_per_hour += space.prices()[t] * static_cast<double>(best.fleet[t]);
    }
    result.cluster = space.materialised(best.fleet);
}

// The fleet once more, from a snapshot of its own and without anything that the search shares.
void check_answer(const FleetSpace& space, const FleetSearchResult& result) {
    SolveOptions options;
    options.seed = space.options().seed;
    options.backend = space.options().backend;
    options.threads = space.options().threads;
    if (result.cluster.snapshot.instances.empty()) return;
    const Plan plan =
        berth::solve(berth::compile(result.cluster.snapshot, result.cluster.burst), options);
    if (plan.failed() == result.failed) return;
    throw std::logic_error(
        fmt::format("the fleet found leaves {} tasks over where the search counted {}",
                    plan.failed(), result.failed));
}

// Of the fleet found, else of the largest, whatever limit the search has met.
void judge_answer(const FleetSpace& space, const FleetEvaluator& evaluator,
                  FleetSearchResult& result) {
    if (evaluator.best()) describe_fleet(space, *evaluator.best(), result);
    const Scenario scenario = space.scenario(result.found ? result.counts : space.largest());
    const ScenarioAnswer answer = space.solve(std::span(&scenario, 1)).front();
    result.placed = answer.placed;
    result.failed = answer.failed;
    result.requested = answer.placed + answer.failed;
    if (result.found) check_answer(space, result);
}

std::uint64_t sum_of_tasks(const std::vector<HopelessRequest>& requests) {
    std::uint64_t sum = 0;
    for (const HopelessRequest& request : requests) sum += request.tasks;
    return sum;
}

double gap_of(const FleetSearchResult& result) {
    if (!result.found || result.objective <= 0) return 0;
    return std::max(0.0, (result.objective - result.lower_bound) / result.objective);
}

void search_within(const FleetSpace& space, const TaskDemand& demand, FleetEvaluator& evaluator,
                   FleetSearchResult& result) {
    const std::uint64_t allowed = evaluator.allowed_failures();
    FleetRelaxation all(space, demand, allowed, true);
    FleetRelaxation additions(space, demand, 0, false);
    FleetBranching branching(space, all, evaluator);
    FleetClimber climber(space, demand, all, additions, evaluator);
    evaluator.note_lower_bound(branching.root_bound());
    climber.climb(space.options().max_evaluations / 2);
    result.end = branching.run();
    result.relaxation_bound = branching.root_bound();
    result.lower_bound = branching.lower_bound();
    result.nodes = branching.nodes();
}

FleetSearchResult search(const FleetSpace& space) {
    FleetSearchResult result;
    const TaskDemand demand = task_demand(space);
    FleetEvaluator evaluator(space, failures_allowed(space));
    result.hopeless = hopeless_requests(space, demand);
    result.zones = space.zones();
    result.prices = space.prices();
    result.warnings = space.warnings();
    std::ranges::copy(space.problem().warnings(), std::back_inserter(result.warnings));
    if (sum_of_tasks(result.hopeless) <= evaluator.allowed_failures()) {
        search_within(space, demand, evaluator, result);
    }
    judge_answer(space, evaluator, result);
    result.gap = gap_of(result);
    result.evaluations = evaluator.evaluations();
    result.seconds = evaluator.seconds();
    return result;
}

}  // namespace

}  // namespace berth::host::fleet

namespace berth {

FleetSearchResult search_fleet(const Snapshot& base, const std::vector<Request>& burst,
                               const FleetSearchOptions& options) {
    return host::fleet::search(host::fleet::FleetSpace(base, burst, options));
}

}  // namespace berth
