// What makes one point better than another: an objective, requirements, a Pareto front.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "whatif/metric.hpp"

namespace berth::host::whatif {

/// The most tasks first, then the cheapest fleet.
inline constexpr std::string_view default_objective = "placed,cost-per-hour";
inline constexpr std::string_view default_pareto = "cost-per-hour,placed";

/// Over time: all tasks run, early, at low cost.
inline constexpr std::string_view default_objective_over_time = "not-run,all-running,cost";
inline constexpr std::string_view default_pareto_over_time = "cost,all-running";

/// One step of an objective.
struct ObjectiveTerm {
    std::string text;  ///< as given
    Metric metric;
    bool highest_first = false;
};

/// Reads "cost-per-hour,-utilisation-gpu": names of metrics, the first counts most. A plain name
/// puts the better values first, `-NAME` the highest, `+NAME` the lowest. Throws InputError at
/// `where`.
std::vector<ObjectiveTerm> parse_objective(std::string_view text, const MetricScale& scale,
                                           const Location& where = {});

enum class Comparison : std::uint8_t { equal, at_least, at_most, more, less };

/// What a point must meet.
struct Requirement {
    std::string text;  ///< as given
    Metric metric;
    Comparison comparison = Comparison::equal;
    double bound = 0;
    bool is_percent = false;  ///< `bound` is in percent of Metric::whole

    /// `value` and `whole` are those of a scenario, or means over trials.
    bool is_met(double value, double whole) const;
};

/// Reads "placed=100%,cost-per-hour<=20": a metric, one of = == >= <= > < and a number, perhaps a
/// percentage. Throws InputError at `where`.
std::vector<Requirement> parse_requirements(std::string_view text, const MetricScale& scale,
                                            const Location& where = {});

/// Names of metrics, separated by commas.
std::vector<Metric> parse_metrics(std::string_view text, const MetricScale& scale,
                                  const Location& where = {});

/// A point as ranking sees it.
struct RankedPoint {
    bool meets_requirements = true;
    std::vector<double> terms;  ///< of the objective, smaller is better
};

/// [points] positions, best first: those that meet all requirements before the others, then by
/// terms, then in the order given.
std::vector<std::size_t> ranked(std::span<const RankedPoint> points);

/// [points] whether no other point is at least as good in every coordinate and better in one;
/// smaller is better. O(points x log points + points x front).
std::vector<bool> pareto_front(std::span<const std::vector<double>> points);

}  // namespace berth::host::whatif
