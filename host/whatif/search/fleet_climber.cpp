#include "whatif/search/fleet_climber.hpp"

#include <algorithm>
#include <cmath>

namespace berth::search {

namespace {

constexpr int most_mends = 40;
constexpr int patient_mends = 6;  // before the additions grow
constexpr double whole_tolerance = 1e-6;

std::int64_t rounded_up(double count) {
    return static_cast<std::int64_t>(std::ceil(count - whole_tolerance));
}

Fleet rounded_up(const std::vector<double>& counts) {
    Fleet fleet;
    for (const double count : counts) fleet.push_back(rounded_up(count));
    return fleet;
}

}  // namespace

std::vector<Fleet> FleetClimber::proposals() {
    const Fleet least = space_.smallest();
    const Fleet most = space_.largest();
    std::vector<Fleet> fleets;
    const auto propose = [&](const Fleet& up_to) {
        fleets.push_back(rounded_up(all_.solve(least, up_to).counts));
    };
    propose(most);
    for (std::size_t t = 0; t < space_.type_count(); ++t) {
        if (least[t] == most[t]) continue;
        Fleet without = most;
        without[t] = least[t];
        if (without != least) propose(without);
        Fleet alone = least;
        alone[t] = most[t];
        propose(alone);
    }
    fleets.push_back(most);
    return fleets;
}

// A request whose tasks are of several classes (one per capacity provider) counts with its first.
std::vector<std::int64_t> FleetClimber::failed_tasks(const Verdict& verdict) const {
    std::vector<std::int64_t> failed(demand_.classes.size(), 0);
    for (std::size_t r = 0; r < demand_.of_request.size(); ++r) {
        if (demand_.of_request[r].empty()) continue;
        failed[demand_.of_request[r].front().demand] +=
            std::int64_t{space_.requests()[r].count} - verdict.placed_of_request[r];
    }
    return failed;
}

// The fleet and what the relaxation adds for the tasks that failed; the fleet itself where nothing
// can be added. ECS may spread what the relaxation packs, so that later rounds add more of it.
Fleet FleetClimber::mended(const Fleet& fleet, const Verdict& verdict, int round) {
    const Fleet largest = space_.largest();
    Fleet most = largest;
    for (std::size_t t = 0; t < most.size(); ++t) most[t] -= fleet[t];
    additions_.set_tasks(failed_tasks(verdict));
    const std::vector<double> added = additions_.solve(Fleet(most.size(), 0), most).counts;
    const std::int64_t times = std::int64_t{1} << std::max(0, round - patient_mends);
    Fleet next = fleet;
    for (std::size_t t = 0; t < next.size(); ++t) {
        next[t] = std::min(largest[t], next[t] + times * rounded_up(added[t]));
    }
    if (next != fleet) return next;
    for (std::size_t t = 0; t < next.size(); ++t) next[t] = std::min(largest[t], next[t] + times);
    return next;
}

void FleetClimber::start() {
    std::vector<Fleet> fleets = proposals();
    for (int round = 0; round < most_mends && !fleets.empty(); ++round) {
        const std::vector<const Verdict*> verdicts = evaluator_.judge(fleets);
        std::vector<Fleet> next;
        for (std::size_t i = 0; i < fleets.size(); ++i) {
            if (verdicts[i] == nullptr || verdicts[i]->is_enough) continue;
            Fleet fleet = mended(fleets[i], *verdicts[i], round);
            const bool is_hopeless = evaluator_.is_no_gain(space_.objective(fleet));
            const bool is_new = fleet != fleets[i] && std::ranges::find(next, fleet) == next.end();
            if (is_new && !is_hopeless) next.push_back(std::move(fleet));
        }
        fleets = std::move(next);
    }
}

// Fewer of one type, by powers of two.
std::vector<Fleet> FleetClimber::smaller(const Fleet& fleet, std::size_t type) const {
    std::vector<Fleet> fleets;
    const std::int64_t spare = fleet[type] - space_.options().types[type].min;
    for (std::int64_t step = 1; step <= spare; step *= 2) {
        fleets.push_back(fleet);
        fleets.back()[type] -= step;
    }
    return fleets;
}

// Some of one type, by powers of two, for as many of another as still save something, or fewer.
std::vector<Fleet> FleetClimber::exchanged(const Fleet& fleet, std::size_t from,
                                           std::size_t to) const {
    std::vector<Fleet> fleets;
    const std::vector<double>& weights = space_.weights();
    const std::int64_t spare = fleet[from] - space_.options().types[from].min;
    const std::int64_t room = space_.options().types[to].max - fleet[to];
    for (std::int64_t gone = 1; gone <= spare; gone = gone < 4 ? gone + 1 : gone * 2) {
        const double saved = weights[from] * static_cast<double>(gone);
        const double most = weights[to] > 0 ? std::ceil(saved / weights[to]) - 1 : saved;
        for (const double share : {1.0, 0.75, 0.5, 0.25}) {
            const auto come = std::min(room, static_cast<std::int64_t>(std::ceil(most * share)));
            if (come <= 0) continue;
            fleets.push_back(fleet);
            fleets.back()[from] -= gone;
            fleets.back()[to] += come;
        }
    }
    return fleets;
}

bool FleetClimber::may_be_better(const Fleet& fleet) {
    const double objective = space_.objective(fleet);
    if (evaluator_.is_no_gain(objective)) return false;
    return all_.solve(fleet, fleet).bound <= objective * (1 + objective_tolerance);
}

// Whether one of the candidates is better than the best fleet.
bool FleetClimber::improve(std::vector<Fleet> candidates) {
    if (is_spent()) return false;
    std::erase_if(candidates, [this](const Fleet& fleet) { return !may_be_better(fleet); });
    const double before = evaluator_.best()->objective;
    evaluator_.judge(candidates);
    return evaluator_.best()->objective < before;
}

bool FleetClimber::is_spent() const {
    return evaluator_.limit_met() || evaluator_.evaluations() >= most_evaluations_;
}

bool FleetClimber::shrink() {
    bool helped = false;
    for (std::size_t t = 0; t < space_.type_count(); ++t) {
        while (improve(smaller(evaluator_.best()->fleet, t))) helped = true;
    }
    return helped;
}

bool FleetClimber::exchange() {
    bool helped = false;
    for (std::size_t from = 0; from < space_.type_count(); ++from) {
        for (std::size_t to = 0; to < space_.type_count(); ++to) {
            if (from == to) continue;
            while (improve(exchanged(evaluator_.best()->fleet, from, to))) helped = true;
        }
    }
    return helped;
}

void FleetClimber::descend(std::uint64_t most_evaluations) {
    most_evaluations_ = most_evaluations;
    if (!evaluator_.best()) return;
    while (!is_spent() && (shrink() || exchange())) {
    }
}

}  // namespace berth::search
