// A result as JSON. External interface is just write_simulation_json().
#include <array>

#include "json/answer_parts.hpp"
#include "json/members.hpp"
#include "model/amounts.hpp"
#include "simulate/busy_periods.hpp"
#include "simulate/decision_json.hpp"
#include "simulate/failures.hpp"
#include "simulate/outcome_counts.hpp"
#include "simulate/seconds.hpp"
#include "simulate/settings_json.hpp"

namespace berth {

namespace host::simulate {

namespace {

using namespace json;

void write_head(Writer& writer, const SimulationResult& result) {
    const Simulation& simulation = result.simulation;
    writer.member("schemaVersion", 1);
    writer.member("kind", "simulation");
    writer.member("title", simulation.title);
    writer.key("seed");
    writer.raw(std::to_string(simulation.seed));
    writer.key("start");
    simulation.start ? writer.text(model::to_iso8601(*simulation.start)) : writer.null();
    writer.member("currency", result.currency);
    writer.member("priceSource", result.price_source);
    writer.line(1);
    write_model(writer, simulation);
    write_lines(writer, "providers", result.providers, [&](const SimulatedProvider& provider) {
        write_provider_settings(writer, provider);
    });
}

void write_waits(Writer& writer, const WaitTimes& waits) {
    writer.key("waitSeconds");
    writer.begin_object();
    write_count(writer, "tasks", waits.tasks);
    write_number(writer, "p50", waits.p50);
    write_number(writer, "p90", waits.p90);
    write_number(writer, "p99", waits.p99);
    write_number(writer, "maximum", waits.maximum);
    write_number(writer, "mean", waits.mean);
    writer.end_object();
}

// Of all tasks, or of those of a kind.
template <typename Counts>
void write_outcomes(Writer& writer, const Counts& counts) {
    write_count(writer, "tasks", counts.tasks);
    write_count(writer, "started", counts.started);
    write_count(writer, "finished", counts.finished);
    write_count(writer, "refused", counts.refused);
    write_count(writer, "givenUp", counts.given_up);
    write_count(writer, "interrupted", counts.interrupted);
    write_count(writer, "waiting", counts.waiting);
}

void write_totals(Writer& writer, const SimulationTotals& totals) {
    writer.line(1);
    writer.key("totals");
    writer.begin_object();
    write_seconds(writer, "ended", totals.ended);
    write_outcomes(writer, totals);
    write_seconds(writer, "allRunning", totals.all_running);
    write_waits(writer, totals.waits);
    writer.key("instanceHours");
    writer.begin_object();
    for (const auto& [type, hours] : totals.instance_hours) {
        writer.text_key(type);
        writer.raw(number_text(hours));
    }
    writer.end_object();
    write_number(writer, "cost", totals.cost);
    write_number(writer, "idleCost", totals.idle_cost);
    write_number(writer, "unpricedInstanceHours", totals.unpriced_instance_hours);
    write_count(writer, "peakInstances", totals.peak_instances);
    write_count(writer, "events", totals.events);
    writer.end_object();
}

void write_provider_minute(Writer& writer, const SimulationMinute::OfProvider& provider,
                           bool is_provider) {
    writer.begin_object();
    if (is_provider) write_count(writer, "launching", provider.launching);
    write_count(writer, "active", provider.active);
    write_count(writer, "draining", provider.draining);
    if (is_provider) {
        writer.member("desired", provider.desired);
        write_number(writer, "metric", provider.metric);
    }
    writer.end_object();
}

void write_minutes(Writer& writer, const SimulationResult& result) {
    const std::size_t providers = result.providers.size();
    write_lines(writer, "minutes", result.minutes, [&](const SimulationMinute& minute) {
        write_seconds(writer, "at", minute.at);
        write_count(writer, "provisioning", minute.provisioning);
        write_count(writer, "pending", minute.pending);
        write_count(writer, "running", minute.running);
        write_count(writer, "stopped", minute.stopped);
        write_count(writer, "refused", minute.refused);
        writer.key("providers");
        writer.begin_list();
        for (std::size_t p = 0; p < providers; ++p) {
            write_provider_minute(writer, minute.providers.at(p), true);
        }
        writer.end_list();
        writer.key("withoutProvider");
        write_provider_minute(writer, minute.providers.at(providers), false);
    });
}

void write_busy(Writer& writer, const std::vector<Period>& periods) {
    writer.key("busy");
    writer.begin_list();
    for (const Period& period : periods) {
        writer.begin_list();
        writer.raw(seconds_text(period.from));
        writer.raw(seconds_text(period.to));
        writer.end_list();
    }
    writer.end_list();
}

void write_instances(Writer& writer, const SimulationResult& result) {
    const std::vector<InstanceUse> uses = instance_uses(result);
    std::size_t i = 0;
    write_lines(writer, "instances", result.instances, [&](const SimulatedInstance& instance) {
        writer.member("containerInstanceArn", instance.arn);
        writer.member("instanceType", instance.instance_type);
        writer.member("availabilityZone", instance.availability_zone);
        writer.key("capacityProvider");
        write_provider(writer, result, instance.provider);
        write_flag(writer, "fromSnapshot", instance.from_snapshot);
        write_flag(writer, "lost", instance.lost);
        write_seconds(writer, "launched", instance.launched);
        write_seconds(writer, "registered", instance.registered);
        write_seconds(writer, "draining", instance.draining);
        write_seconds(writer, "gone", instance.gone);
        write_count(writer, "tasks", uses[i].tasks);
        write_busy(writer, uses[i].busy);
        ++i;
    });
}

void write_task_kinds(Writer& writer, const SimulationResult& result) {
    const std::vector<OutcomeCounts> counts = outcome_counts(result);
    std::size_t k = 0;
    write_lines(writer, "taskKinds", result.task_kinds, [&](const TaskKind& kind) {
        const OutcomeCounts& outcome = counts[k++];
        writer.member("taskDefinition", kind.task_definition);
        writer.member("group", kind.group);
        writer.key("service");
        write_service(writer, result, kind.service);
        writer.key("capacityProvider");
        write_provider(writer, result, kind.provider);
        write_flag(writer, "daemon", kind.request.scheduling == SchedulingStrategy::daemon);
        write_outcomes(writer, outcome);
        write_count(writer, "stopped", outcome.stopped);
        write_count(writer, "running", outcome.running);
        write_waits(writer, outcome.waits);
    });
}

void write_failures(Writer& writer, const SimulationResult& result) {
    write_lines(writer, "failures", failures(result), [&](const Failure& failure) {
        write_count(writer, "taskKind", failure.kind);
        writer.member("taskDefinition", result.task_kinds.at(failure.kind).task_definition);
        writer.member("reason", to_string(failure.reason));
        writer.member("message", failure.message);
        write_count(writer, "tasks", failure.tasks);
        write_seconds(writer, "first", failure.first);
    });
}

constexpr std::array<std::string_view, 9> task_columns = {"taskKind", "instance", "created",
                                                          "placed",   "running",  "stopped",
                                                          "reason",   "gpus",     "fromSnapshot"};

// A day has 100,000 tasks, so that a task is a list of what `taskColumns` names.
void write_tasks(Writer& writer, const SimulationResult& result) {
    writer.line(1);
    writer.key("taskColumns");
    writer.begin_list();
    for (const std::string_view name : task_columns) writer.text(name);
    writer.end_list();
    writer.line(1);
    writer.key("tasks");
    writer.begin_list();
    for (const SimulatedTask& task : result.tasks) {
        writer.line(2);
        writer.begin_list();
        writer.integer(task.kind);
        task.instance == no_index ? writer.null() : writer.integer(task.instance);
        write_seconds(writer, task.created);
        write_seconds(writer, task.placed);
        write_seconds(writer, task.running);
        write_seconds(writer, task.stopped);
        writer.text(to_string(task.reason));
        write_gpus(writer, task);
        writer.boolean(task.from_snapshot);
        writer.end_list();
    }
    writer.end_list();
}

}  // namespace

}  // namespace host::simulate

void write_simulation_json(std::string& out, const SimulationResult& result) {
    host::json::Writer writer(out);
    writer.begin_object();
    host::simulate::write_head(writer, result);
    host::simulate::write_totals(writer, result.totals);
    host::simulate::write_task_kinds(writer, result);
    host::simulate::write_failures(writer, result);
    host::json::write_lines(writer, "decisions", result.decisions,
                            [&](const ScalingDecision& decision) {
                                host::simulate::write_decision(writer, result, decision);
                            });
    host::simulate::write_minutes(writer, result);
    host::simulate::write_instances(writer, result);
    host::simulate::write_tasks(writer, result);
    writer.line(1);
    writer.key("warnings");
    writer.begin_list();
    host::json::write_warnings(writer, result.warnings);
    writer.end_list();
    writer.end_object();
    out += '\n';
}

}  // namespace berth
