// From a sweep to its report: what is done already, what is left, and the best points in full.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <set>
#include <utility>

#include "berth/error.hpp"
#include "berth/what_if_over_time.hpp"
#include "berth/what_if_run.hpp"
#include "whatif/placement_solver.hpp"
#include "whatif/report.hpp"
#include "whatif/results_file.hpp"
#include "whatif/time_solver.hpp"

namespace berth::host::whatif {

namespace {

ReportOptions report_options(const WhatIfOptions& options, SweepKind kind) {
    ReportOptions report;
    report.hours = options.hours;
    report.over_time = kind == SweepKind::over_time;
    if (report.over_time) {
        report.objective = default_objective_over_time;
        report.pareto = default_pareto_over_time;
    }
    if (!options.objective.empty()) report.objective = options.objective;
    if (!options.pareto.empty()) report.pareto = options.pareto;
    report.requirements = options.requirements;
    report.base = options.base;
    return report;
}

/// A sweep with everything that its runs share.
class SweepRun {
   public:
    SweepRun(const Snapshot& base, const std::vector<Request>& burst, const Sweep& sweep,
             const WhatIfOptions& options)
        : options_(options),
          world_(base, burst, expand(sweep, base)),
          basis_(measure_basis(base, burst, options.prices)),
          builder_(world_.sweep(), basis_, report_options(options, SweepKind::placement)),
          solver_(std::make_unique<PlacementSolver>(world_, basis_, options)),
          fingerprint_([this] { return fingerprint(world_, basis_); }),
          range_(range_of(options.shard, world_.scenario_count())) {}

    /// A sweep over time; the simulation must outlive it.
    SweepRun(const Snapshot& base, const Simulation& simulation, const Sweep& sweep,
             const WhatIfOptions& options)
        : options_(options),
          world_(base, burst_of(simulation), expand(sweep, base), SweepKind::over_time),
          basis_(measure_basis(base, world_.burst(), options.prices)),
          builder_(world_.sweep(), basis_, report_options(options, SweepKind::over_time)),
          solver_(std::make_unique<TimeSolver>(world_, simulation, options)),
          fingerprint_([this, &simulation] { return fingerprint(world_, basis_, simulation); }),
          range_(range_of(options.shard, world_.scenario_count())) {}

    WhatIfReport solve() {
        open_results();
        bool is_whole = true;
        const std::vector<std::uint64_t> done(done_.begin(), done_.end());
        std::uint64_t solved = done.size();
        report_progress(solved);
        for (const ScenarioRange& range : remaining(range_, done)) {
            const auto deliver = [&](std::vector<ScenarioResult> results) {
                if (writer_) writer_->write(results);
                for (ScenarioResult& result : results) take(std::move(result));
            };
            is_whole = solver_->solve(range, deliver,
                                      [&](std::uint64_t n) { report_progress(solved + n); });
            if (!is_whole) break;
            solved += range.count;
        }
        WhatIfReport report = finish();
        if (!is_whole) warn_of_stop(report);
        return report;
    }

    WhatIfReport merge(std::span<const std::string> parts) {
        const std::string print = fingerprint_();
        for (const std::string& part : parts) {
            read_results(part, print, [&](ScenarioResult result) {
                check_new(result.index, part);
                take(std::move(result));
            });
        }
        return finish();
    }

    WhatIfEstimate estimate() {
        constexpr std::uint64_t at_most = 16;
        WhatIfEstimate estimate;
        estimate.trials = world_.sweep().trials;
        estimate.points = world_.scenario_count() / estimate.trials;
        estimate.scenarios = range_.count;
        estimate.tried = std::min(at_most, range_.count);
        if (estimate.tried == 0) return estimate;
        const auto begin = std::chrono::steady_clock::now();
        solver_->solve(
            {range_.first, estimate.tried}, [](auto) {}, [](std::uint64_t) {});
        const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - begin;
        estimate.seconds = seconds.count() * static_cast<double>(range_.count) /
                           static_cast<double>(estimate.tried);
        return estimate;
    }

