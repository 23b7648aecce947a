#include <cmath>
#include <string>
#include <string_view>

#include "cli/fleet_output.hpp"
#include "cli/json_parts.hpp"
#include "json/members.hpp"

namespace berth::cli {

namespace {

std::string_view word(FleetSearchEnd end) {
    switch (end) {
        case FleetSearchEnd::proven:
            return "proven";
        case FleetSearchEnd::evaluations:
            return "maxEvaluations";
        case FleetSearchEnd::time:
            return "timeLimit";
        case FleetSearchEnd::nodes:
            return "nodes";
    }
    return {};
}

void write_number_or_null(json::Writer& writer, std::string_view name, double value, bool known) {
    writer.key(name);
    if (known && std::isfinite(value)) {
        writer.number(value);
    } else {
        writer.null();
    }
}

void write_summary(json::Writer& writer, const FleetQuestion& question,
                   const FleetSearchResult& result) {
    const bool counts_cost = question.options.objective == FleetObjective::cost;
    writer.key("summary");
    writer.begin_object();
    json::write_flag(writer, "found", result.found);
    writer.member("objective", counts_cost ? "costPerHour" : "instances");
    write_text_or_null(writer, "currency", question.currency);
    write_number_or_null(writer, "costPerHour", result.cost_per_hour, result.found);
    writer.key("instances");
    result.found ? writer.integer(result.instances) : writer.null();
    write_number_or_null(writer, "lowerBound", result.lower_bound, true);
    write_number_or_null(writer, "relaxationBound", result.relaxation_bound, true);
    write_number_or_null(writer, "gap", result.gap, result.found);
    writer.member("end", word(result.end));
    write_size(writer, "existingInstances", question.existing);
    write_size(writer, "requested", result.requested);
    write_size(writer, "placed", result.placed);
    write_size(writer, "failed", result.failed);
    write_size(writer, "evaluations", result.evaluations);
    write_size(writer, "ranges", result.nodes);
    writer.member("seed", static_cast<std::int64_t>(question.options.seed));
    writer.key("seconds");
    writer.number(result.seconds);
    writer.end_object();
}

void write_fleet(json::Writer& writer, const FleetQuestion& question,
                 const FleetSearchResult& result) {
    writer.line(1);
    writer.key("fleet");
    writer.begin_list();
    for (std::size_t t = 0; t < result.counts.size(); ++t) {
        writer.line(2);
        writer.begin_object();
        writer.member("instanceType", question.options.types[t].instance_type);
        writer.member("count", result.counts[t]);
        write_number_or_null(writer, "pricePerHour", result.prices[t], true);
        writer.key("zones");
        writer.begin_list();
        for (std::size_t z = 0; z < result.zones.size(); ++z) {
            writer.begin_object();
            write_text_or_null(writer, "availabilityZone", result.zones[z]);
            writer.member("count", result.zone_counts[t][z]);
            writer.end_object();
        }
        writer.end_list();
        writer.end_object();
    }
    writer.end_list();
}

void write_hopeless(json::Writer& writer, const FleetQuestion& question,
                    const FleetSearchResult& result) {
    writer.line(1);
    writer.key("fitNoType");
    writer.begin_list();
    for (const HopelessRequest& request : result.hopeless) {
        writer.line(2);
        writer.begin_object();
        write_size(writer, "requestIndex", request.request_index);
        writer.member("taskDefinition", question.burst[request.request_index].task_definition);
        write_size(writer, "count", request.tasks);
        json::write_reasons(writer, request.reasons);
        writer.key("closest");
        if (request.reason) {
            writer.begin_object();
            write_text_or_null(writer, "instanceType", request.instance_type);
            write_reason_or_null(writer, "reason", request.reason);
            writer.member("shortfall", request.shortfall);
            writer.end_object();
        } else {
            writer.null();
        }
        writer.end_object();
    }
    writer.end_list();
}

}  // namespace

std::string fleet_json(const FleetQuestion& question, const FleetSearchResult& result) {
    std::string out;
    json::Writer writer(out);
    begin_answer(writer);
    write_summary(writer, question, result);
    write_fleet(writer, question, result);
    write_hopeless(writer, question, result);
    end_answer(writer, result.warnings);
    return out + '\n';
}

}  // namespace berth::cli
