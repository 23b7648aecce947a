// All small problems, as the sequences over a few kinds of instance and a few kinds of task, each
// under every strategy and every constraint of a short list.

#include "generate_cases/case.hpp"

namespace berth::tests {

namespace {

struct InstanceKind {
    std::int64_t cpu_units;
    std::int64_t memory_mib;
    const char* stack;
    const char* runs_group;  ///< of a task that runs already; empty = none
};

struct TaskKind {
    const char* definition;
    const char* group;
};

const std::vector<InstanceKind> instance_kinds = {
    {200, 100, "a", ""}, {100, 200, "b", ""}, {200, 200, "a", "g"}};

const std::vector<TaskKind> task_kinds = {{"one", "g"}, {"two", "g"}, {"one", "h"}};

const PlacementStrategy random_order = {StrategyType::random, StrategyField::none, ""};
const PlacementStrategy binpack_cpu = {StrategyType::binpack, StrategyField::cpu, ""};
const PlacementStrategy binpack_memory = {StrategyType::binpack, StrategyField::memory, ""};
const PlacementStrategy spread_instances = {StrategyType::spread, StrategyField::instance_id, ""};
const PlacementStrategy spread_stacks = {StrategyType::spread, StrategyField::attribute, "stack"};

const std::vector<std::vector<PlacementStrategy>> chains = {{random_order},
                                                            {binpack_cpu},
                                                            {binpack_memory, random_order},
                                                            {spread_instances},
                                                            {spread_stacks, spread_instances},
                                                            {spread_stacks, binpack_cpu},
                                                            {binpack_cpu, spread_instances},
                                                            {spread_instances, random_order}};

const std::vector<std::vector<PlacementConstraint>> constraint_lists = {
    {},
    {{ConstraintType::distinct_instance, ""}},
    {{ConstraintType::member_of, "attribute:stack == a"}},
    {{ConstraintType::member_of, "task:group == g"}},
    {{ConstraintType::member_of, "not(task:group == g)"}},
    {{ConstraintType::member_of, "runningTasksCount < 2"}}};

ContainerInstance make_instance(const InstanceKind& kind, std::size_t number) {
    ContainerInstance instance;
    instance.arn = "instance/" + std::to_string(number);
    instance.registered.cpu_units = kind.cpu_units;
    instance.registered.memory_mib = kind.memory_mib;
    instance.remaining = instance.registered;
    instance.set_attribute("stack", kind.stack);
    instance.running_tasks_count = *kind.runs_group == '\0' ? 0 : 1;
    return instance;
}

Task make_task(const InstanceKind& kind, const ContainerInstance& instance) {
    Task task;
    task.arn = "task/" + instance.arn;
    task.container_instance_arn = instance.arn;
    task.group = kind.runs_group;
    return task;
}

TaskDefinition make_definition(const char* family, std::int64_t cpu_units,
                               std::int64_t memory_mib) {
    TaskDefinition definition;
    definition.family = family;
    definition.revision = 1;
    ContainerDefinition container;
    container.name = "main";
    container.cpu_units = cpu_units;
    container.memory_mib = memory_mib;
    definition.containers = {container};
    return definition;
}

// All sequences of 1 to `longest` numbers below `kinds`.
std::vector<std::vector<std::size_t>> sequences(std::size_t kinds, std::size_t longest) {
    std::vector<std::vector<std::size_t>> all;
    std::vector<std::vector<std::size_t>> last = {{}};
    for (std::size_t length = 1; length <= longest; ++length) {
        std::vector<std::vector<std::size_t>> next;
        for (const auto& shorter : last) {
            for (std::size_t kind = 0; kind < kinds; ++kind) {
                next.push_back(shorter);
                next.back().push_back(kind);
            }
        }
        all.insert(all.end(), next.begin(), next.end());
        last = next;
    }
    return all;
}

Snapshot make_snapshot(const std::vector<std::size_t>& kinds) {
    Snapshot snapshot;
    snapshot.task_definitions = {make_definition("one", 100, 50), make_definition("two", 50, 100)};
    for (const std::size_t kind : kinds) {
        const InstanceKind& chosen = instance_kinds[kind];
        snapshot.instances.push_back(make_instance(chosen, snapshot.instances.size()));
        if (*chosen.runs_group != '\0')
            snapshot.tasks.push_back(make_task(chosen, snapshot.instances.back()));
    }
    return snapshot;
}

std::vector<Request> make_burst(const std::vector<std::size_t>& kinds,
                                const std::vector<PlacementStrategy>& strategies,
                                const std::vector<PlacementConstraint>& constraints) {
    std::vector<Request> burst;
    for (const std::size_t kind : kinds) {
        Request request;
        request.task_definition = task_kinds[kind].definition;
        request.group = task_kinds[kind].group;
        request.strategies = strategies;
        request.constraints = constraints;
        burst.push_back(request);
    }
    return burst;
}

}  // namespace

void for_each_small_case(std::size_t instances, std::size_t tasks,
                         const std::function<void(const Case&)>& visit) {
    for (const auto& instance_sequence : sequences(instance_kinds.size(), instances)) {
        Case problem{make_snapshot(instance_sequence), {}, 0};
        for (const auto& task_sequence : sequences(task_kinds.size(), tasks)) {
            for (const auto& chain : chains) {
                for (const auto& constraints : constraint_lists) {
                    problem.burst = make_burst(task_sequence, chain, constraints);
                    ++problem.seed;
                    visit(problem);
                }
            }
        }
    }
}

}  // namespace berth::tests