   private:
    void open_results() {
        if (options_.results_file.empty()) return;
        writer_ = std::make_unique<ResultsWriter>(
            options_.results_file, fingerprint_(), options_.resume, [&](ScenarioResult result) {
                check_new(result.index, options_.results_file);
                take(std::move(result));
            });
    }

    void check_new(std::uint64_t index, const std::string& file) const {
        if (done_.contains(index)) {
            throw InputError(fmt::format("scenario {} is there twice", index), {file, ""});
        }
        if (index >= world_.scenario_count()) {
            throw InputError(fmt::format("scenario {} is past the last of the sweep", index),
                             {file, ""});
        }
    }

    void take(ScenarioResult result) {
        done_.insert(result.index);
        builder_.add(std::move(result));
    }

    void report_progress(std::uint64_t solved) const {
        if (options_.progress) options_.progress(solved, range_.count);
    }

    WhatIfReport finish() {
        const Sweep& sweep = world_.sweep();
        WhatIfReport report =
            builder_.finish(world_.scenario_count() / sweep.trials, [&](std::uint64_t point) {
                const ScenarioKey key = scenario_key(sweep, point * sweep.trials);
                return PointLabel{point_name(sweep, key), key.options};
            });
        std::ranges::copy(world_.warnings(), std::back_inserter(report.warnings));
        for (const std::uint64_t point : detailed_points(report)) {
            if (auto details = solver_->details(point)) {
                report.details.push_back(std::move(*details));
            }
        }
        return report;
    }

    // The base first, then the best.
    std::vector<std::uint64_t> detailed_points(const WhatIfReport& report) const {
        std::vector<std::uint64_t> points;
        if (report.base_point() != nullptr) points.push_back(*report.base);
        std::size_t best = 0;
        for (const PointReport& point : report.points) {
            if (best == options_.details) break;
            ++best;
            if (point.point != report.base) points.push_back(point.point);
        }
        return points;
    }

    void warn_of_stop(WhatIfReport& report) const {
        report.warnings.push_back(
            {fmt::format("stopped after {} of {} scenarios{}", done_.size(), range_.count,
                         options_.results_file.empty()
                             ? ""
                             : "; --resume with the same --results goes on from there"),
             {}});
    }

    const WhatIfOptions& options_;
    ScenarioWorld world_;
    MeasureBasis basis_;
    ReportBuilder builder_;
    std::unique_ptr<SweepSolver> solver_;
    std::function<std::string()> fingerprint_;
    ScenarioRange range_;
    std::set<std::uint64_t> done_;
    std::unique_ptr<ResultsWriter> writer_;
};

}  // namespace

}  // namespace berth::host::whatif

namespace berth {

WhatIfReport run_what_if(const Snapshot& base, const std::vector<Request>& burst,
                         const Sweep& sweep, const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, burst, sweep, options).solve();
}

WhatIfReport merge_what_if(const Snapshot& base, const std::vector<Request>& burst,
                           const Sweep& sweep, std::span<const std::string> parts,
                           const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, burst, sweep, options).merge(parts);
}

WhatIfEstimate estimate_what_if(const Snapshot& base, const std::vector<Request>& burst,
                                const Sweep& sweep, const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, burst, sweep, options).estimate();
}

WhatIfReport run_what_if(const Snapshot& base, const Simulation& simulation, const Sweep& sweep,
                         const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, simulation, sweep, options).solve();
}

WhatIfReport merge_what_if(const Snapshot& base, const Simulation& simulation, const Sweep& sweep,
                           std::span<const std::string> parts, const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, simulation, sweep, options).merge(parts);
}

WhatIfEstimate estimate_what_if(const Snapshot& base, const Simulation& simulation,
                                const Sweep& sweep, const WhatIfOptions& options) {
    return host::whatif::SweepRun(base, simulation, sweep, options).estimate();
}

}  // namespace berth
