#include "simulate/services.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "berth/scale_in.hpp"
#include "compile/provider_draw.hpp"

namespace berth::host::simulate {

namespace {

std::int64_t share_up(std::int64_t count, std::int64_t percent) {
    return (count * percent + 99) / 100;
}

std::int64_t share_down(std::int64_t count, std::int64_t percent) {
    return count * percent / 100;
}

}  // namespace

Services::Services(const RequestBook& book, const Simulation& input, World& world,
                   EventQueue& queue, Recorder& recorder, Tasks& tasks)
    : book_(book),
      input_(input),
      world_(world),
      queue_(queue),
      recorder_(recorder),
      tasks_(tasks),
      live_(book.services.size()) {
    for (const ServiceEntry& service : book.services) {
        recorder.result().services.push_back(service.name);
    }
}

void Services::create(std::uint32_t service, std::int64_t desired_count) {
    Live& live = live_[service];
    live.exists = live.is_touched = true;
    live.desired = desired_count;
    live.request = book_.services[service].versions.front().request;
}

void Services::adopt(std::uint32_t service, TaskId task, std::uint32_t request) {
    live_[service].tasks.push_back(task);
    live_[service].request_of.push_back(request);
}

void Services::update(const ServiceUpdate& update) {
    const std::uint32_t number = *book_.find_service(update.service);
    Live& live = live_[number];
    if (!live.exists) {
        throw InputError(
            fmt::format("the service '{}' is updated before it is created", update.service));
    }
    live.is_touched = true;
    if (update.desired_count) live.desired = *update.desired_count;
    if (!update.task_definition) return;
    const auto& versions = book_.services[number].versions;
    const auto version = std::ranges::find(versions, *update.task_definition,
                                           &ServiceEntry::Version::task_definition);
    if (version->request == live.request) return;
    live.request = version->request;
    live.is_deploying = true;
    recorder_.service_event(EventKind::deployment_started, number);
}

void Services::touch_all() {
    for (Live& live : live_) live.is_touched = true;
}

void Services::on_retry(std::uint32_t service) {
    live_[service].waits_for_retry = false;
    touch(service);
}

void Services::ask_for_retry(std::uint32_t number) {
    Live& live = live_[number];
    if (live.waits_for_retry) return;
    live.waits_for_retry = true;
    recorder_.service_event(EventKind::service_unplaced, number);
    queue_.add(recorder_.now() + input_.model.service_retry, Due::service_retry, number, true);
}

void Services::forget_ended(Live& service) {
    std::size_t kept = 0;
    for (std::size_t k = 0; k < service.tasks.size(); ++k) {
        if (!tasks_.is_live(service.tasks[k])) continue;
        service.tasks[kept] = service.tasks[k];
        service.request_of[kept++] = service.request_of[k];
    }
    service.tasks.resize(kept);
    service.request_of.resize(kept);
}

// Of the current task definition, and not on an instance that drains.
bool Services::is_current(const Live& service, std::size_t k) const {
    const std::uint32_t instance = recorder_.result().tasks[service.tasks[k]].instance;
    return service.request_of[k] == service.request &&
           (instance == no_index || recorder_.instance_state(instance) != InstanceState::draining);
}

// The provider that the service's strategy is furthest behind on, by the tasks that it has.
std::optional<TaskId> Services::start_one(Live& service) {
    std::vector<CapacityProviderStrategyItem> items = world_.shape(service.request).providers;
    std::uint32_t item = 0;
    if (!items.empty()) {
        std::vector<std::int64_t> given(items.size(), 0);
        for (std::size_t k = 0; k < service.tasks.size(); ++k) {
            if (service.request_of[k] != service.request) continue;
            ++given[world_.key(tasks_.kind(service.tasks[k])).provider_item];
        }
        compile::ProviderDraw draw(items, given);
        item = static_cast<std::uint32_t>(draw.next_or_fail(book_.requests[service.request].where));
    }
    const auto task = tasks_.start_of_service(world_.kind({service.request, item}));
    if (!task) return std::nullopt;
    service.tasks.push_back(*task);
    service.request_of.push_back(service.request);
    return task;
}

// What one service stops may touch it again, or another: until all is quiet.
void Services::settle() {
    bool is_quiet = false;
    while (!is_quiet) {
        is_quiet = true;
        for (std::uint32_t s = 0; s < live_.size(); ++s) {
            if (!live_[s].exists || !live_[s].is_touched) continue;
            is_quiet = live_[s].is_touched = false;
            forget_ended(live_[s]);
            book_.services[s].is_daemon ? settle_daemon(s) : settle_replicas(s);
        }
    }
}

void Services::settle_replicas(std::uint32_t number) {
    Live& service = live_[number];
    const ServiceEntry& entry = book_.services[number];
    std::int64_t current = 0;
    for (std::size_t k = 0; k < service.tasks.size(); ++k) current += is_current(service, k);
    if (current > service.desired) stop_surplus(number, current - service.desired);
    forget_ended(service);
    const std::int64_t most =
        std::max(service.desired, share_down(service.desired, entry.maximum_percent));
    if (!start_missing(number, current, most)) ask_for_retry(number);
    stop_old(number, share_up(service.desired, entry.minimum_healthy_percent));
    complete_deployment(number);
}

bool Services::start_missing(std::uint32_t number, std::int64_t current, std::int64_t most) {
    Live& service = live_[number];
    while (current < service.desired && std::ssize(service.tasks) < most) {
        if (!start_one(service)) return false;
        ++current;
    }
    return true;
}

// Those that do not run yet go at once; of the others as many as leaves enough running.
void Services::stop_old(std::uint32_t number, std::int64_t least) {
    Live& service = live_[number];
    std::int64_t running = 0;
    for (const TaskId task : service.tasks) {
        running += recorder_.state(task) == TaskState::running;
    }
    for (std::size_t k = 0; k < service.tasks.size(); ++k) {
        if (is_current(service, k)) continue;
        const bool runs = recorder_.state(service.tasks[k]) == TaskState::running;
        if (runs && running <= least) continue;
        running -= runs;
        tasks_.stop(service.tasks[k], StopReason::service_scaled_in);
    }
}

void Services::complete_deployment(std::uint32_t number) {
    Live& service = live_[number];
    if (!service.is_deploying) return;
    std::int64_t running = 0;
    for (std::size_t k = 0; k < service.tasks.size(); ++k) {
        if (service.request_of[k] != service.request && tasks_.is_live(service.tasks[k])) return;
        running += recorder_.state(service.tasks[k]) == TaskState::running;
    }
    if (!book_.services[number].is_daemon && running < service.desired) return;
    service.is_deploying = false;
    recorder_.service_event(EventKind::deployment_completed, number);
}

// Waiting tasks go first, the last first.
void Services::stop_surplus(std::uint32_t number, std::int64_t surplus) {
    const Live& service = live_[number];
    std::vector<TaskId> placed;
    std::vector<TaskId> stopped;
    for (std::size_t k = service.tasks.size(); k-- > 0;) {
        if (!is_current(service, k)) continue;
        const TaskId task = service.tasks[k];
        const bool waits = recorder_.state(task) == TaskState::provisioning;
        if (waits && std::ssize(stopped) < surplus) stopped.push_back(task);
        if (!waits) placed.push_back(task);
    }
    const std::int64_t left = surplus - std::ssize(stopped);
    if (left > 0) {
        const std::vector<TaskId> chosen = chosen_to_stop(number, std::move(placed), left);
        stopped.insert(stopped.end(), chosen.begin(), chosen.end());
    }
    for (const TaskId task : stopped) tasks_.stop(task, StopReason::service_scaled_in);
}

// By docs/rules.md, section 10, over a snapshot of just the service.
std::vector<TaskId> Services::chosen_to_stop(std::uint32_t number, std::vector<TaskId> placed,
                                             std::int64_t count) const {
    const Live& live = live_[number];
    const Request& request = book_.requests[live.request];
    if (world_.shape(live.request).fargate) {
        placed.resize(std::min(placed.size(), static_cast<std::size_t>(count)));
        return placed;
    }
    Snapshot snapshot;
    std::map<std::string, TaskId> by_arn;
    std::map<InstanceId, bool> seen;
    for (const TaskId id : placed) {
        const InstanceId instance = recorder_.result().tasks[id].instance;
        Task task;
        task.arn = fmt::format("task/{:010}", id);
        task.container_instance_arn = world_.instance(instance).arn;
        task.group = world_.group(tasks_.kind(id));
        task.desired_status = task.last_status = "RUNNING";
        by_arn.emplace(task.arn, id);
        snapshot.tasks.push_back(std::move(task));
        if (!seen[instance]) snapshot.instances.push_back(world_.now(instance));
        seen[instance] = true;
    }
    Service& service = snapshot.services.emplace_back();
    service.name = request.service_name;
    service.strategies = request.strategies;
    ScaleInOptions options;
    options.service = service.name;
    options.count = static_cast<std::uint64_t>(count);
    options.seed = input_.seed;
    std::vector<TaskId> chosen;
    for (const StoppedTask& stopped : scale_in(snapshot, options).stopped) {
        chosen.push_back(by_arn.at(stopped.task_arn));
    }
    return chosen;
}

void Services::start_daemons(InstanceId instance) {
    for (std::uint32_t s = 0; s < live_.size(); ++s) {
        if (!live_[s].exists || !book_.services[s].is_daemon) continue;
        if (!start_daemon_on(s, instance)) ask_for_retry(s);
    }
}

// [ECS] Where attributes or constraints speak against an instance no daemon is wanted there; where
// room is lacking one is missing. False: one is missing.
bool Services::start_daemon_on(std::uint32_t number, InstanceId instance) {
    Live& service = live_[number];
    const KindId kind = world_.kind({service.request, 0});
    if (!world_.lacks_daemon(kind, instance)) return true;
    const auto failed = world_.failing_check(kind, instance);
    if (failed) return failed->reason >= solve::first_behind_resources;
    service.tasks.push_back(tasks_.start_on(kind, instance));
    service.request_of.push_back(service.request);
    return true;
}

void Services::settle_daemon(std::uint32_t number) {
    Live& service = live_[number];
    std::vector<bool> has_task(world_.instance_count(), false);
    for (const TaskId task : service.tasks) {
        has_task[recorder_.result().tasks[task].instance] = true;
    }
    std::int64_t wanted = 0;
    bool is_missing = false;
    for (InstanceId id = 0; id < world_.instance_count(); ++id) {
        if (!world_.is_open(id)) continue;
        wanted += has_task[id];
        is_missing |= !start_daemon_on(number, id);
    }
    if (is_missing) ask_for_retry(number);
    stop_old(number, share_up(wanted, book_.services[number].minimum_healthy_percent));
    complete_deployment(number);
}

}  // namespace berth::host::simulate
