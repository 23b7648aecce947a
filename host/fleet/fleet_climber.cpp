#include "fleet/fleet_climber.hpp"

#include <algorithm>
#include <cmath>

namespace berth::host::fleet {

namespace {

constexpr int most_mends = 40;
constexpr int patient_mends = 6;  // before the additions grow
constexpr double rounding_tolerance = 1e-6;

std::int64_t rounded_up(double count) {
    return static_cast<std::int64_t>(std::ceil(count - rounding_tolerance));
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
Fleet FleetClimber::mended(const Fleet& fleet, const Verdict& verdict, const Fleet& most,
                           int round) {
    Fleet room = most;
    for (std::size_t t = 0; t < room.size(); ++t) room[t] -= fleet[t];
    additions_.set_tasks(failed_tasks(verdict));
    const std::vector<double> added = additions_.solve(Fleet(room.size(), 0), room).counts;
    const std::int64_t times = std::int64_t{1} << std::max(0, round - patient_mends);
    Fleet next = fleet;
    for (std::size_t t = 0; t < next.size(); ++t) {
        next[t] = std::min(most[t], next[t] + times * rounded_up(added[t]));
    }
    if (next != fleet) return next;
    for (std::size_t t = 0; t < next.size(); ++t) next[t] = std::min(most[t], next[t] + times);
    return next;
}

bool FleetClimber::is_far_off(const Fleet& fleet) const {
    constexpr double far = 2;
    return evaluator_.best() && space_.objective(fleet) > far * evaluator_.best()->objective;
}

// Those that take the burst once instances were added, none beyond `most`.
std::vector<Fleet> FleetClimber::mend(std::vector<Fleet> fleets, const Fleet& most) {
    std::vector<Fleet> good;
    for (int round = 0; round < most_mends && !fleets.empty(); ++round) {
        const std::vector<const Verdict*> verdicts = evaluator_.judge(fleets);
        std::vector<Fleet> next;
        for (std::size_t i = 0; i < fleets.size(); ++i) {
            if (verdicts[i] == nullptr) continue;
            if (verdicts[i]->is_enough) {
                good.push_back(fleets[i]);
                continue;
            }
            Fleet fleet = mended(fleets[i], *verdicts[i], most, round);
            const bool is_new = fleet != fleets[i] && std::ranges::find(next, fleet) == next.end();
            if (is_new && !is_far_off(fleet)) next.push_back(std::move(fleet));
        }
        fleets = std::move(next);
    }
    return good;
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

bool FleetClimber::is_cheaper(const Fleet& fleet, const Fleet& than) const {
    return space_.objective(fleet) < space_.objective(than) * (1 - objective_tolerance);
}

// Whether the relaxation leaves it open that the fleet takes the burst.
bool FleetClimber::may_do(const Fleet& fleet) {
    return all_.solve(fleet, fleet).bound <=
           space_.objective(fleet) * (1 + objective_tolerance) + objective_tolerance;
}

bool FleetClimber::is_spent() const {
    return evaluator_.limit_met() || evaluator_.evaluations() >= most_evaluations_;
}

// Takes the cheapest of the candidates that do, if it is cheaper than the fleet.
bool FleetClimber::improve(Fleet& fleet, std::vector<Fleet> candidates) {
    if (is_spent()) return false;
    std::erase_if(candidates, [&](const Fleet& candidate) {
        return !is_cheaper(candidate, fleet) || !may_do(candidate);
    });
    const std::vector<const Verdict*> verdicts = evaluator_.judge(candidates);
    const Fleet before = fleet;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (verdicts[i] == nullptr || !verdicts[i]->is_enough) continue;
        if (is_cheaper(candidates[i], fleet)) fleet = candidates[i];
    }
    return fleet != before;
}

bool FleetClimber::shrink(Fleet& fleet) {
    bool helped = false;
    for (std::size_t t = 0; t < fleet.size(); ++t) {
        while (improve(fleet, smaller(fleet, t))) helped = true;
    }
    return helped;
}

bool FleetClimber::exchange(Fleet& fleet) {
    bool helped = false;
    for (std::size_t from = 0; from < fleet.size(); ++from) {
        for (std::size_t to = 0; to < fleet.size(); ++to) {
            if (from == to) continue;
            while (improve(fleet, exchanged(fleet, from, to))) helped = true;
        }
    }
    return helped;
}

void FleetClimber::descend(Fleet fleet) {
    while (!is_spent() && (shrink(fleet) || exchange(fleet))) {
    }
}

// The best fleet without one type, mended by the others, and down from there.
bool FleetClimber::kick() {
    const Incumbent before = *evaluator_.best();
    for (std::size_t t = 0; t < before.fleet.size() && !is_spent(); ++t) {
        const std::int64_t least = space_.options().types[t].min;
        if (evaluator_.best()->fleet[t] == least) continue;
        Fleet fleet = evaluator_.best()->fleet;
        Fleet most = space_.largest();
        fleet[t] = most[t] = least;
        for (const Fleet& good : mend({fleet}, most)) descend(good);
    }
    return evaluator_.best()->objective < before.objective;
}

void FleetClimber::climb(std::uint64_t most_evaluations) {
    most_evaluations_ = most_evaluations;
    std::vector<Fleet> fleets = mend(proposals(), space_.largest());
    std::ranges::stable_sort(fleets, {},
                             [this](const Fleet& fleet) { return space_.objective(fleet); });
    for (const Fleet& fleet : fleets) descend(fleet);
    while (evaluator_.best() && !is_spent() && kick()) {
    }
}

}  // namespace berth::host::fleet
