#include "workload.hpp"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <optional>
#include <unordered_set>
#include <utility>
#include <vector>

namespace berth::bench {
namespace {

std::string cluster_documents(const Snapshot& snapshot) {
    std::string text = container_instances_document(snapshot);
    text += tasks_document(snapshot);
    text += task_definitions_document(snapshot);
    text += subnets_document(snapshot);
    return text;
}

Workload make_workload(const Preset& preset) {
    GeneratedProblem generated =
        generate({.preset = std::string(preset.name), .seed = seed, .load = {}});
    std::string cluster_json = cluster_documents(generated.snapshot);
    std::string burst_json = burst_document(generated.burst);
    // Solved is what was read, so that a fault of reading or writing shows as a wrong answer.
    Problem problem = compile(read_cluster_text(cluster_json, "generated cluster"),
                              read_burst_text(burst_json, "generated burst"));
    return {std::string(preset.name), std::move(generated), std::move(cluster_json),
            std::move(burst_json), std::move(problem)};
}

/// Task-level CPU or memory, else the sum over the containers.
template <typename OfContainer>
std::int64_t need(std::optional<std::int64_t> of_task, const TaskDefinition& definition,
                  OfContainer of_container) {
    if (of_task.value_or(0) != 0) return *of_task;
    std::int64_t sum = 0;
    for (const ContainerDefinition& container : definition.containers) {
        sum += of_container(container);
    }
    return sum;
}

std::int64_t cpu_units(const TaskDefinition& definition) {
    return need(definition.cpu_units, definition, [](const ContainerDefinition& container) {
        return container.cpu_units.value_or(0);
    });
}

std::int64_t memory_mib(const TaskDefinition& definition) {
    return need(definition.memory_mib, definition, [](const ContainerDefinition& container) {
        const std::int64_t soft = container.memory_reservation_mib.value_or(0);
        return soft > 0 ? soft : container.memory_mib.value_or(0);
    });
}

/// What the plan takes from each instance, against what the instance has left.
std::string overfilled(const Problem& problem, const Plan& plan) {
    struct Left {
        std::int64_t cpu_units, memory_mib;
        std::uint64_t gpus;
    };
    std::vector<Left> left;
    left.reserve(problem.instance_count());
    for (std::size_t i = 0; i < problem.instance_count(); ++i) {
        const ResourceList& remaining = problem.instance(static_cast<Ordinal>(i)).remaining;
        left.push_back({std::max<std::int64_t>(0, remaining.cpu_units),
                        std::max<std::int64_t>(0, remaining.memory_mib), remaining.gpu_ids.size()});
    }
    for (const PlacedTask& task : plan.tasks) {
        if (task.instance == no_instance) continue;
        const TaskDefinition& definition = problem.task_definition(task.request_index);
        Left& instance = left[static_cast<std::size_t>(task.instance)];
        instance.cpu_units -= cpu_units(definition);
        instance.memory_mib -= memory_mib(definition);
        const bool gpus_fit = instance.gpus >= task.gpu_count;
        instance.gpus -= task.gpu_count;
        if (instance.cpu_units < 0 || instance.memory_mib < 0 || !gpus_fit) {
            return "the plan overfills " + problem.instance(task.instance).arn;
        }
    }
    return {};
}

/// Requests from the front of the burst.
std::vector<Request> first_requests(const Problem& problem) {
    const std::vector<Request>& burst = problem.burst();
    const std::uint64_t tasks_at_most = reference_pairs / problem.instance_count();
    std::uint64_t tasks = 0;
    std::size_t requests = 0;
    for (; requests < burst.size(); ++requests) {
        tasks += static_cast<std::uint64_t>(burst[requests].count);
        if (tasks > tasks_at_most) break;
    }
    return {burst.begin(), burst.begin() + static_cast<std::ptrdiff_t>(requests)};
}

/// Whether a plan of the whole burst begins with that of its first requests. Task classes are
/// numbered as they come, so that these are equal, too.
bool begins_with(const Plan& plan, const Plan& prefix, std::size_t requests) {
    const auto is_of_prefix = [requests](const auto& part) {
        return part.request_index < requests;
    };
    const auto equal = [&](const auto& all, const auto& first) {
        const auto end = std::ranges::partition_point(all, is_of_prefix);
        return std::equal(all.begin(), end, first.begin(), first.end());
    };
    return equal(plan.tasks, prefix.tasks) && equal(plan.failures, prefix.failures);
}

}  // namespace

bool fits_scan(const Preset& preset) {
    return std::uint64_t{preset.instances} * preset.tasks <= scan_pairs;
}

const Prefix& reference_prefix(const Workload& load) {
    static std::string preset;
    static std::optional<Prefix> prefix;
    if (preset != load.preset) {
        Problem problem = compile(load.problem.snapshot(), first_requests(load.problem));
        Plan plan = solve(problem, {.seed = seed, .backend = "reference", .progress = {}});
        prefix.emplace(Prefix{std::move(problem), std::move(plan)});
        preset = load.preset;
    }
    return *prefix;
}

const Workload& workload(const Preset& preset) {
    static std::unique_ptr<const Workload> current;
    if (!current || current->preset != preset.name) {
        current.reset();  // the old one goes first: two large ones need not fit into memory
        current = std::make_unique<const Workload>(make_workload(preset));
    }
    return *current;
}

std::string wrong_answer(const Preset& preset, const Plan& plan) {
    const Workload& load = workload(preset);
    if (plan.tasks.empty()) return "the plan places no task";
    if (plan.tasks.size() + plan.failed() < load.problem.requested_tasks()) {
        return "the plan loses tasks";
    }
    if (std::string fault = overfilled(load.problem, plan); !fault.empty()) return fault;
    const Prefix& prefix = reference_prefix(load);
    if (!begins_with(plan, prefix.plan, prefix.problem.burst().size())) {
        return "the plan differs from that of reference";
    }
    return {};
}

}  // namespace berth::bench
