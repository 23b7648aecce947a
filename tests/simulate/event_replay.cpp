#include "simulate/event_replay.hpp"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

#include "berth/problem.hpp"
#include "berth/solve.hpp"
#include "model/instance.hpp"
#include "model/task_definition_index.hpp"
#include "oracle/demand.hpp"
#include "solve/random_order.hpp"

namespace berth::tests {

namespace {

// One task of the kind is task ordinal 0 of a burst of its own; this seed gives it the order that
// the simulation gave to the try.
std::uint64_t seed_of_try(std::uint64_t seed, std::uint64_t attempt) {
    return seed ^ host::solve::mix(attempt + 1) ^ host::solve::mix(1);
}

}  // namespace

EventReplay::EventReplay(const Snapshot& base, const SimulationResult& result)
    : base_(base), result_(result), instances_(result.instances.size()) {
    for (const ContainerInstance& instance : base.instances) {
        base_forms_.emplace(instance.arn, &instance);
    }
    for (std::size_t i = 0; i < instances_.size(); ++i) {
        instances_[i].is_present = result.instances[i].from_snapshot;
    }
    for (std::uint32_t t = 0; t < result.tasks.size(); ++t) {
        if (!result.tasks[t].from_snapshot) continue;
        instances_.at(result.tasks[t].instance).tasks.insert(t);
    }
}

void EventReplay::run() {
    SimulationTime last{0};
    for (const SimulationEvent& event : result_.events) {
        ASSERT_GE(event.at, last);
        // At the end of an instant nothing waits that has a place.
        if (event.at > last) {
            for (const Instance& instance : instances_) {
                EXPECT_FALSE(instance.is_leaving && instance.is_present);
            }
            check_waiting();
        }
        last = event.at;
        follow(event);
        if (testing::Test::HasFailure()) return;
    }
}

const TaskDefinition& EventReplay::definition_of(std::uint32_t task) const {
    return *base_.find_task_definition(
        result_.task_kinds[result_.tasks[task].kind].task_definition);
}

void EventReplay::follow(const SimulationEvent& event) {
    switch (event.kind) {
        case EventKind::task_pending:
            return place(event);
        case EventKind::task_refused:
            return check_failure(event.task);
        case EventKind::task_provisioning:
            check_failure(event.task);
            waiting_.insert(event.task);
            return;
        case EventKind::task_stopped:
            return leave(event.task);
        case EventKind::instance_registered:
            instances_[event.instance].is_present = true;
            return;
        case EventKind::instance_draining:
            instances_[event.instance].is_draining = true;
            return;
        case EventKind::instance_lost:
        case EventKind::instance_terminated:
            // Its tasks go with it, in the events that follow.
            instances_[event.instance].is_leaving = true;
            return leave_if_empty(event.instance);
        default:
            return;
    }
}

void EventReplay::leave(std::uint32_t task) {
    waiting_.erase(task);
    const std::uint32_t instance = result_.tasks[task].instance;
    if (instance == no_index) return;
    EXPECT_EQ(instances_[instance].tasks.erase(task), 1U) << "task " << task << " was not there";
    leave_if_empty(instance);
}

void EventReplay::leave_if_empty(std::uint32_t instance) {
    Instance& leaving = instances_[instance];
    if (leaving.is_leaving && leaving.tasks.empty()) leaving.is_present = false;
}

ContainerInstance EventReplay::form_of(std::uint32_t number) const {
    const SimulatedInstance& life = result_.instances[number];
    ContainerInstance form;
    if (life.from_snapshot) {
        form = *base_forms_.at(life.arn);
        for (const Task& task : base_.tasks) {
            if (task.container_instance_arn != life.arn) continue;
            const Needs needs = needs_of(*base_.find_task_definition(task.task_definition_arn), {});
            form.remaining.cpu_units += needs.cpu_units;
            form.remaining.memory_mib += needs.memory_mib;
            --form.running_tasks_count;
        }
    } else {
        const InstanceType& type = *find_instance_type(life.instance_type);
        form.arn = life.arn;
        host::model::set_type_attributes(type, form);
        form.registered =
            host::model::registered_resources(type, host::model::planned_memory_mib(type, 0.975));
        for (std::int32_t g = 0; g < type.gpus; ++g) {
            form.registered.gpu_ids.push_back(fmt::format("g{}", g));
        }
        form.remaining = form.registered;
        form.set_attribute(attribute_names::availability_zone, life.availability_zone);
        form.capacity_provider = result_.providers[life.provider].name;
    }
    if (instances_[number].is_draining) form.status = "DRAINING";
    return form;
}

Task EventReplay::task_of(std::uint32_t number) const {
    const SimulatedTask& life = result_.tasks[number];
    Task task;
    task.arn = fmt::format("task/{}", number);
    task.container_instance_arn = result_.instances[life.instance].arn;
    task.group = result_.task_kinds[life.kind].group;
    task.task_definition_arn = definition_of(number).arn;
    task.has_network_interface = needs_of(definition_of(number), {}).network_interfaces > 0;
    return task;
}

Snapshot EventReplay::now() const {
    Snapshot snapshot = base_;
    snapshot.instances.clear();
    snapshot.tasks.clear();
    for (std::uint32_t i = 0; i < instances_.size(); ++i) {
        if (!instances_[i].is_present) continue;
        ContainerInstance form = form_of(i);
        for (const std::uint32_t t : instances_[i].tasks) {
            const Needs needs = needs_of(definition_of(t), {});
            form.remaining.cpu_units -= needs.cpu_units;
            form.remaining.memory_mib -= needs.memory_mib;
            for (const std::uint32_t gpu : result_.tasks[t].gpus) {
                std::erase(form.remaining.gpu_ids, form.registered.gpu_ids.at(gpu));
            }
            form.remaining.ports.insert(form.remaining.ports.end(), needs.ports.begin(),
                                        needs.ports.end());
            ++form.running_tasks_count;
            snapshot.tasks.push_back(task_of(t));
        }
        std::ranges::sort(form.remaining.ports);
        EXPECT_GE(form.remaining.cpu_units, 0) << form.arn;
        EXPECT_GE(form.remaining.memory_mib, 0) << form.arn;
        snapshot.instances.push_back(std::move(form));
    }
    return snapshot;
}

void EventReplay::place(const SimulationEvent& event) {
    waiting_.erase(event.task);
    check_placement(event.task);
    instances_.at(event.instance).tasks.insert(event.task);
    check_gpus(event.task);
}

void EventReplay::check_placement(std::uint32_t number) {
    ++placements_;
    const SimulatedTask& task = result_.tasks[number];
    Request request = result_.task_kinds[task.kind].request;
    request.count = 1;
    Snapshot snapshot = now();
    // Of a DAEMON service each instance gets one: only the one in question is looked at.
    if (request.scheduling == SchedulingStrategy::daemon) {
        std::erase_if(snapshot.instances, [&](const ContainerInstance& instance) {
            return instance.arn != result_.instances[task.instance].arn;
        });
    }
    SolveOptions options;
    options.backend = "reference";
    options.seed = seed_of_try(result_.simulation.seed, task.attempt);
    const Problem problem = compile(std::move(snapshot), {request});
    const Plan plan = solve(problem, options);
    ASSERT_EQ(plan.tasks.size(), 1U) << "task " << number << " has no place under the rules";
    EXPECT_EQ(problem.instance(plan.tasks.front().instance).arn,
              result_.instances[task.instance].arn)
        << "task " << number;
}

void EventReplay::check_failure(std::uint32_t number) {
    ++failures_;
    const SimulatedTask& task = result_.tasks[number];
    const bool is_refused = !task.placed && task.reason == StopReason::no_capacity;
    Snapshot snapshot = now();
    if (snapshot.instances.empty()) {
        EXPECT_FALSE(is_refused);
        return;
    }
    EXPECT_NE(task.reason, StopReason::no_instances);
    Request request = result_.task_kinds[task.kind].request;
    request.count = 1;
    SolveOptions options;
    options.backend = "reference";
    const Plan plan = solve(compile(std::move(snapshot), {request}), options);
    ASSERT_EQ(plan.failures.size(), 1U) << "task " << number << " could be placed";
    if (is_refused) {
        EXPECT_EQ(plan.failures.front().reasons, task.refused_for) << number;
    }
}

void EventReplay::check_gpus(std::uint32_t number) {
    const SimulatedTask& task = result_.tasks[number];
    EXPECT_EQ(task.gpus.size(), static_cast<std::size_t>(needs_of(definition_of(number), {}).gpus));
    std::set<std::uint32_t> held;
    for (const std::uint32_t other : instances_[task.instance].tasks) {
        for (const std::uint32_t gpu : result_.tasks[other].gpus) {
            EXPECT_TRUE(held.insert(gpu).second) << "GPU " << gpu << " is given twice";
        }
    }
}

// Equal tasks have equal chances: one of each kind is tried.
void EventReplay::check_waiting() {
    EXPECT_LE(waiting_.size(), result_.simulation.model.provisioning_limit);
    std::set<std::uint32_t> kinds;
    for (const std::uint32_t task : waiting_) {
        if (kinds.insert(result_.tasks[task].kind).second) check_failure(task);
    }
}

}  // namespace berth::tests
