#include "fleet/fleet_evaluator.hpp"

#include <algorithm>
#include <numeric>
#include <set>
#include <tuple>

namespace berth::host::fleet {

namespace {

std::int64_t size_of(const Fleet& fleet) {
    return std::accumulate(fleet.begin(), fleet.end(), std::int64_t{0});
}

// So many at a time that the limits are looked at often.
constexpr std::size_t most_at_once = 16;

}  // namespace

FleetEvaluator::FleetEvaluator(const FleetSpace& space, std::uint64_t allowed_failures)
    : space_(space), allowed_failures_(allowed_failures) {}

double FleetEvaluator::seconds() const {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin_).count();
}

std::optional<FleetSearchEnd> FleetEvaluator::limit_met() const {
    if (evaluations_ >= space_.options().max_evaluations) return FleetSearchEnd::evaluations;
    const std::optional<double>& limit = space_.options().time_limit_seconds;
    if (limit && seconds() >= *limit) return FleetSearchEnd::time;
    const auto& is_cancelled = space_.options().is_cancelled;
    if (is_cancelled && is_cancelled()) return FleetSearchEnd::cancelled;
    return std::nullopt;
}

const Verdict* FleetEvaluator::judge(const Fleet& fleet) {
    return judge(std::span(&fleet, 1)).front();
}

std::vector<const Verdict*> FleetEvaluator::judge(std::span<const Fleet> fleets) {
    std::vector<Fleet> unknown;
    std::set<Fleet> seen;
    for (const Fleet& fleet : fleets) {
        if (!known_.contains(fleet) && seen.insert(fleet).second) unknown.push_back(fleet);
    }
    for (std::size_t first = 0; first < unknown.size() && !limit_met();) {
        const std::uint64_t left = space_.options().max_evaluations - evaluations_;
        const std::size_t count =
            std::min<std::size_t>({most_at_once, unknown.size() - first, left});
        std::vector<Scenario> scenarios;
        for (std::size_t i = 0; i < count; ++i) {
            scenarios.push_back(space_.scenario(unknown[first + i]));
        }
        std::vector<ScenarioAnswer> answers = space_.solve(scenarios);
        for (std::size_t i = 0; i < count; ++i) {
            ScenarioAnswer& answer = answers[i];
            keep(unknown[first + i],
                 {answer.placed, answer.failed, answer.failed <= allowed_failures_,
                  std::move(answer.placed_of_request)});
        }
        evaluations_ += count;
        first += count;
        report();
    }
    std::vector<const Verdict*> verdicts;
    for (const Fleet& fleet : fleets) {
        const auto found = known_.find(fleet);
        verdicts.push_back(found == known_.end() ? nullptr : &found->second);
    }
    return verdicts;
}

void FleetEvaluator::keep(const Fleet& fleet, const Verdict& verdict) {
    known_.emplace(fleet, verdict);
    if (!verdict.is_enough) return;
    const double objective = space_.objective(fleet);
    if (!best_ || std::tuple(objective, size_of(fleet), fleet) <
                      std::tuple(best_->objective, size_of(best_->fleet), best_->fleet)) {
        best_ = Incumbent{fleet, objective};
    }
}

bool FleetEvaluator::is_no_gain(double objective) const {
    return best_ && objective >= best_->objective * (1 - objective_tolerance);
}

void FleetEvaluator::note_lower_bound(double lower_bound) {
    lower_bound_ = lower_bound;
    report();
}

void FleetEvaluator::report() const {
    if (!space_.options().progress) return;
    space_.options().progress(
        {evaluations_, best_ ? std::optional(best_->objective) : std::nullopt, lower_bound_});
}

}  // namespace berth::host::fleet
