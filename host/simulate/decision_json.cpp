#include "simulate/decision_json.hpp"

#include <array>

#include "json/members.hpp"
#include "simulate/seconds.hpp"

namespace berth::host::simulate {

using json::Writer;

namespace {

// In the order of ScalingDecision::Bound.
constexpr std::array<std::string_view, 8> bound_names = {
    "none",         "minimumStep", "maximumStep", "groupMaximum",
    "groupMinimum", "share",       "protection",  "warmup",
};

void write_name(Writer& writer, const std::string* name) {
    name != nullptr ? writer.text(*name) : writer.null();
}

void write_estimate(Writer& writer, const SimulationResult& result,
                    const ScalingEstimate& estimate) {
    writer.begin_object();
    json::write_count(writer, "taskKind", estimate.kind);
    writer.member("taskDefinition", result.task_kinds.at(estimate.kind).task_definition);
    json::write_count(writer, "tasks", estimate.tasks);
    json::write_count(writer, "instances", estimate.instances);
    writer.member("largestType", estimate.largest_type);
    writer.key("unfitType");
    write_name(writer, estimate.unfit_type.empty() ? nullptr : &estimate.unfit_type);
    writer.end_object();
}

}  // namespace

std::string_view bound_name(ScalingDecision::Bound bound) {
    return bound_names.at(static_cast<std::size_t>(bound));
}

void write_provider(Writer& writer, const SimulationResult& result, std::uint32_t provider) {
    write_name(writer, provider == no_index ? nullptr : &result.providers.at(provider).name);
}

void write_service(Writer& writer, const SimulationResult& result, std::uint32_t service) {
    write_name(writer, service == no_index ? nullptr : &result.services.at(service));
}

void write_gpus(Writer& writer, const SimulatedTask& task) {
    writer.begin_list();
    for (const std::uint32_t gpu : task.gpus) writer.integer(gpu);
    writer.end_list();
}

void write_decision(Writer& writer, const SimulationResult& result,
                    const ScalingDecision& decision) {
    write_seconds(writer, "at", decision.at);
    writer.key("capacityProvider");
    write_provider(writer, result, decision.provider);
    writer.member("instances", decision.instances);
    writer.member("usedInstances", decision.used_instances);
    writer.member("estimate", decision.estimate);
    writer.member("wanted", decision.wanted);
    json::write_number(writer, "metric", decision.metric);
    writer.key("estimates");
    writer.begin_list();
    for (const ScalingEstimate& part : decision.estimates) write_estimate(writer, result, part);
    writer.end_list();
    json::write_count(writer, "datapoints", decision.datapoints);
    writer.member("desiredBefore", decision.desired_before);
    writer.member("desiredAfter", decision.desired_after);
    writer.member("bound", bound_name(decision.bound));
    writer.member("why", explain_decision(result, decision));
}

}  // namespace berth::host::simulate
