// From the results of scenarios, as they come in, to a report.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "berth/what_if_result.hpp"
#include "whatif/measure_basis.hpp"
#include "whatif/objective.hpp"

namespace berth::host::whatif {

struct ReportOptions {
    double hours = 1;  ///< that the burst runs
    std::string objective{default_objective};
    std::vector<std::string> requirements;  ///< each may hold several, separated by commas
    std::string pareto{default_pareto};
    std::optional<std::uint64_t> base;  ///< a point; absent = option 0 of every axis
    bool over_time = false;
};

/// A point by its name and the options that it picks.
struct PointLabel {
    std::string name;
    std::vector<std::size_t> options;  ///< [axes]
};
using LabelPoint = std::function<PointLabel(std::uint64_t point)>;

/// Takes results in any order, each scenario once. Memory: one number per metric and trial, and the
/// metrics of one trial per point.
class ReportBuilder {
   public:
    /// Throws InputError for an objective, requirement or metric that cannot be parsed.
    ReportBuilder(const Sweep& sweep, const MeasureBasis& basis, const ReportOptions& options);

    /// Throws std::invalid_argument for a scenario that was added before.
    void add(ScenarioResult result);

    /// Points without a result are left out with a warning, and so are trials that are missing.
    /// `points` is the number of points that the sweep has. The builder is consumed.
    WhatIfReport finish(std::uint64_t points, const LabelPoint& label);

   private:
    struct Trial {
        std::uint64_t trial = 0;
        std::vector<double> values;  // [metrics_]
        std::vector<double> wholes;  // [requirements_]
        bool placed_all = false;
    };
    struct Point {
        std::vector<Trial> trials;
        std::uint64_t first_trial = 0;
        ScenarioMetrics metrics;  // of the first trial
    };

    std::size_t metric_number(const Metric& metric);
    PointReport point_report(std::uint64_t number, Point& point) const;
    bool meets_requirements(const PointReport& report, const Point& point) const;
    void choose_base(WhatIfReport& report, const ReportOptions& options) const;
    void rank(WhatIfReport& report) const;
    void mark_pareto_front(WhatIfReport& report) const;
    void warn(WhatIfReport& report) const;
    static void warn_of_simulations(WhatIfReport& report);

    WhatIfReport head_;
    ReportOptions options_;
    std::vector<Metric> metrics_;
    std::vector<ObjectiveTerm> objective_;
    std::vector<std::size_t> objective_metrics_;  // [objective_] into metrics_
    std::vector<Requirement> requirements_;
    std::vector<std::size_t> requirement_metrics_;
    std::vector<Metric> pareto_;
    std::vector<std::size_t> pareto_metrics_;
    std::map<std::uint64_t, Point> points_;
};

}  // namespace berth::host::whatif
