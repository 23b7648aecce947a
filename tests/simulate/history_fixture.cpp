#include "simulate/history_fixture.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "simulate/outcome_counts.hpp"
#include "simulate/wait_times.hpp"

namespace berth::test {

namespace {

std::optional<SimulationTime> instant(double at) {
    return at < 0 ? std::nullopt : std::optional(seconds(at));
}

// Whether it has begun and is not over.
bool holds(const std::optional<SimulationTime>& begin, const std::optional<SimulationTime>& end,
           SimulationTime now) {
    return begin && *begin < now && !(end && *end < now);
}

bool is_refused(StopReason reason) {
    return reason >= StopReason::no_capacity && reason <= StopReason::provisioning_limit;
}

double hours(SimulationTime time) {
    return std::chrono::duration<double, std::ratio<3600>>(time).count();
}

void count_task(SimulationMinute& minute, const SimulatedTask& task) {
    if (task.created >= minute.at) return;
    if (is_refused(task.reason)) {
        ++minute.refused;
    } else if (task.stopped && *task.stopped < minute.at) {
        ++minute.stopped;
    } else if (task.running && *task.running < minute.at) {
        ++minute.running;
    } else if (task.placed && *task.placed < minute.at) {
        ++minute.pending;
    } else {
        ++minute.provisioning;
    }
}

}  // namespace

SimulationTime seconds(double count) {
    return SimulationTime(std::llround(count * 1000));
}

HistoryBuilder::HistoryBuilder(std::string title) {
    result_.simulation.title = std::move(title);
    result_.currency = "USD";
    result_.price_source = "by hand";
}

std::uint32_t HistoryBuilder::provider(const std::string& name, std::int64_t max_size,
                                       std::vector<std::string> types) {
    SimulatedProvider provider;
    provider.name = name;
    provider.group = name + "-group";
    provider.managed_scaling = ManagedScaling{};
    provider.max_size = max_size;
    provider.instance_types = std::move(types);
    result_.providers.push_back(std::move(provider));
    return static_cast<std::uint32_t>(result_.providers.size() - 1);
}

std::uint32_t HistoryBuilder::service(const std::string& name) {
    result_.services.push_back(name);
    return static_cast<std::uint32_t>(result_.services.size() - 1);
}

std::uint32_t HistoryBuilder::kind(const std::string& task_definition, std::uint32_t provider,
                                   std::uint32_t service) {
    TaskKind kind;
    kind.task_definition = task_definition;
    kind.group = "family:" + task_definition.substr(0, task_definition.find(':'));
    if (service != no_index) kind.group = "service:" + result_.services[service];
    kind.provider = provider;
    kind.service = service;
    kind.request.task_definition = task_definition;
    result_.task_kinds.push_back(std::move(kind));
    return static_cast<std::uint32_t>(result_.task_kinds.size() - 1);
}

std::uint32_t HistoryBuilder::instance(const std::string& type, std::uint32_t provider, Life life) {
    SimulatedInstance instance;
    const std::size_t number = result_.instances.size();
    instance.arn =
        fmt::format("arn:aws:ecs:us-west-2:111122223333:container-instance/demo/{:016x}{:016x}",
                    0x9e3779b97f4a7c15ULL * (number + 1), 0xf39cc0605cedc835ULL * (number + 1));
    instance.instance_type = type;
    instance.availability_zone = number % 2 == 0 ? "us-west-2a" : "us-west-2b";
    instance.provider = provider;
    instance.from_snapshot = life.launched < 0;
    instance.launched = instant(life.launched);
    instance.registered = instant(life.registered);
    instance.draining = instant(life.draining);
    instance.gone = instant(life.gone);
    result_.instances.push_back(std::move(instance));
    return static_cast<std::uint32_t>(number);
}

std::uint32_t HistoryBuilder::task(std::uint32_t kind, std::uint32_t instance, Run run) {
    SimulatedTask task;
    task.kind = kind;
    task.instance = instance;
    task.reason = run.reason;
    task.created = seconds(run.created);
    task.placed = instant(run.placed);
    task.running = instant(run.running);
    task.stopped = instant(run.stopped);
    result_.tasks.push_back(std::move(task));
    return static_cast<std::uint32_t>(result_.tasks.size() - 1);
}

ScalingDecision& HistoryBuilder::decision(std::uint32_t provider, double at) {
    ScalingDecision decision;
    decision.provider = provider;
    decision.at = seconds(at);
    result_.decisions.push_back(std::move(decision));
    return result_.decisions.back();
}

void HistoryBuilder::event(EventKind kind, double at, std::uint32_t service) {
    SimulationEvent event;
    event.service = service;
    note(kind, seconds(at), event);
}

void HistoryBuilder::note(EventKind kind, std::optional<SimulationTime> at, SimulationEvent what) {
    if (!at) return;
    what.kind = kind;
    what.at = *at;
    result_.events.push_back(what);
}

void HistoryBuilder::note_tasks() {
    for (std::uint32_t t = 0; t < result_.tasks.size(); ++t) {
        const SimulatedTask& task = result_.tasks[t];
        SimulationEvent event;
        event.task = t;
        if (is_refused(task.reason)) {
            note(EventKind::task_refused, task.created, event);
            continue;
        }
        note(EventKind::task_provisioning, task.created, event);
        event.instance = task.instance;
        note(EventKind::task_pending, task.placed, event);
        note(EventKind::task_running, task.running, event);
        if (task.running) note(EventKind::task_stopping, task.stopped, event);
        note(EventKind::task_stopped, task.stopped, event);
    }
}

void HistoryBuilder::note_instances() {
    for (std::uint32_t i = 0; i < result_.instances.size(); ++i) {
        const SimulatedInstance& instance = result_.instances[i];
        SimulationEvent event;
        event.instance = i;
        note(EventKind::instance_launching, instance.launched, event);
        if (instance.launched && instance.registered) {
            const SimulationTime in_service = (*instance.launched + *instance.registered) / 2;
            note(EventKind::instance_in_service, in_service, event);
        }
        note(EventKind::instance_registered, instance.registered, event);
        note(EventKind::instance_draining, instance.draining, event);
        note(instance.lost ? EventKind::instance_lost : EventKind::instance_terminated,
             instance.gone, event);
    }
}

void HistoryBuilder::note_decisions() {
    for (std::uint32_t d = 0; d < result_.decisions.size(); ++d) {
        const ScalingDecision& decision = result_.decisions[d];
        SimulationEvent event;
        event.decision = d;
        note(EventKind::metric, decision.at, event);
        const std::int64_t change = decision.desired_after - decision.desired_before;
        if (change > 0) note(EventKind::scale_out, decision.at, event);
        if (change < 0) note(EventKind::scale_in, decision.at, event);
    }
}

void HistoryBuilder::count_minutes(SimulationTime end) {
    const std::size_t providers = result_.providers.size();
    for (SimulationTime now{0}; now <= end; now += std::chrono::minutes(1)) {
        SimulationMinute minute;
        minute.at = now;
        minute.providers.resize(providers + 1);
        for (const SimulatedTask& task : result_.tasks) count_task(minute, task);
        for (const SimulatedInstance& instance : result_.instances) {
            auto& of = minute.providers[std::min<std::size_t>(instance.provider, providers)];
            const auto begin = instance.from_snapshot ? seconds(-1) : instance.registered;
            if (holds(instance.launched, instance.registered, now)) ++of.launching;
            if (holds(begin, instance.draining ? instance.draining : instance.gone, now)) {
                ++of.active;
            }
            if (holds(instance.draining, instance.gone, now)) ++of.draining;
        }
        for (const ScalingDecision& decision : result_.decisions) {
            if (decision.at >= now) continue;
            minute.providers[decision.provider].desired = decision.desired_after;
            minute.providers[decision.provider].metric = decision.metric;
        }
        result_.minutes.push_back(std::move(minute));
    }
}

void HistoryBuilder::total(SimulationTime end) {
    SimulationTotals& totals = result_.totals;
    totals.ended = end;
    std::vector<double> waits;
    for (const SimulatedTask& task : result_.tasks) {
        if (const auto wait = host::simulate::wait_of(task)) waits.push_back(*wait);
        if (task.running) totals.all_running = std::max(totals.all_running, task.running);
    }
    totals.waits = host::simulate::wait_times(std::move(waits));
    for (const host::simulate::OutcomeCounts& kind : host::simulate::outcome_counts(result_)) {
        totals.tasks += kind.tasks;
        totals.started += kind.started;
        totals.finished += kind.finished;
        totals.refused += kind.refused;
        totals.given_up += kind.given_up;
        totals.interrupted += kind.interrupted;
        totals.waiting += kind.waiting;
    }
    if (totals.started < totals.tasks) totals.all_running.reset();
    for (const SimulatedInstance& instance : result_.instances) {
        const double length =
            hours(instance.gone.value_or(end) - instance.launched.value_or(SimulationTime(0)));
        totals.instance_hours[instance.instance_type] += length;
        totals.cost += 0.5 * length;
        totals.idle_cost += 0.1 * length;
    }
    totals.peak_instances = result_.instances.size();
    totals.events = result_.events.size();
}

SimulationResult HistoryBuilder::finish(double end) {
    note_tasks();
    note_instances();
    note_decisions();
    note(EventKind::ended, seconds(end), {});
    std::ranges::stable_sort(result_.events, {}, &SimulationEvent::at);
    count_minutes(seconds(end));
    total(seconds(end));
    return std::move(result_);
}

}  // namespace berth::test
