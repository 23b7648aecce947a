#include "whatif/search/fleet_climber.hpp"

#include <algorithm>
#include <cmath>

namespace berth::search {

namespace {

constexpr int most_mends = 40;
constexpr int patient_mends = 6;  // before the additions grow
constexpr std::size_t candidates_at_once = 16;
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

std::vector<Fleet> FleetClimber::smaller(const Fleet& fleet) const {
    std::vector<Fleet> fleets;
    for (std::size_t t = 0; t < fleet.size(); ++t) {
        const std::int64_t spare = fleet[t] - space_.options().types[t].min;
        for (std::int64_t step = 1; step <= spare; step *= 2) {
            fleets.push_back(fleet);
            fleets.back()[t] -= step;
        }
    }
    return fleets;
}

std::vector<Fleet> FleetClimber::exchanged(const Fleet& fleet) const {
    std::vector<Fleet> fleets;
    for (std::size_t from = 0; from < fleet.size(); ++from) {
        for (std::size_t to = 0; to < fleet.size(); ++to) {
            if (from == to) continue;
            for (const std::int64_t gone : {1, 2, 3, 4, 8}) {
                for (const std::int64_t come : {1, 2, 3, 4, 8}) {
                    if (fleet[from] - gone < space_.options().types[from].min ||
                        fleet[to] + come > space_.options().types[to].max) {
                        continue;
                    }
                    fleets.push_back(fleet);
                    fleets.back()[from] -= gone;
                    fleets.back()[to] += come;
                }
            }
        }
    }
    return fleets;
}

bool FleetClimber::may_be_better(const Fleet& fleet) {
    const double objective = space_.objective(fleet);
    if (evaluator_.is_no_gain(objective)) return false;
    return all_.solve(fleet, fleet).bound <= objective * (1 + objective_tolerance);
}

// Tries the cheapest candidates first, until one is better than the best fleet.
bool FleetClimber::improve(std::vector<Fleet> candidates, std::uint64_t most_evaluations) {
    std::erase_if(candidates, [this](const Fleet& fleet) {
        return evaluator_.is_no_gain(space_.objective(fleet));
    });
    std::ranges::stable_sort(candidates, {},
                             [this](const Fleet& fleet) { return space_.objective(fleet); });
    const double before = evaluator_.best()->objective;
    std::vector<Fleet> chosen;
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        if (may_be_better(candidates[i])) chosen.push_back(std::move(candidates[i]));
        if (chosen.size() < candidates_at_once && i + 1 < candidates.size()) continue;
        evaluator_.judge(chosen);
        chosen.clear();
        if (evaluator_.best()->objective < before) return true;
        if (evaluator_.limit_met() || evaluator_.evaluations() >= most_evaluations) return false;
    }
    return false;
}

void FleetClimber::descend(std::uint64_t most_evaluations) {
    const auto step = [&](const std::vector<Fleet>& candidates) {
        return improve(candidates, most_evaluations);
    };
    while (evaluator_.best() && !evaluator_.limit_met() &&
           evaluator_.evaluations() < most_evaluations) {
        const Fleet fleet = evaluator_.best()->fleet;
        if (!step(smaller(fleet)) && !step(exchanged(fleet))) return;
    }
}

}  // namespace berth::search
