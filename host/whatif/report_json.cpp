// A report as JSON. External interface is just write_what_if_json().
#include <cmath>
#include <string>

#include "json/answer_parts.hpp"
#include "json/members.hpp"
#include "json/writer.hpp"
#include "model/resource.hpp"
#include "whatif/details_json.hpp"
#include "whatif/report_text.hpp"

namespace berth {

namespace host::whatif {

namespace {

using namespace json;

void write_head(Writer& writer, const WhatIfReport& report) {
    writer.member("schemaVersion", 1);
    writer.member("kind", "what-if");
    writer.member("title", report.title);
    writer.member("currency", report.currency);
    writer.member("priceSource", report.price_source);
    write_flag(writer, "overTime", report.over_time);
    if (!report.over_time) write_number(writer, "hours", report.hours);
    write_number(writer, "registeredMemoryFactor", report.registered_memory_factor);
    write_texts(writer, "objective", report.objective);
    write_texts(writer, "requirements", report.requirements);
    write_texts(writer, "pareto", report.pareto);
    write_count(writer, "trials", report.trials);
    writer.key("seed");
    writer.raw(std::to_string(report.seed));
    write_count(writer, "pointCount", report.point_count);
    writer.key("base");
    if (report.base) {
        writer.integer(static_cast<std::int64_t>(*report.base));
    } else {
        writer.null();
    }
}

void write_names(Writer& writer, const WhatIfReport& report) {
    write_lines(writer, "axes", report.axes, [&](const AxisNames& axis) {
        writer.member("name", axis.name);
        write_texts(writer, "options", axis.options);
    });
    write_lines(writer, "metrics", report.metrics, [&](const MetricInfo& metric) {
        writer.member("name", metric.name);
        writer.member("unit", metric.unit);
        writer.member("better", metric.better == Better::lower ? "lower" : "higher");
        writer.member("text", metric.text);
    });
    writer.line(1);
    write_texts(writer, "requests", report.requests);
}

class PointWriter {
   public:
    PointWriter(Writer& writer, const WhatIfReport& report)
        : writer_(writer), report_(report), base_(report.base_point()) {}

    void write(const PointReport& point) {
        write_count(writer_, "point", point.point);
        writer_.member("name", point.name);
        writer_.key("options");
        writer_.begin_list();
        for (const std::size_t option : point.options) {
            writer_.integer(static_cast<std::int64_t>(option));
        }
        writer_.end_list();
        write_count(writer_, "rank", point.rank);
        write_flag(writer_, "meetsRequirements", point.meets_requirements);
        write_flag(writer_, "onParetoFront", point.on_pareto_front);
        by_metric("metrics", [&](std::size_t m) { value(point.values[m]); });
        if (base_ != nullptr) {
            by_metric("difference",
                      [&](std::size_t m) { value(point.values[m] - base_->values[m]); });
        }
        if (report_.trials > 1) trials(point);
        if (point.metrics.over_time) {
            hours_of_types(*point.metrics.over_time);
        } else {
            parts(point.metrics);
        }
    }

   private:
    // What is infinite, or the difference of two such, is no value.
    void value(double number) {
        if (std::isfinite(number)) {
            writer_.raw(number_text(number));
        } else {
            writer_.null();
        }
    }

    template <typename Write>
    void by_metric(std::string_view name, const Write& write) {
        writer_.key(name);
        writer_.begin_object();
        for (std::size_t m = 0; m < report_.metrics.size(); ++m) {
            writer_.text_key(report_.metrics[m].name);
            write(m);
        }
        writer_.end_object();
    }

    void trials(const PointReport& point) {
        writer_.key("trials");
        writer_.begin_object();
        write_count(writer_, "count", point.trials);
        write_count(writer_, "placedAll", point.trials_placed_all);
        by_metric("metrics", [&](std::size_t m) {
            writer_.begin_object();
            for (const auto& [name, member] : distribution_members) {
                writer_.key(name);
                value(point.distributions[m].*member);
            }
            writer_.end_object();
        });
        writer_.end_object();
        writer_.member("partsOf", "the first trial");
    }

    void parts(const ScenarioMetrics& metrics) {
        reasons(metrics);
        requests(metrics);
        resources(metrics);
        zones(metrics);
        share("largestOnInstance", metrics.largest_on_instance);
        share("largestInZone", metrics.largest_in_zone);
        room(metrics);
    }

