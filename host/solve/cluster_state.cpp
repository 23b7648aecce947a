#include "solve/cluster_state.hpp"

#include <algorithm>
#include <bit>

namespace berth::host::solve {

namespace {

// Whether a class of the group looks at how many of its tasks run on an instance: DAEMON services,
// which have no keys, `distinctInstance` and spread by instance do.
std::vector<bool> groups_asked_about(const ProblemParts& problem) {
    std::vector<bool> asked(problem.groups.size(), false);
    for (const compile::TaskClass& task_class : problem.classes) {
        const auto counts = [](const compile::SortKey& key) {
            return key.kind == kernels::KeyKind::group_on_instance;
        };
        if (task_class.distinct_instance || task_class.keys.empty() ||
            std::ranges::any_of(task_class.keys, counts)) {
            asked[task_class.group] = true;
        }
    }
    return asked;
}

}  // namespace

ClusterState::ClusterState(const ProblemParts& problem_in)
    : problem(problem_in),
      port_bits(problem.port_bits),
      group_counts(problem.groups.size(), problem.instance_count()) {
    const compile::InstanceColumns& columns = problem.columns;
    instances.reserve(problem.instance_count());
    for (std::size_t i = 0; i < problem.instance_count(); ++i) {
        instances.push_back(
            {columns.left[i], columns.ports_taken[i], 0, columns.running_tasks_count[i]});
    }
    const std::vector<bool> asked = groups_asked_about(problem);
    for (compile::GroupId g = 0; g < asked.size(); ++g) {
        if (!asked[g]) group_counts.ignore(g);
    }
    for (const compile::SnapshotTask& task : problem.snapshot_tasks) {
        group_counts.add(task.group, static_cast<std::size_t>(task.instance));
    }
    bucket_counts.reserve(problem.counters.size());
    for (const compile::BucketCounter& counter : problem.counters)
        bucket_counts.push_back(counter.initial);
}

GpuRange ClusterState::commit(const compile::TaskClass& task_class, std::size_t instance) {
    const compile::TaskNeeds& needs = task_class.needs;
    InstanceState& here = instances[instance];
    const Amounts taken = taken_by(task_class, instance);
    here.left.take(taken);
    here.ports_taken += static_cast<std::int32_t>(needs.ports.size());
    const std::size_t n = problem.instance_count();
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        port_bits[w * n + instance] |= task_class.port_bits[w];
    }
    ++here.running_tasks_count;
    group_counts.add(task_class.group, instance);
    for (const std::uint32_t c : problem.counters_of_group[task_class.group]) {
        const auto& buckets = problem.spread_buckets[problem.counters[c].buckets];
        ++bucket_counts[c][buckets.bucket[instance]];
    }
    const GpuRange range{here.gpus_handed_out,
                         static_cast<std::uint32_t>(taken[kernels::Resource::gpu])};
    here.gpus_handed_out += range.count;
    return range;
}

void ClusterState::release(const compile::TaskClass& task_class, std::size_t instance) {
    const compile::TaskNeeds& needs = task_class.needs;
    InstanceState& here = instances[instance];
    here.left.give_back(taken_by(task_class, instance));
    here.ports_taken -= static_cast<std::int32_t>(needs.ports.size());
    const std::size_t n = problem.instance_count();
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        port_bits[w * n + instance] &= ~task_class.port_bits[w];
    }
    --here.running_tasks_count;
    group_counts.remove(task_class.group, instance);
    for (const std::uint32_t c : problem.counters_of_group[task_class.group]) {
        const auto& buckets = problem.spread_buckets[problem.counters[c].buckets];
        --bucket_counts[c][buckets.bucket[instance]];
    }
}

std::size_t ClusterState::taken_ports_clashing(const compile::TaskClass& task_class,
                                               std::size_t instance) const {
    const std::size_t n = problem.instance_count();
    std::size_t clashing = 0;
    for (std::size_t w = 0; w < task_class.port_bits.size(); ++w) {
        clashing += static_cast<std::size_t>(
            std::popcount(port_bits[w * n + instance] & task_class.port_bits[w]));
    }
    return clashing;
}

}  // namespace berth::host::solve
