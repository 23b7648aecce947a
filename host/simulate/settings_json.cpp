#include "simulate/settings_json.hpp"

#include <array>

#include "json/members.hpp"
#include "simulate/seconds.hpp"

namespace berth::host::simulate {

using json::Writer;

namespace {

struct DurationNames {
    std::string_view kind;
    std::string_view first;
    std::string_view second;  // empty = it has none
};

// In the order of Duration::Kind.
constexpr std::array<DurationNames, 5> duration_names = {{
    {"fixed", "seconds", ""},
    {"uniform", "leastSeconds", "mostSeconds"},
    {"exponential", "meanSeconds", ""},
    {"normal", "meanSeconds", "deviationSeconds"},
    {"logNormal", "medianSeconds", "sigma"},
}};

void write_duration(Writer& writer, std::string_view name,
                    const std::optional<Duration>& duration) {
    writer.key(name);
    if (!duration) {
        writer.null();
        return;
    }
    const DurationNames& names = duration_names.at(static_cast<std::size_t>(duration->kind));
    writer.begin_object();
    writer.member("kind", names.kind);
    json::write_number(writer, names.first, duration->first);
    if (!names.second.empty()) json::write_number(writer, names.second, duration->second);
    writer.end_object();
}

void write_delays(Writer& writer, std::string_view name, const LaunchDelays& delays) {
    writer.text_key(name);
    writer.begin_object();
    write_duration(writer, "launch", delays.launch);
    write_duration(writer, "registration", delays.registration);
    writer.end_object();
}

void write_scaling(Writer& writer, const ScalingModel& model) {
    json::write_count(writer, "provisioningLimit", model.provisioning_limit);
    write_seconds(writer, "provisioningTimeoutSeconds", model.provisioning_timeout);
    write_seconds(writer, "metricPeriodSeconds", model.metric_period);
    json::write_count(writer, "scaleOutDatapoints", model.scale_out_datapoints);
    json::write_count(writer, "scaleInDatapoints", model.scale_in_datapoints);
    json::write_number(writer, "scaleInShare", model.scale_in_share);
    writer.key("fromZero");
    model.from_zero ? writer.integer(*model.from_zero) : writer.null();
    writer.member("estimateBase", model.estimate_base == ScalingModel::EstimateBase::used_instances
                                      ? "usedInstances"
                                      : "allInstances");
    writer.member("estimateGroups", model.estimate_groups == ScalingModel::EstimateGroups::largest
                                        ? "largest"
                                        : "sum");
    write_seconds(writer, "serviceRetrySeconds", model.service_retry);
    write_seconds(writer, "drainLimitSeconds", model.drain_limit);
}

}  // namespace

void write_model(Writer& writer, const Simulation& simulation) {
    writer.key("model");
    writer.begin_object();
    write_scaling(writer, simulation.model);
    write_duration(writer, "taskStart", simulation.task_start);
    write_duration(writer, "taskStop", simulation.task_stop);
    write_duration(writer, "runningTasksEnd", simulation.running_tasks_end);
    write_delays(writer, "delays", simulation.delays);
    writer.key("delaysOfType");
    writer.begin_object();
    for (const auto& [type, delays] : simulation.delays_of_type) {
        write_delays(writer, type, delays);
    }
    writer.end_object();
    json::write_number(writer, "registeredMemoryFactor", simulation.registration.memory_factor);
    writer.end_object();
}

void write_provider_settings(Writer& writer, const SimulatedProvider& provider) {
    writer.member("name", provider.name);
    writer.member("group", provider.group);
    writer.member("minSize", provider.min_size);
    writer.member("maxSize", provider.max_size);
    json::write_texts(writer, "instanceTypes", provider.instance_types);
    writer.key("managedScaling");
    if (!provider.managed_scaling) {
        writer.null();
        return;
    }
    const ManagedScaling& scaling = *provider.managed_scaling;
    writer.begin_object();
    writer.member("targetCapacity", scaling.target_capacity);
    writer.member("minimumStep", scaling.minimum_step);
    writer.member("maximumStep", scaling.maximum_step);
    writer.member("instanceWarmupSeconds", scaling.instance_warmup_seconds);
    writer.end_object();
}

}  // namespace berth::host::simulate
