#include "simulate/recorder.hpp"

#include <algorithm>

namespace berth::host::simulate {

namespace {

EventKind event_of(TaskState state) {
    switch (state) {
        case TaskState::refused:
            return EventKind::task_refused;
        case TaskState::provisioning:
            return EventKind::task_provisioning;
        case TaskState::pending:
            return EventKind::task_pending;
        case TaskState::running:
            return EventKind::task_running;
        case TaskState::stopping:
            return EventKind::task_stopping;
        case TaskState::stopped:
            break;
    }
    return EventKind::task_stopped;
}

EventKind event_of(InstanceState state, bool is_lost) {
    switch (state) {
        case InstanceState::launching:
            return EventKind::instance_launching;
        case InstanceState::in_service:
            return EventKind::instance_in_service;
        case InstanceState::active:
            return EventKind::instance_registered;
        case InstanceState::draining:
            return EventKind::instance_draining;
        case InstanceState::gone:
            break;
    }
    return is_lost ? EventKind::instance_lost : EventKind::instance_terminated;
}

void change(std::uint64_t& count, std::int64_t by) {
    count = static_cast<std::uint64_t>(static_cast<std::int64_t>(count) + by);
}

}  // namespace

void Recorder::push(const SimulationEvent& event) {
    ++events_;
    if (options_.events) result_.events.push_back(event);
}

void Recorder::event(EventKind kind, std::uint32_t task, std::uint32_t instance) {
    SimulationEvent event;
    event.at = now_;
    event.kind = kind;
    event.task = task;
    event.instance = instance;
    push(event);
}

void Recorder::decision_event(EventKind kind, std::uint32_t decision) {
    SimulationEvent event;
    event.at = now_;
    event.kind = kind;
    event.decision = decision;
    push(event);
    if (kind != EventKind::metric) last_change_ = now_;
}

void Recorder::service_event(EventKind kind, std::uint32_t service) {
    SimulationEvent event;
    event.at = now_;
    event.kind = kind;
    event.service = service;
    push(event);
}

void Recorder::count(TaskState state, std::int64_t by) {
    switch (state) {
        case TaskState::refused:
            return change(counts_.refused, by);
        case TaskState::provisioning:
            return change(counts_.provisioning, by);
        case TaskState::pending:
            return change(counts_.pending, by);
        case TaskState::running:
        case TaskState::stopping:
            return change(counts_.running, by);
        case TaskState::stopped:
            return change(counts_.stopped, by);
    }
}

std::uint32_t Recorder::add_task(std::uint32_t kind, TaskState state) {
    SimulatedTask& task = result_.tasks.emplace_back();
    task.kind = kind;
    task.created = now_;
    task_states_.push_back(state);
    count(state, 1);
    const auto number = static_cast<std::uint32_t>(result_.tasks.size() - 1);
    if (state == TaskState::provisioning || state == TaskState::refused) {
        event(event_of(state), number, no_index);
    }
    return number;
}

void Recorder::set_task(std::uint32_t number, TaskState state) {
    SimulatedTask& task = result_.tasks[number];
    count(task_states_[number], -1);
    task_states_[number] = state;
    count(state, 1);
    if (state == TaskState::pending) task.placed = now_;
    if (state == TaskState::running) task.running = now_;
    if (state == TaskState::stopped) task.stopped = now_;
    // A service that waits in vain gives up and tries again for ever.
    const bool is_of_service = result_.task_kinds[task.kind].service != no_index;
    const bool gave_up = task.reason == StopReason::provisioning_timeout;
    if (!gave_up || !is_of_service) last_change_ = now_;
    event(event_of(state), number, task.instance);
}

void Recorder::count(std::uint32_t instance, InstanceState state, std::int64_t by) {
    const std::uint32_t provider = result_.instances[instance].provider;
    SimulationMinute::OfProvider& counts =
        provider == no_index ? counts_.providers.back() : counts_.providers[provider];
    switch (state) {
        case InstanceState::launching:
        case InstanceState::in_service:
            return change(counts.launching, by);
        case InstanceState::active:
            return change(counts.active, by);
        case InstanceState::draining:
            return change(counts.draining, by);
        case InstanceState::gone:
            return;
    }
}

std::uint32_t Recorder::add_instance(SimulatedInstance instance, InstanceState state) {
    if (state == InstanceState::launching) instance.launched = now_;
    result_.instances.push_back(std::move(instance));
    instance_states_.push_back(state);
    work_.push_back(0);
    const auto number = static_cast<std::uint32_t>(result_.instances.size() - 1);
    count(number, state, 1);
    peak_ = std::max(peak_, ++present_);
    if (state == InstanceState::launching) {
        last_change_ = now_;
        event(EventKind::instance_launching, no_index, number);
    }
    return number;
}

void Recorder::set_instance(std::uint32_t number, InstanceState state, bool is_lost) {
    SimulatedInstance& instance = result_.instances[number];
    count(number, instance_states_[number], -1);
    instance_states_[number] = state;
    count(number, state, 1);
    last_change_ = now_;
    if (state == InstanceState::active) instance.registered = now_;
    if (state == InstanceState::draining) instance.draining = now_;
    if (state == InstanceState::gone) {
        instance.gone = now_;
        instance.lost = is_lost;
        --present_;
    }
    event(event_of(state, is_lost), no_index, number);
}

void Recorder::add_work(std::uint32_t instance, std::int64_t tasks) {
    change(work_[instance], tasks);
}

void Recorder::sample() {
    if (!options_.minutes) return;
    counts_.at = now_;
    result_.minutes.push_back(counts_);
}

}  // namespace berth::host::simulate
