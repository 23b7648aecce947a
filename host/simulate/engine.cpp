#include "simulate/engine.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "compile/provider_draw.hpp"
#include "compile/request_rules.hpp"
#include "model/task_definition_index.hpp"
#include "simulate/duration.hpp"

namespace berth::host::simulate {

namespace {

using namespace std::chrono_literals;

constexpr SimulationTime longest{std::chrono::hours(14 * 24)};
constexpr SimulationTime sample_period = 60s;
constexpr std::uint64_t purpose_taken = 21;
constexpr std::uint64_t events_between_looks = 4096;

// A request may only name providers that are there.
void check_providers(const Snapshot& base, const std::vector<Request>& requests) {
    std::vector<std::string> names;
    for (const CapacityProvider& provider : base.capacity_providers) names.push_back(provider.name);
    for (const ContainerInstance& instance : base.instances) {
        if (!instance.capacity_provider.empty()) names.push_back(instance.capacity_provider);
    }
    std::ranges::sort(names);
    names.erase(std::unique(names.begin(), names.end()), names.end());
    for (const Request& request : requests) {
        for (const CapacityProviderStrategyItem& item : request.capacity_providers) {
            const std::string& name = item.capacity_provider;
            if (compile::is_fargate_provider(name) || std::ranges::binary_search(names, name)) {
                continue;
            }
            throw InputError(
                fmt::format("the snapshot has no capacity provider '{}'; it has: {}", name,
                            names.empty() ? "none" : fmt::to_string(fmt::join(names, ", "))),
                request.where);
        }
    }
}

}  // namespace

Engine::Engine(const Snapshot& base, const Simulation& input, const SimulateOptions& options,
               SimulationResult& result)
    : base_(base),
      input_(input),
      options_(options),
      book_(base, input),
      recorder_(result, options),
      cluster_(without_taken_tasks(base, book_)),
      world_(std::move(cluster_.snapshot), book_.requests, input.seed),
      tasks_(world_, queue_, recorder_, input),
      providers_(base, input, world_, queue_, recorder_, tasks_),
      services_(book_, input, world_, queue_, recorder_, tasks_),
      arrivals_(input.arrivals.size()),
      end_(input.end.value_or(longest)) {
    check_providers(base, book_.requests);
    world_.compile();
    result.warnings.insert(result.warnings.end(), book_.warnings.begin(), book_.warnings.end());
    result.warnings.insert(result.warnings.end(), world_.problem().warnings.begin(),
                           world_.problem().warnings.end());
    connect();
    make_kinds();
    std::iota(arrivals_.begin(), arrivals_.end(), 0U);
    std::ranges::stable_sort(arrivals_, {}, [&](std::uint32_t a) { return input_.arrivals[a].at; });
}

void Engine::connect() {
    tasks_.on_service_change = [this](std::uint32_t service, TaskId) { services_.touch(service); };
    tasks_.on_idle = [this](InstanceId instance) { providers_.on_idle(instance); };
    providers_.on_draining = [this](InstanceId) { services_.touch_all(); };
}

void Engine::make_kinds() {
    for (std::uint32_t r = 0; r < book_.requests.size(); ++r) {
        const auto items = std::max<std::size_t>(1, world_.shape(r).providers.size());
        for (std::uint32_t item = 0; item < items; ++item) make_kind(r, item);
    }
}

void Engine::make_kind(std::uint32_t request, std::uint32_t item) {
    const compile::RequestShape& shape = world_.shape(request);
    const KindId number = world_.kind({request, item});
    TaskKind& kind = recorder_.result().task_kinds.emplace_back();
    kind.load = book_.request_loads[request];
    kind.service = book_.request_services[request];
    kind.task_definition =
        model::family_and_revision(*world_.problem().request_definitions[request]);
    kind.group = world_.group(number);
    kind.request = book_.requests[request];
    KindTraits traits;
    traits.is_daemon = shape.scheduling == SchedulingStrategy::daemon;
    traits.is_fargate = shape.fargate;
    traits.service = kind.service;
    if (kind.load != no_index) traits.run_time = input_.loads[kind.load].run_time;
    if (!shape.providers.empty()) {
        kind.request.capacity_providers = {{shape.providers[item].capacity_provider, 0, 1}};
        const auto provider = providers_.find(shape.providers[item].capacity_provider);
        kind.provider = provider.value_or(no_index);
        traits.can_wait = provider && providers_.has_managed_scaling(*provider);
    }
    tasks_.set_traits(number, traits);
}

void Engine::take_over_tasks() {
    std::unordered_map<std::string_view, InstanceId> instances;
    for (InstanceId id = 0; id < world_.instance_count(); ++id) {
        instances.emplace(world_.instance(id).arn, id);
    }
    for (std::size_t k = 0; k < book_.taken.size(); ++k) {
        const Task& task = base_.tasks[book_.taken[k].task];
        const std::uint32_t request = book_.taken[k].request;
        const auto found = instances.find(task.container_instance_arn);
        std::optional<InstanceId> instance;
        if (found != instances.end()) instance = found->second;
        if (!instance && !task.is_fargate) continue;
        const auto& items = world_.shape(request).providers;
        const auto item = std::ranges::find_if(items, [&](const auto& candidate) {
            return instance &&
                   candidate.capacity_provider == world_.instance(*instance).capacity_provider;
        });
        const auto number =
            static_cast<std::uint32_t>(item == items.end() ? 0 : item - items.begin());
        const std::uint32_t service = book_.request_services[request];
        std::optional<SimulationTime> run_time;
        if (service == no_index && input_.running_tasks_end) {
            model::Random random(input_.seed, purpose_taken, k);
            run_time = draw(*input_.running_tasks_end, random);
        }
        const TaskId taken =
            tasks_.take_over(world_.kind({request, number}), instance, cluster_.gpus[k], run_time);
        if (service != no_index) services_.adopt(service, taken, request);
    }
}

void Engine::schedule_next_arrival() {
    if (next_arrival_ == arrivals_.size()) return;
    const std::uint32_t next = arrivals_[next_arrival_++];
    queue_.add(input_.arrivals[next].at, Due::arrival, next);
}

void Engine::schedule_input() {
    schedule_next_arrival();
    for (std::uint32_t k = 0; k < input_.stops.size(); ++k) {
        queue_.add(input_.stops[k].at, Due::stop_tasks, k);
    }
    for (std::uint32_t k = 0; k < input_.service_updates.size(); ++k) {
        queue_.add(input_.service_updates[k].at, Due::service_update, k);
    }
    for (std::uint32_t k = 0; k < input_.losses.size(); ++k) {
        queue_.add(input_.losses[k].at, Due::loss, k);
    }
    queue_.add(SimulationTime(0), Due::sample, 0, true);
}

void Engine::arrive(const Arrival& arrival) {
    const std::uint32_t request = book_.load_requests[arrival.load];
    if (const std::uint32_t service = book_.request_services[request]; service != no_index) {
        return services_.create(service, arrival.count);
    }
    const auto& providers = world_.shape(request).providers;
    if (providers.empty()) {
        return tasks_.run(world_.kind({request, 0}), arrival.count, arrival.run_time);
    }
    compile::ProviderDraw draw(providers);
    for (std::uint32_t k = 0; k < arrival.count; ++k) {
        const auto item =
            static_cast<std::uint32_t>(draw.next_or_fail(book_.requests[request].where));
        tasks_.run(world_.kind({request, item}), 1, arrival.run_time);
    }
}

void Engine::stop_tasks(const StopTasks& stop) {
    std::string wanted;
    if (!stop.task_definition.empty()) {
        const TaskDefinition* const definition = base_.find_task_definition(stop.task_definition);
        if (definition == nullptr) {
            throw InputError(
                fmt::format("tasks of '{}' are to be stopped, but the snapshot lacks "
                            "that task definition",
                            stop.task_definition));
        }
        wanted = model::family_and_revision(*definition);
    }
    const SimulationResult& result = recorder_.result();
    std::uint64_t left = stop.count.value_or(~std::uint64_t{0});
    for (TaskId task = 0; task < result.tasks.size() && left > 0; ++task) {
        if (!tasks_.is_live(task)) continue;
        const TaskKind& kind = result.task_kinds[tasks_.kind(task)];
        if (!stop.group.empty() && kind.group != stop.group) continue;
        if (!wanted.empty() && kind.task_definition != wanted) continue;
        tasks_.stop(task, StopReason::asked);
        --left;
    }
}

void Engine::handle(const DueEvent& event) {
    is_dirty_ |= event.due != Due::sample;
    switch (event.due) {
        case Due::sample:
            recorder_.sample();
            return queue_.add(event.at + sample_period, Due::sample, 0, true);
        case Due::task_stopped:
            return tasks_.on_stopped(event.subject);
        case Due::task_end:
            return tasks_.on_end(event.subject);
        case Due::task_running:
            return tasks_.on_running(event.subject);
        case Due::waited_too_long:
            return tasks_.on_waited_too_long(event.subject);
        case Due::drain_limit:
            return providers_.on_drain_limit(event.subject);
        case Due::loss:
            services_.touch_all();
            return providers_.lose(input_.losses[event.subject], event.subject);
        case Due::stop_tasks:
            return stop_tasks(input_.stops[event.subject]);
        case Due::in_service:
            return providers_.on_in_service(event.subject);
        case Due::registered:
            providers_.on_registered(event.subject);
            services_.start_daemons(event.subject);
            services_.touch_all();
            return tasks_.room_appeared(event.subject);
        case Due::service_update:
            return services_.update(input_.service_updates[event.subject]);
        case Due::arrival:
            schedule_next_arrival();
            return arrive(input_.arrivals[event.subject]);
        case Due::service_retry:
            return services_.on_retry(event.subject);
        case Due::datapoint:
            return providers_.on_datapoint();
    }
}

void Engine::settle() {
    is_dirty_ = false;
    services_.settle();
    tasks_.place_waiting();
}

// Without an end of its own the simulation is over when nothing is left that could change it: no
// event on its way, and datapoints have come and gone without a decision.
bool Engine::is_over(SimulationTime next) const {
    if (next > end_) return true;
    if (input_.end || queue_.pending() > 0) return false;
    if (tasks_.waiting_alone() > 0 || providers_.may_scale_in()) return false;
    const SimulationTime quiet =
        input_.model.metric_period * (std::int64_t{input_.model.scale_out_datapoints} + 1);
    return next - recorder_.last_change() > quiet;
}

void Engine::run() {
    take_over_tasks();
    for (std::uint32_t s = 0; s < book_.services.size(); ++s) {
        if (book_.services[s].desired_count) services_.create(s, *book_.services[s].desired_count);
    }
    schedule_input();
    providers_.start();
    std::uint64_t handled = 0;
    while (true) {
        const DueEvent event = queue_.next();
        if (is_dirty_ && (event.at > recorder_.now() || event.due >= Due::service_update)) {
            settle();
            continue;
        }
        if (is_over(event.at)) break;
        if (++handled % events_between_looks == 0) {
            if (options_.progress) options_.progress(recorder_.now(), end_);
            if (options_.is_cancelled && options_.is_cancelled()) break;
        }
        recorder_.set_time(event.at);
        handle(queue_.take());
    }
    if (input_.end && queue_.next().at > end_) recorder_.set_time(end_);
    end_tasks();
}

void Engine::end_tasks() {
    std::vector<SimulatedTask>& tasks = recorder_.result().tasks;
    for (TaskId task = 0; task < tasks.size(); ++task) {
        if (tasks_.is_live(task)) tasks[task].reason = StopReason::simulation_ended;
    }
    recorder_.event(EventKind::ended, no_index, no_index);
}

}  // namespace berth::host::simulate
