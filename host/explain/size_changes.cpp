// "Ask for less": CPU, memory or GPUs of the request's tasks.
//
// An instance for which the resource is all that is missing says how much less would do: its
// shortfall; or, where it runs earlier tasks of the same request, which then shrink too, a share
// of it. Both are proposed, the smaller first.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "explain/changes.hpp"
#include "explain/words.hpp"

namespace berth::host::explain {

namespace {

using kernels::Resource;

/// The least that ECS lets a task ask for: a Linux kernel gives 2 CPU shares at least, Docker 6 MiB
/// of memory [ECS: task definition parameters]. Fewer than one GPU is another task [ours].
constexpr std::int64_t least_cpu_units = 2;
constexpr std::int64_t least_memory_mib = 6;
constexpr std::int64_t least_gpus = 1;

constexpr std::size_t shared_reductions_tried = 3;

struct Shortfalls {
    std::set<std::int64_t> whole;
    std::set<std::int64_t> shared;  ///< with the request's earlier tasks on the instance
};

// How much less would do, ascending. `without` is the task's class without the need.
template <typename LeftOn>
std::vector<std::int64_t> reductions(const MetTask& task, const compile::TaskClass& without,
                                     std::int64_t asked, std::int64_t least, LeftOn left_on) {
    Shortfalls shortfalls;
    task.for_each_taking(without, [&](std::size_t i) {
        const std::int64_t shortfall = asked - left_on(i);
        if (shortfall <= 0 || asked - shortfall < least) return;
        const std::int64_t tasks = task.earlier_tasks[i] + 1;
        shortfalls.whole.insert(shortfall);
        shortfalls.shared.insert((shortfall + tasks - 1) / tasks);
    });
    std::set<std::int64_t> chosen;
    for (const std::int64_t less : shortfalls.shared) {
        if (chosen.size() < shared_reductions_tried) chosen.insert(less);
    }
    if (!shortfalls.whole.empty()) chosen.insert(*shortfalls.whole.begin());
    return {chosen.begin(), chosen.end()};
}

/// Proposals with the share of the need that the first of them gives up.
struct Ranked {
    double share = 0;
    Proposals proposals;
};

template <typename Propose>
Ranked ranked(const std::vector<std::int64_t>& reductions, std::int64_t asked,
              Propose proposal_of) {
    Ranked out;
    if (reductions.empty()) return out;
    out.share = static_cast<double>(reductions.front()) / static_cast<double>(asked);
    for (const std::int64_t less : reductions) out.proposals.push_back(proposal_of(less));
    return out;
}

Ranked less_memory(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::memory];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::memory] = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::memory]; };
    return ranked(reductions(task, without, asked, least_memory_mib, left_on), asked,
                  [asked](std::int64_t less) {
                      return Proposal{
                          fmt::format("ask for {} MiB less memory per task ({} instead of {} MiB)",
                                      with_separators(less), with_separators(asked - less),
                                      with_separators(asked)),
                          [amount = asked - less](Trial& trial) {
                              trial.request().overrides.memory_mib = amount;
                          }};
                  });
}

Ranked less_cpu(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::cpu];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::cpu] = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::cpu]; };
    return ranked(reductions(task, without, asked, least_cpu_units, left_on), asked,
                  [asked](std::int64_t less) {
                      return Proposal{
                          fmt::format("ask for {} less per task ({} instead of {})",
                                      counted(less, "CPU unit"), with_separators(asked - less),
                                      with_separators(asked)),
                          [amount = asked - less](Trial& trial) {
                              trial.request().overrides.cpu_units = amount;
                          }};
                  });
}

// The containers in their order take what they asked for, as long as GPUs are left.
void limit_gpus(Trial& trial, const TaskDefinition& definition, std::int64_t total) {
    auto& overrides = trial.request().overrides.containers;
    for (const ContainerDefinition& container : definition.containers) {
        GpuRequirement wanted = container.gpus;
        for (const ContainerOverride& change : overrides) {
            if (change.name == container.name && change.gpus) wanted = *change.gpus;
        }
        const std::int64_t given =
            wanted.all > 0 ? total : std::min<std::int64_t>(wanted.count, total);
        total -= given;
        ContainerOverride change;
        change.name = container.name;
        change.gpus = GpuRequirement{static_cast<std::uint32_t>(given), 0};
        overrides.push_back(std::move(change));
    }
}

Proposal ask_for_gpus(const MetTask& task, std::int64_t gpus, const std::string& instead_of) {
    return {fmt::format("ask for {} per task instead of {}", counted(gpus, "GPU"), instead_of),
            [&definition = task.definition, gpus](Trial& trial) {
                limit_gpus(trial, definition, gpus);
            }};
}

Ranked fewer_gpus(const MetTask& task) {
    const std::int64_t asked = task.task_class.needs[Resource::gpu];
    compile::TaskClass without = task.task_class;
    without.needs[Resource::gpu] = 0;
    without.needs.gpus_all = 0;
    const auto left_on = [&](std::size_t i) { return task.state.left(i)[Resource::gpu]; };
    if (task.task_class.needs.gpus_all == 0) {
        return ranked(reductions(task, without, asked, least_gpus, left_on), asked,
                      [&](std::int64_t less) {
                          return ask_for_gpus(task, asked - less, with_separators(asked));
                      });
    }
    // `ALL` means another number on each instance: the most that is free somewhere.
    std::int64_t most_left = 0;
    task.for_each_taking(
        without, [&](std::size_t i) { most_left = std::max<std::int64_t>(most_left, left_on(i)); });
    if (most_left < least_gpus) return {};
    return {0.5, {ask_for_gpus(task, most_left, "ALL")}};
}

}  // namespace

std::vector<Proposals> propose_smaller_needs(const MetTask& task) {
    std::vector<Ranked> kinds = {less_memory(task), less_cpu(task), fewer_gpus(task)};
    std::ranges::stable_sort(kinds, {}, &Ranked::share);
    std::vector<Proposals> proposals;
    for (Ranked& kind : kinds) proposals.push_back(std::move(kind.proposals));
    return proposals;
}

}  // namespace berth::host::explain
