#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <vector>

#include "cli/display.hpp"
#include "cli/tables.hpp"

namespace berth::host::cli {

namespace {

constexpr std::string_view share_unit = "share";

bool is_money(const MetricInfo& metric) {
    return metric.name.find("cost") != std::string::npos;
}

// Means over trials have decimals; counts have none.
std::string number_text(const MetricInfo& metric, double value) {
    if (!std::isfinite(value)) return "never";
    if (is_money(metric)) return decimals_with_separators(value, std::abs(value) < 1 ? 4 : 2);
    return decimals_with_separators(value, value == std::floor(value) ? 0 : 1);
}

std::size_t metric_number(const WhatIfReport& report, std::string_view name) {
    const auto found = std::ranges::find(report.metrics, name, &MetricInfo::name);
    return static_cast<std::size_t>(found - report.metrics.begin());
}

double value_of(const WhatIfReport& report, const PointReport& point, std::string_view name) {
    const std::size_t m = metric_number(report, name);
    return m < point.values.size() ? point.values[m] : 0;
}

std::string trials_text(const WhatIfReport& report, const PointReport& point) {
    if (report.trials == 1) return {};
    return fmt::format(", all of them in {} of {}", with_separators(point.trials_placed_all),
                       counted(point.trials, "trial"));
}

// "40 of 40 tasks ran, the last one from 725 s on, for 12.30 USD"
std::string outcome_over_time(const WhatIfReport& report, const PointReport& point) {
    const MetricInfo& tasks = report.metrics[metric_number(report, "started")];
    const MetricInfo& cost = report.metrics[metric_number(report, "cost")];
    const double ran = value_of(report, point, "started");
    const double last = value_of(report, point, "all-running");
    std::string text = fmt::format("{} of {} tasks ran", metric_text(tasks, ran),
                                   metric_text(tasks, ran + value_of(report, point, "not-run")));
    if (std::isfinite(last)) {
        const MetricInfo& seconds = report.metrics[metric_number(report, "all-running")];
        text += fmt::format(", the last one from {} s on", metric_text(seconds, last));
    }
    text +=
        fmt::format(", for {} {}", metric_text(cost, value_of(report, point, "cost")), cost.unit);
    if (const double hours = value_of(report, point, "unpriced-instance-hours"); hours > 0) {
        text += fmt::format(" without {} instance-hours of unknown price",
                            decimals_with_separators(hours, 2));
    }
    return text + trials_text(report, point);
}

// "38 of 38 tasks placed at 12.30 USD/h"
std::string outcome(const WhatIfReport& report, const PointReport& point) {
    if (report.over_time) return outcome_over_time(report, point);
    const std::size_t placed = metric_number(report, "placed");
    const std::size_t cost = metric_number(report, "cost-per-hour");
    const double asked = value_of(report, point, "placed") + value_of(report, point, "failed");
    std::string text = fmt::format(
        "{} of {} tasks placed at {} {}", metric_text(report.metrics[placed], point.values[placed]),
        metric_text(report.metrics[placed], asked),
        metric_text(report.metrics[cost], point.values[cost]), report.metrics[cost].unit);
    if (point.metrics.unpriced_instances > 0) {
        text += fmt::format(" without {} of unknown price",
                            counted(point.metrics.unpriced_instances, "instance"));
    }
    return text + trials_text(report, point);
}

std::string requirement_sentence(const WhatIfReport& report) {
    const auto meeting = static_cast<std::uint64_t>(
        std::ranges::count(report.points, true, &PointReport::meets_requirements));
    return fmt::format("{} of {} {} {}", with_separators(meeting),
                       counted(report.points.size(), "point"), meeting == 1 ? "meets" : "meet",
                       fmt::join(report.requirements, ", "));
}

using Names = std::vector<std::string_view>;

Names first_metrics(const WhatIfReport& report) {
    return report.over_time ? Names{"not-run", "all-running", "wait-p90", "cost"}
                            : Names{"placed", "cost-per-hour"};
}

// The metric whose spread over the trials a row ends with.
std::string_view spread_metric(const WhatIfReport& report) {
    return report.over_time ? "all-running" : "placed";
}

// What a column shows: the metrics that decide, and what everybody asks for.
std::vector<std::size_t> shown_metrics(const WhatIfReport& report) {
    std::vector<std::size_t> shown;
    const auto show = [&](std::string_view name) {
        const std::size_t m = metric_number(report, name);
        if (m < report.metrics.size() && std::ranges::count(shown, m) == 0) shown.push_back(m);
    };
    for (const std::string_view name : first_metrics(report)) show(name);
    for (std::string_view term : report.objective) {
        show(term.substr(term.find_first_not_of("+-")));
    }
    for (const std::string_view text : report.requirements) {
        const std::string_view name = text.substr(0, text.find_first_of("=<> "));
        show(name);
    }
    for (const std::string_view name : report.pareto) show(name);
    return shown;
}

std::string cell(const WhatIfReport& report, const PointReport& point, const PointReport* base,
                 std::size_t m) {
    const MetricInfo& metric = report.metrics[m];
    const std::string text = metric_text(metric, point.values[m]);
    if (base == nullptr || base == &point || !std::isfinite(point.values[m]) ||
        !std::isfinite(base->values[m])) {
        return text;
    }
    return fmt::format("{} ({})", text, difference_text(metric, point.values[m] - base->values[m]));
}

std::string heading(const MetricInfo& metric) {
    return metric.unit == share_unit ? metric.name
                                     : fmt::format("{} [{}]", metric.name, metric.unit);
}

std::vector<Column> point_columns(const WhatIfReport& report,
                                  const std::vector<std::size_t>& shown) {
    std::vector<Column> columns = {{"Rank", Align::right}, {"Point"}};
    if (!report.requirements.empty()) columns.push_back({"Meets all"});
    columns.push_back({"Pareto"});
    for (const std::size_t m : shown) columns.push_back({heading(report.metrics[m]), Align::right});
    if (report.trials > 1) {
        columns.push_back(
            {report.over_time ? "All ran [trials]" : "All placed [trials]", Align::right});
        columns.push_back({fmt::format("{} p5-p95", spread_metric(report)), Align::right});
    }
    return columns;
}

std::string spread_text(const WhatIfReport& report, const PointReport& point) {
    const std::size_t m = metric_number(report, spread_metric(report));
    const Distribution& spread = point.distributions[m];
    return fmt::format("{}-{}", metric_text(report.metrics[m], spread.p5),
                       metric_text(report.metrics[m], spread.p95));
}

Table points_table(const WhatIfReport& report, const std::vector<const PointReport*>& points) {
    const std::vector<std::size_t> shown = shown_metrics(report);
    const PointReport* const base = report.base_point();
    Table table(point_columns(report, shown));
    for (const PointReport* point : points) {
        std::vector<std::string> row = {with_separators(point->rank), point->name};
        if (!report.requirements.empty())
            row.emplace_back(point->meets_requirements ? "yes" : "no");
        row.emplace_back(point->on_pareto_front ? "*" : "");
        for (const std::size_t m : shown) row.push_back(cell(report, *point, base, m));
        if (report.trials > 1) {
            row.push_back(fmt::format("{} of {}", with_separators(point->trials_placed_all),
                                      with_separators(point->trials)));
            row.push_back(spread_text(report, *point));
        }
        table.add_row(std::move(row));
    }
    return table;
}

std::string reasons_line(const PointReport& point) {
    std::vector<std::string> parts;
    for (std::size_t r = reason_count; r-- > 0;) {
        const std::uint64_t failed = point.metrics.failed_by_reason[r];
        if (failed == 0) continue;
        const auto reason = static_cast<Reason>(r);
        parts.push_back(fmt::format("{}: {}, {}", counted(failed, "task"), to_string(reason),
                                    describe(reason)));
    }
    if (const std::uint64_t failed = point.metrics.failed_without_candidate; failed > 0) {
        parts.push_back(fmt::format("{}: no instance is a candidate", counted(failed, "task")));
    }
    std::string text;
    for (const std::string& part : parts) text += "  " + part + '\n';
    return text;
}

std::string failure_section(const WhatIfReport& report, const PointReport& best,
                            const Style& style) {
    const std::string lines = reasons_line(best);
    if (lines.empty()) return {};
    return '\n' +
           style.bold(fmt::format("Not placed in {}{}, by what binds", printable(best.name),
                                  report.trials > 1 ? " (first trial)" : "")) +
           '\n' + lines;
}

std::string omission(std::size_t shown, std::size_t all) {
    if (shown == all) return {};
    return fmt::format("  ... and {}; --top {} shows all, and so do --output json and csv\n",
                       counted(all - shown, "more point"), all);
}

}  // namespace

std::string metric_text(const MetricInfo& metric, double value) {
    if (metric.unit == share_unit) return fmt::format("{:.1f} %", 100 * value);
    return number_text(metric, value);
}

std::string difference_text(const MetricInfo& metric, double difference) {
    // What is less than the digits of the table show is rounding of sums.
    if (std::abs(difference) < 1e-9) return "=";
    if (metric.unit == share_unit) return fmt::format("{:+.1f} pp", 100 * difference);
    return (difference > 0 ? "+" : "") + number_text(metric, difference);
}

std::string what_if_verdict(const WhatIfReport& report) {
    if (report.points.empty()) return "No point was solved";
    const PointReport& best = report.points.front();
    std::string text;
    if (!report.requirements.empty()) text = requirement_sentence(report) + "; ";
    text += fmt::format("{} of {} by {}: {}: {}", text.empty() ? "Best" : "best",
                        counted(report.points.size(), "point"), fmt::join(report.objective, ", "),
                        printable(best.name), outcome(report, best));
    const PointReport* const base = report.base_point();
    if (base == &best) return text + " (the base itself: no change beats it)";
    if (base != nullptr) text += fmt::format(" (base: {})", outcome(report, *base));
    return text;
}

std::string what_if_table(const WhatIfReport& report, std::size_t top, const Style& style) {
    std::string text = style.bold(what_if_verdict(report)) + '\n';
    if (!report.price_source.empty()) text += "Prices: " + printable(report.price_source) + '\n';
    if (report.points.empty()) return text;
    if (const PointReport* const base = report.base_point()) {
        text += '\n' + style.bold("Base") + '\n' + points_table(report, {base}).to_text(style);
    }
    std::vector<const PointReport*> best;
    for (const PointReport& point : report.points) {
        if (best.size() < std::max<std::size_t>(top, 1)) best.push_back(&point);
    }
    text += '\n' + style.bold("Best points, in brackets the difference to the base") + '\n';
    text += points_table(report, best).to_text(style);
    text += omission(best.size(), report.points.size());
    return text + failure_section(report, report.points.front(), style);
}

}  // namespace berth::host::cli
