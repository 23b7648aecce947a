#include "simulate/tasks.hpp"

#include <algorithm>

#include "simulate/duration.hpp"

namespace berth::host::simulate {

namespace {

constexpr std::uint64_t purpose_run = 1;
constexpr std::uint64_t purpose_start = 2;
constexpr std::uint64_t purpose_stop = 3;

}  // namespace

Tasks::Tasks(World& world, EventQueue& queue, Recorder& recorder, const Simulation& input)
    : world_(world), queue_(queue), recorder_(recorder), input_(input) {}

void Tasks::set_traits(KindId kind, const KindTraits& traits) {
    if (kind >= traits_.size()) {
        traits_.resize(kind + 1);
        queues_.resize(kind + 1);
    }
    traits_[kind] = traits;
}

bool Tasks::is_live(TaskId task) const {
    const TaskState state = recorder_.state(task);
    return state == TaskState::provisioning || state == TaskState::pending ||
           state == TaskState::running;
}

const std::vector<TaskId>& Tasks::on_instance(InstanceId instance) {
    if (instance >= tasks_on_.size()) tasks_on_.resize(instance + 1);
    return tasks_on_[instance];
}

std::optional<InstanceId> Tasks::find(KindId kind, std::uint64_t& attempt) {
    attempt = attempts_++;
    return world_.find(kind, attempt);
}

TaskId Tasks::add(KindId kind, TaskState state) {
    const TaskId task = recorder_.add_task(kind, state);
    run_times_.emplace_back();
    return task;
}

// Each draw depends on the seed, the task and what it is for, not on the order of events.
SimulationTime Tasks::draw_for(TaskId task, const Duration& duration, std::uint64_t purpose) const {
    model::Random random(input_.seed, purpose, task);
    return draw(duration, random);
}

void Tasks::place(TaskId task, InstanceId instance, std::uint64_t attempt) {
    SimulatedTask& life = recorder_.result().tasks[task];
    life.instance = instance;
    life.attempt = attempt;
    life.gpus = world_.commit(life.kind, instance);
    begin(task);
}

// On its instance, or on Fargate: from PENDING on.
void Tasks::begin(TaskId task) {
    const SimulatedTask& life = recorder_.result().tasks[task];
    if (life.instance != no_index) {
        on_instance(life.instance);
        tasks_on_[life.instance].push_back(task);
        if (!traits_[life.kind].is_daemon) recorder_.add_work(life.instance, 1);
    }
    recorder_.set_task(task, TaskState::pending);
    queue_.add(recorder_.now() + draw_for(task, input_.task_start, purpose_start),
               Due::task_running, task);
}

void Tasks::run(KindId kind, std::uint32_t count, std::optional<SimulationTime> run_time) {
    for (std::uint32_t done = 0; done < count; ++done) {
        std::uint64_t attempt = 0;
        std::optional<InstanceId> instance;
        if (!traits_[kind].is_fargate && !queues_[kind].is_blocked) instance = find(kind, attempt);
        if (instance || traits_[kind].is_fargate) {
            const TaskId task = add(kind, TaskState::pending);
            run_times_[task] = run_time;
            instance ? place(task, *instance, attempt) : begin(task);
        } else if (!traits_[kind].can_wait) {
            // Nothing is committed until the last of them: all the others fail alike.
            return refuse_without_room(kind, count - done);
        } else if (!has_room_to_wait()) {
            return refuse(kind, StopReason::provisioning_limit, count - done);
        } else {
            wait(kind, run_time);
        }
    }
}

bool Tasks::has_room_to_wait() const {
    return recorder_.provisioning() < input_.model.provisioning_limit;
}

void Tasks::wait(KindId kind, std::optional<SimulationTime> run_time) {
    const TaskId task = add(kind, TaskState::provisioning);
    run_times_[task] = run_time;
    Queue& queue = queues_[kind];
    queue.tasks.push_back(task);
    queue.is_blocked = world_.task_class(kind).dynamic_expressions.empty();
    if (!queue.is_listed) waiting_kinds_.push_back(kind);
    queue.is_listed = true;
    waiting_alone_ += traits_[kind].service == no_index;
    queue_.add(recorder_.now() + input_.model.provisioning_timeout, Due::waited_too_long, task,
               true);
}

void Tasks::refuse(KindId kind, StopReason reason, std::uint32_t count) {
    for (std::uint32_t k = 0; k < count; ++k) {
        recorder_.result().tasks[add(kind, TaskState::refused)].reason = reason;
    }
}

void Tasks::refuse_without_room(KindId kind, std::uint32_t count) {
    if (world_.present_count() == 0) return refuse(kind, StopReason::no_instances, count);
    const ReasonTally reasons = world_.reasons(kind);
    for (std::uint32_t k = 0; k < count; ++k) {
        SimulatedTask& task = recorder_.result().tasks[add(kind, TaskState::refused)];
        task.reason = StopReason::no_capacity;
        task.refused_for = reasons;
    }
}

std::optional<TaskId> Tasks::start_of_service(KindId kind) {
    std::uint64_t attempt = 0;
    std::optional<InstanceId> instance;
    if (!traits_[kind].is_fargate && !queues_[kind].is_blocked) instance = find(kind, attempt);
    if (instance || traits_[kind].is_fargate) {
        const TaskId task = add(kind, TaskState::pending);
        instance ? place(task, *instance, attempt) : begin(task);
        return task;
    }
    if (!traits_[kind].can_wait || !has_room_to_wait()) return std::nullopt;
    wait(kind, std::nullopt);
    return static_cast<TaskId>(recorder_.result().tasks.size() - 1);
}

TaskId Tasks::start_on(KindId kind, InstanceId instance) {
    const TaskId task = add(kind, TaskState::pending);
    place(task, instance, attempts_);
    return task;
}

TaskId Tasks::take_over(KindId kind, std::optional<InstanceId> instance,
                        const std::vector<std::uint32_t>& gpus,
                        std::optional<SimulationTime> run_time) {
    const TaskId task = add(kind, TaskState::running);
    SimulatedTask& life = recorder_.result().tasks[task];
    life.from_snapshot = true;
    life.placed = life.running = recorder_.now();
    if (instance) {
        life.instance = *instance;
        life.gpus = gpus;
        world_.hold(kind, *instance, gpus);
        on_instance(*instance);
        tasks_on_[*instance].push_back(task);
        if (!traits_[kind].is_daemon) recorder_.add_work(*instance, 1);
    }
    if (run_time) queue_.add(recorder_.now() + *run_time, Due::task_end, task);
    return task;
}

void Tasks::on_running(TaskId task) {
    if (recorder_.state(task) != TaskState::pending) return;
    recorder_.set_task(task, TaskState::running);
    const KindTraits& traits = traits_[kind(task)];
    std::optional<SimulationTime> run_time = run_times_[task];
    if (!run_time && traits.run_time) run_time = draw_for(task, *traits.run_time, purpose_run);
    if (run_time) queue_.add(recorder_.now() + *run_time, Due::task_end, task);
    if (traits.service != no_index) on_service_change(traits.service, task);
}

void Tasks::on_end(TaskId task) {
    if (recorder_.state(task) == TaskState::running) stop(task, StopReason::finished);
}

void Tasks::stop(TaskId task, StopReason reason) {
    if (!is_live(task)) return;
    recorder_.result().tasks[task].reason = reason;
    if (recorder_.state(task) == TaskState::provisioning) {
        forget_waiting(task);
        return set_stopped(task);
    }
    const SimulationTime takes = draw_for(task, input_.task_stop, purpose_stop);
    if (takes == SimulationTime(0)) return set_stopped(task);
    recorder_.set_task(task, TaskState::stopping);
    queue_.add(recorder_.now() + takes, Due::task_stopped, task);
}

void Tasks::on_stopped(TaskId task) {
    if (recorder_.state(task) == TaskState::stopping) set_stopped(task);
}

void Tasks::set_stopped(TaskId task) {
    recorder_.set_task(task, TaskState::stopped);
    const SimulatedTask& life = recorder_.result().tasks[task];
    const KindTraits& traits = traits_[life.kind];
    if (life.instance != no_index) {
        const InstanceId instance = life.instance;
        std::erase(tasks_on_[instance], task);
        world_.release(life.kind, instance, life.gpus);
        if (!traits.is_daemon) recorder_.add_work(instance, -1);
        room_appeared(instance);
        if (!traits.is_daemon && recorder_.work(instance) == 0) on_idle(instance);
    }
    if (traits.service != no_index) on_service_change(traits.service, task);
}

void Tasks::stop_all_on(InstanceId instance) {
    const std::vector<TaskId> there = on_instance(instance);
    for (const TaskId task : there) {
        // One that was stopping for another reason keeps it.
        if (is_live(task)) recorder_.result().tasks[task].reason = StopReason::instance_gone;
        set_stopped(task);
    }
}

void Tasks::forget_waiting(TaskId task) {
    Queue& queue = queues_[kind(task)];
    waiting_alone_ -= traits_[kind(task)].service == no_index;
    queue.tasks.erase(std::ranges::find(queue.tasks, task));
    if (queue.tasks.empty()) queue.is_blocked = false;
}

void Tasks::on_waited_too_long(TaskId task) {
    if (recorder_.state(task) == TaskState::provisioning) {
        stop(task, StopReason::provisioning_timeout);
    }
}

void Tasks::room_appeared(InstanceId instance) {
    for (const KindId kind : waiting_kinds_) {
        Queue& queue = queues_[kind];
        if (queue.is_blocked && world_.fits(kind, instance)) queue.is_blocked = false;
    }
}

// The kind whose first waiting task is the oldest, among those that may have room.
std::optional<std::size_t> Tasks::next_to_try(const std::vector<bool>& tried) const {
    std::optional<std::size_t> next;
    for (std::size_t k = 0; k < waiting_kinds_.size(); ++k) {
        const Queue& queue = queues_[waiting_kinds_[k]];
        if (queue.tasks.empty() || queue.is_blocked || tried[k]) continue;
        if (!next || queue.tasks.front() < queues_[waiting_kinds_[*next]].tasks.front()) next = k;
    }
    return next;
}

void Tasks::place_waiting() {
    std::vector<bool> tried(waiting_kinds_.size(), false);
    while (const auto k = next_to_try(tried)) {
        const KindId kind = waiting_kinds_[*k];
        Queue& queue = queues_[kind];
        std::uint64_t attempt = 0;
        const auto instance = find(kind, attempt);
        if (!instance) {
            queue.is_blocked = world_.task_class(kind).dynamic_expressions.empty();
            tried[*k] = true;
            continue;
        }
        const TaskId task = queue.tasks.front();
        queue.tasks.pop_front();
        waiting_alone_ -= traits_[kind].service == no_index;
        place(task, *instance, attempt);
        // What moved may help a kind whose conditions look at it.
        tried.assign(tried.size(), false);
    }
    std::erase_if(waiting_kinds_, [this](KindId kind) {
        Queue& queue = queues_[kind];
        if (!queue.tasks.empty()) return false;
        queue.is_blocked = queue.is_listed = false;
        return true;
    });
}

std::vector<Tasks::Waiting> Tasks::waiting() const {
    std::vector<Waiting> out;
    for (const KindId kind : waiting_kinds_) {
        if (!queues_[kind].tasks.empty()) out.push_back({kind, queues_[kind].tasks.size()});
    }
    std::ranges::sort(out, {}, &Waiting::kind);
    return out;
}

}  // namespace berth::host::simulate
