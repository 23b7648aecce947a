#include "whatif/report.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "berth/error.hpp"
#include "whatif/statistics.hpp"

namespace berth::host::whatif {

namespace {

WhatIfReport report_head(const Sweep& sweep, const MeasureBasis& basis,
                         const ReportOptions& options) {
    WhatIfReport head;
    head.title = sweep.title;
    head.over_time = options.over_time;
    for (const Axis& axis : sweep.axes) {
        AxisNames names{axis.name, {}};
        for (const Option& option : axis.options) names.options.push_back(option.name);
        head.axes.push_back(std::move(names));
    }
    head.currency = basis.prices.currency;
    head.price_source = basis.prices.source;
    head.hours = options.hours;
    head.registered_memory_factor = sweep.registration.memory_factor;
    head.trials = sweep.trials;
    head.seed = sweep.seed;
    head.definitions = basis.definitions;
    for (const std::size_t d : basis.definition_of_request) {
        head.requests.push_back(basis.definitions[d]);
    }
    return head;
}

double mean_of(const std::vector<double>& values) {
    return distribution(values).mean;
}

}  // namespace

ReportBuilder::ReportBuilder(const Sweep& sweep, const MeasureBasis& basis,
                             const ReportOptions& options)
    : head_(report_head(sweep, basis, options)), options_(options) {
    const MetricScale scale{basis.prices.currency, options.hours, basis.definitions,
                            options.over_time};
    metrics_ = standard_metrics(scale);
    objective_ = parse_objective(options.objective, scale, {"--objective", ""});
    for (const std::string& text : options.requirements) {
        std::ranges::move(parse_requirements(text, scale, {"--require", ""}),
                          std::back_inserter(requirements_));
    }
    pareto_ = parse_metrics(options.pareto, scale, {"--pareto", ""});
    for (const ObjectiveTerm& term : objective_) {
        objective_metrics_.push_back(metric_number(term.metric));
        head_.objective.push_back(term.text);
    }
    for (const Requirement& requirement : requirements_) {
        requirement_metrics_.push_back(metric_number(requirement.metric));
        head_.requirements.push_back(requirement.text);
    }
    for (const Metric& metric : pareto_) {
        pareto_metrics_.push_back(metric_number(metric));
        head_.pareto.push_back(metric.info.name);
    }
    for (const Metric& metric : metrics_) head_.metrics.push_back(metric.info);
}

// Adds the metric where it is not there yet, as the room of a task definition.
std::size_t ReportBuilder::metric_number(const Metric& metric) {
    const auto found = std::ranges::find_if(
        metrics_, [&](const Metric& known) { return known.info.name == metric.info.name; });
    if (found != metrics_.end()) return static_cast<std::size_t>(found - metrics_.begin());
    metrics_.push_back(metric);
    return metrics_.size() - 1;
}

void ReportBuilder::add(ScenarioResult result) {
    Trial trial;
    trial.trial = result.index % head_.trials;
    trial.placed_all = result.metrics.failed == 0;
    for (const Metric& metric : metrics_) trial.values.push_back(metric.value(result.metrics));
    for (const Requirement& requirement : requirements_) {
        const auto& whole = requirement.metric.whole;
        trial.wholes.push_back(whole ? whole(result.metrics) : 0);
    }
    Point& point = points_[result.index / head_.trials];
    const auto place = std::ranges::lower_bound(point.trials, trial.trial, {}, &Trial::trial);
    if (place != point.trials.end() && place->trial == trial.trial) {
        throw std::invalid_argument(fmt::format("two results of scenario {}", result.index));
    }
    if (place == point.trials.begin()) point.metrics = std::move(result.metrics);
    point.trials.insert(place, std::move(trial));
}

PointReport ReportBuilder::point_report(std::uint64_t number, Point& point) const {
    PointReport report;
    report.point = number;
    report.trials = point.trials.size();
    report.trials_placed_all =
        static_cast<std::uint64_t>(std::ranges::count(point.trials, true, &Trial::placed_all));
    for (std::size_t m = 0; m < metrics_.size(); ++m) {
        std::vector<double> values;
        for (const Trial& trial : point.trials) values.push_back(trial.values[m]);
        const Distribution over_trials = distribution(std::move(values));
        report.values.push_back(over_trials.mean);
        if (head_.trials > 1) report.distributions.push_back(over_trials);
    }
    report.meets_requirements = meets_requirements(report, point);
    report.metrics = std::move(point.metrics);
    return report;
}

bool ReportBuilder::meets_requirements(const PointReport& report, const Point& point) const {
    for (std::size_t r = 0; r < requirements_.size(); ++r) {
        std::vector<double> wholes;
        for (const Trial& trial : point.trials) wholes.push_back(trial.wholes[r]);
        if (!requirements_[r].is_met(report.values[requirement_metrics_[r]], mean_of(wholes))) {
            return false;
        }
    }
    return true;
}

void ReportBuilder::choose_base(WhatIfReport& report, const ReportOptions& options) const {
    const auto is_base = [&](const PointReport& point) {
        if (options.base) return point.point == *options.base;
        return std::ranges::all_of(point.options, [](std::size_t option) { return option == 0; });
    };
    const auto found = std::ranges::find_if(report.points, is_base);
    if (found != report.points.end()) report.base = found->point;
}

void ReportBuilder::rank(WhatIfReport& report) const {
    std::vector<RankedPoint> keys;
    for (const PointReport& point : report.points) {
        RankedPoint key{point.meets_requirements, {}};
        for (std::size_t t = 0; t < objective_.size(); ++t) {
            const double value = point.values[objective_metrics_[t]];
            key.terms.push_back(objective_[t].highest_first ? -value : value);
        }
        keys.push_back(std::move(key));
    }
    std::vector<PointReport> best_first;
    for (const std::size_t p : ranked(keys)) {
        best_first.push_back(std::move(report.points[p]));
        best_first.back().rank = best_first.size();
    }
    report.points = std::move(best_first);
}

void ReportBuilder::mark_pareto_front(WhatIfReport& report) const {
    std::vector<std::vector<double>> coordinates;
    for (const PointReport& point : report.points) {
        std::vector<double>& row = coordinates.emplace_back();
        for (std::size_t k = 0; k < pareto_.size(); ++k) {
            const double value = point.values[pareto_metrics_[k]];
            row.push_back(pareto_[k].info.better == Better::higher ? -value : value);
        }
    }
    const std::vector<bool> on_front = pareto_front(coordinates);
    for (std::size_t p = 0; p < on_front.size(); ++p)
        report.points[p].on_pareto_front = on_front[p];
}

void ReportBuilder::warn(WhatIfReport& report) const {
    const auto count_if = [&](const auto& condition) {
        return std::ranges::count_if(report.points, condition);
    };
    if (report.points.size() < report.point_count) {
        report.warnings.push_back({fmt::format("results of {} of {} points: the others were not "
                                               "solved",
                                               report.points.size(), report.point_count),
                                   {}});
    }
    if (const auto cut = count_if([&](const auto& p) { return p.trials < report.trials; })) {
        report.warnings.push_back(
            {fmt::format("points with fewer than their {} trials: {}", report.trials, cut), {}});
    }
    const auto lacks_price = [](const PointReport& point) {
        const auto& over_time = point.metrics.over_time;
        return point.metrics.unpriced_instances > 0 ||
               (over_time && over_time->unpriced_instance_hours > 0);
    };
    if (const auto unpriced = count_if(lacks_price)) {
        report.warnings.push_back(
            {fmt::format("{} points have instances whose price is not known: their cost is that of "
                         "the others; give a price with --prices",
                         unpriced),
             {}});
    }
    warn_of_simulations(report);
    if (!report.base) {
        report.warnings.push_back({"the base is not among the points: no differences", {}});
    }
}

// Each remark once, with how many points have it.
void ReportBuilder::warn_of_simulations(WhatIfReport& report) {
    std::map<std::string, std::size_t> points_with;
    for (const PointReport& point : report.points) {
        if (!point.metrics.over_time) continue;
        for (const std::string& text : point.metrics.over_time->warnings) ++points_with[text];
    }
    for (const auto& [text, points] : points_with) {
        report.warnings.push_back(
            {fmt::format("in {} of {} points: {}", points, report.points.size(), text), {}});
    }
}

WhatIfReport ReportBuilder::finish(std::uint64_t points, const LabelPoint& label) {
    WhatIfReport report = head_;
    report.point_count = points;
    for (auto& [number, point] : points_) {
        PointReport& added = report.points.emplace_back(point_report(number, point));
        PointLabel named = label(number);
        added.name = std::move(named.name);
        added.options = std::move(named.options);
    }
    points_.clear();
    choose_base(report, options_);
    rank(report);
    mark_pareto_front(report);
    warn(report);
    return report;
}

}  // namespace berth::host::whatif
