// The JSON of `berth fleet`.
#include <cmath>
#include <string>
#include <string_view>

#include "berth/fleet_search.hpp"
#include "json/answer.hpp"
#include "json/members.hpp"

namespace berth {

namespace host::fleet {

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
        case FleetSearchEnd::cancelled:
            return "cancelled";
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

void write_summary(json::Writer& writer, const FleetSearchOptions& options, std::size_t existing,
                   std::string_view currency, const FleetSearchResult& result) {
    const bool counts_cost = options.objective == FleetObjective::cost;
    writer.key("summary");
    writer.begin_object();
    json::write_flag(writer, "found", result.found);
    writer.member("objective", counts_cost ? "costPerHour" : "instances");
    json::write_text_or_null(writer, "currency", currency);
    write_number_or_null(writer, "costPerHour", result.cost_per_hour, result.found);
    writer.key("instances");
    result.found ? writer.integer(result.instances) : writer.null();
    write_number_or_null(writer, "lowerBound", result.lower_bound, true);
    write_number_or_null(writer, "relaxationBound", result.relaxation_bound, true);
    write_number_or_null(writer, "gap", result.gap, result.found);
    writer.member("end", word(result.end));
    json::write_size(writer, "existingInstances", existing);
    json::write_size(writer, "requested", result.requested);
    json::write_size(writer, "placed", result.placed);
    json::write_size(writer, "failed", result.failed);
    json::write_size(writer, "evaluations", result.evaluations);
    json::write_size(writer, "ranges", result.nodes);
    writer.member("seed", static_cast<std::int64_t>(options.seed));
    writer.key("seconds");
    writer.number(result.seconds);
    writer.end_object();
}

void write_fleet(json::Writer& writer, const FleetSearchOptions& options,
                 const FleetSearchResult& result) {
    writer.line(1);
    writer.key("fleet");
    writer.begin_list();
    for (std::size_t t = 0; t < result.counts.size(); ++t) {
        writer.line(2);
        writer.begin_object();
        writer.member("instanceType", options.types[t].instance_type);
        writer.member("count", result.counts[t]);
        write_number_or_null(writer, "pricePerHour", result.prices[t], true);
        writer.key("zones");
        writer.begin_list();
        for (std::size_t z = 0; z < result.zones.size(); ++z) {
            writer.begin_object();
            json::write_text_or_null(writer, "availabilityZone", result.zones[z]);
            writer.member("count", result.zone_counts[t][z]);
            writer.end_object();
        }
        writer.end_list();
        writer.end_object();
    }
    writer.end_list();
}

void write_hopeless(json::Writer& writer, const std::vector<Request>& burst,
                    const FleetSearchResult& result) {
    writer.line(1);
    writer.key("fitNoType");
    writer.begin_list();
    for (const HopelessRequest& request : result.hopeless) {
        writer.line(2);
        writer.begin_object();
        json::write_size(writer, "requestIndex", request.request_index);
        writer.member("taskDefinition", burst[request.request_index].task_definition);
        json::write_size(writer, "count", request.tasks);
        json::write_reasons(writer, request.reasons);
        writer.key("closest");
        if (request.reason) {
            writer.begin_object();
            json::write_text_or_null(writer, "instanceType", request.instance_type);
            json::write_reason_or_null(writer, "reason", request.reason);
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

}  // namespace host::fleet

void write_fleet_json(std::string& out, const Snapshot& base, const std::vector<Request>& burst,
                      const FleetSearchOptions& options, std::string_view currency,
                      const FleetSearchResult& result) {
    using namespace host;
    const std::size_t existing = options.keep_existing ? base.instances.size() : 0;
    json::Writer writer(out);
    json::begin_answer(writer);
    fleet::write_summary(writer, options, existing, currency, result);
    fleet::write_fleet(writer, options, result);
    fleet::write_hopeless(writer, burst, result);
    json::end_answer(writer, result.warnings);
    out += '\n';
}

}  // namespace berth
