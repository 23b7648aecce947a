// A report as comma-separated values (RFC 4180, lines ended by a line feed).
#include <fmt/format.h>

#include <cmath>
#include <string>

#include "json/csv_line.hpp"
#include "whatif/report_text.hpp"

namespace berth {

namespace host::whatif {

namespace {

using json::CsvLine;

void write_header(std::string& out, const WhatIfReport& report) {
    CsvLine line(out);
    for (const std::string_view name : {"point", "rank", "meetsRequirements", "onParetoFront"}) {
        line.text(name);
    }
    for (const AxisNames& axis : report.axes) line.text("axis:" + axis.name);
    for (const MetricInfo& metric : report.metrics) line.text(metric.name);
    if (report.trials > 1) {
        line.text("trials");
        line.text("trialsPlacedAll");
        for (const MetricInfo& metric : report.metrics) {
            for (const auto& [name, member] : distribution_members) {
                line.text(fmt::format("{}:{}", metric.name, name));
            }
        }
    }
    line.end();
}

// A metric without a value is an empty field.
void write_value(CsvLine& line, double value) {
    if (std::isfinite(value)) {
        line.number(value);
    } else {
        line.text("");
    }
}

void write_point(std::string& out, const WhatIfReport& report, const PointReport& point) {
    CsvLine line(out);
    line.count(point.point);
    line.count(point.rank);
    line.flag(point.meets_requirements);
    line.flag(point.on_pareto_front);
    for (std::size_t a = 0; a < report.axes.size(); ++a) {
        line.text(report.axes[a].options.at(point.options.at(a)));
    }
    for (const double value : point.values) write_value(line, value);
    if (report.trials > 1) {
        line.count(point.trials);
        line.count(point.trials_placed_all);
        for (const Distribution& values : point.distributions) {
            for (const auto& [name, member] : distribution_members) {
                write_value(line, values.*member);
            }
        }
    }
    line.end();
}

}  // namespace

}  // namespace host::whatif

void write_what_if_csv(std::string& out, const WhatIfReport& report) {
    host::whatif::write_header(out, report);
    for (const PointReport& point : report.points) host::whatif::write_point(out, report, point);
}

}  // namespace berth