    void hours_of_types(const TimeMetrics& metrics) {
        writer_.key("instanceHours");
        writer_.begin_object();
        for (const auto& [type, hours] : metrics.instance_hours) {
            writer_.text_key(type);
            writer_.raw(number_text(hours));
        }
        writer_.end_object();
    }

    void reasons(const ScenarioMetrics& metrics) {
        writer_.key("failedByReason");
        writer_.begin_object();
        for (std::size_t r = 0; r < reason_count; ++r) {
            const std::uint64_t failed = metrics.failed_by_reason[r];
            if (failed > 0) write_count(writer_, to_string(static_cast<Reason>(r)), failed);
        }
        writer_.end_object();
        write_count(writer_, "failedWithoutCandidate", metrics.failed_without_candidate);
    }

    void requests(const ScenarioMetrics& metrics) {
        writer_.key("requests");
        writer_.begin_list();
        for (std::size_t r = 0; r < metrics.requests.size(); ++r) {
            const RequestOutcome& outcome = metrics.requests[r];
            writer_.begin_object();
            write_count(writer_, "requestIndex", r);
            write_count(writer_, "requested", outcome.requested);
            write_count(writer_, "placed", outcome.placed);
            write_count(writer_, "failed", outcome.failed);
            writer_.end_object();
        }
        writer_.end_list();
    }

    void resources(const ScenarioMetrics& metrics) {
        writer_.key("resources");
        writer_.begin_object();
        for (std::size_t r = 0; r < metric_resource_count; ++r) {
            const ResourceUse& use = metrics.resources[r];
            writer_.key(model::resource_table[r].key);
            writer_.begin_object();
            writer_.member("registered", use.registered);
            writer_.member("used", use.used);
            writer_.member("stranded", use.stranded);
            writer_.end_object();
        }
        writer_.end_object();
    }

    void zones(const ScenarioMetrics& metrics) {
        writer_.key("zones");
        writer_.begin_object();
        for (const auto& [name, use] : metrics.zones) {
            writer_.text_key(name);
            writer_.begin_object();
            write_count(writer_, "instances", use.instances);
            write_count(writer_, "tasks", use.tasks);
            writer_.end_object();
        }
        writer_.end_object();
    }

    void share(std::string_view name, const LargestShare& largest) {
        writer_.key(name);
        if (largest.group.empty()) {
            writer_.null();
            return;
        }
        writer_.begin_object();
        write_number(writer_, "share", largest.share);
        writer_.member("group", largest.group);
        writer_.member("place", largest.place);
        writer_.end_object();
    }

    void room(const ScenarioMetrics& metrics) {
        writer_.key("room");
        writer_.begin_list();
        for (std::size_t d = 0; d < metrics.room.size(); ++d) {
            writer_.begin_object();
            writer_.member("taskDefinition", report_.definitions.at(d));
            write_count(writer_, "fits", metrics.room[d]);
            write_flag(writer_, "limitReached", metrics.room[d] >= room_limit);
            writer_.end_object();
        }
        writer_.end_list();
    }

    Writer& writer_;
    const WhatIfReport& report_;
    const PointReport* base_;
};

void write_details(Writer& writer, const WhatIfReport& report) {
    write_lines(writer, "details", report.details, [&](const PointDetails& details) {
        write_count(writer, "point", details.point);
        writer.line(3);
        writer.key("instances");
        writer.begin_list();
        for (const InstanceDetails& instance : details.instances) write_instance(writer, instance);
        writer.end_list();
        writer.line(3);
        writer.key("failures");
        writer.begin_list();
        for (const FailureDetails& failure : details.failures) write_failure(writer, failure);
        writer.end_list();
    });
}

}  // namespace

}  // namespace host::whatif

void write_what_if_json(std::string& out, const WhatIfReport& report) {
    host::json::Writer writer(out);
    writer.begin_object();
    host::whatif::write_head(writer, report);
    host::whatif::write_names(writer, report);
    host::whatif::PointWriter points(writer, report);
    host::json::write_lines(writer, "points", report.points,
                            [&](const PointReport& point) { points.write(point); });
    host::whatif::write_details(writer, report);
    writer.line(1);
    writer.key("warnings");
    writer.begin_list();
    host::json::write_warnings(writer, report.warnings);
    writer.end_list();
    writer.end_object();
    out += '\n';
}

}  // namespace berth
