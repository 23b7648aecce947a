#include "simulate/settings_json.hpp"

#include <array>

#include "json/members.hpp"
#include "json/record_writer.hpp"
#include "simulate/fields.hpp"
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

void write_length(Writer& writer, const Duration& duration) {
    const DurationNames& names = duration_names.at(static_cast<std::size_t>(duration.kind));
    writer.begin_object();
    writer.member("kind", names.kind);
    json::write_number(writer, names.first, duration.first);
    if (!names.second.empty()) json::write_number(writer, names.second, duration.second);
    writer.end_object();
}

void write_length(Writer& writer, std::string_view name, const std::optional<Duration>& duration) {
    writer.key(name);
    duration ? write_length(writer, *duration) : writer.null();
}

void write_setting(Writer& writer, const record::Form& form, const record::Type& type,
                   const void* value) {
    if (form.own == &time_functions) {
        writer.raw(seconds_text(*static_cast<const SimulationTime*>(value)));
    } else if (form.own == &warmup_functions) {
        writer.integer(*static_cast<const std::int64_t*>(value));
    } else if (form.own == &duration_functions) {
        write_length(writer, *static_cast<const Duration*>(value));
    } else if (form.kind == record::Form::Kind::number) {
        writer.raw(json::number_text(*static_cast<const double*>(value)));
    } else {
        json::write_value(writer, form, type, value);
    }
}

// Every member of the record that files have, under the name that it has there. Times are seconds,
// what is absent is null.
void write_settings(Writer& writer, const record::Record& record, const void* settings) {
    for (const record::FileMember& member :
         record::members_of(record, const_cast<void*>(settings))) {
        const record::Form& form = member.field->form;
        const bool is_time = form.own == &time_functions;
        writer.key(std::string(member.name()) + (is_time ? "Seconds" : ""));
        const record::Type& type = *member.field->type;
        if (type.shape != record::Shape::optional) {
            write_setting(writer, form, type, member.value());
        } else if (type.size(member.value()) == 0) {
            writer.null();
        } else {
            record::for_each_element(type, member.value(), [&](std::string_view, void* held) {
                write_setting(writer, form, *type.of, held);
            });
        }
    }
}

void write_delays(Writer& writer, std::string_view name, const LaunchDelays& delays) {
    writer.text_key(name);
    writer.begin_object();
    write_settings(writer, record::record_of<LaunchDelays>, &delays);
    writer.end_object();
}

}  // namespace

void write_model(Writer& writer, const Simulation& simulation) {
    writer.key("model");
    writer.begin_object();
    write_settings(writer, record::record_of<ScalingModel>, &simulation.model);
    write_length(writer, "taskStart", simulation.task_start);
    write_length(writer, "taskStop", simulation.task_stop);
    write_length(writer, "runningTasksEnd", simulation.running_tasks_end);
    write_delays(writer, "delays", simulation.delays);
    writer.key("delaysOfType");
    writer.begin_object();
    for (const auto& [type, delays] : simulation.delays_of_type) {
        write_delays(writer, type, delays.applied_to(simulation.delays));
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
