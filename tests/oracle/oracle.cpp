// The process (docs/rules.md, sections 1, 7, 8 and 9): task after task, each against the state that
// all earlier ones left.

#include "oracle/oracle.hpp"

#include "oracle/demand.hpp"
#include "oracle/filter.hpp"
#include "oracle/request_rules.hpp"
#include "oracle/strategy.hpp"

namespace berth::tests {

namespace {

// Everything that moves while a burst is placed.
struct Run {
    const Snapshot& snapshot;
    std::uint64_t seed = 0;
    ClusterState cluster;
    std::uint64_t task_ordinal = 0;
    OracleResult result;
};

struct TaskName {
    std::size_t request_index = 0;
    std::int64_t task_index = 0;
};

void place_on(Run& run, TaskName name, const Demand& demand, InstanceState& state) {
    OracleTask task{name.request_index, name.task_index, demand.group, state.instance->arn, "", {}};
    task.gpu_ids = commit(state, demand);
    run.result.tasks.push_back(task);
}

bool is_closer(const FailedCheck& a, const FailedCheck& b) {
    return a.number != b.number ? a.number > b.number : a.shortfall < b.shortfall;
}

// Reports a task that fits none of the candidates at these positions of the cluster.
void report(Run& run, TaskName name, const Demand& demand,
            const std::vector<std::size_t>& candidates) {
    OracleFailure failure{name.request_index, name.task_index, {}, std::nullopt, "", 0};
    FailedCheck nearest;
    for (const std::size_t position : candidates) {
        const InstanceState& state = run.cluster[position];
        const FailedCheck check = first_failed_check(state, demand).value();
        ++failure.tally[check.reason];
        if (failure.closest_arn && !is_closer(check, nearest)) continue;
        nearest = check;
        failure.closest_arn = state.instance->arn;
        failure.closest_reason = check.reason;
        failure.shortfall = check.shortfall;
    }
    run.result.failures.push_back(failure);
}

void place_on_instances(Run& run, TaskName name, const Demand& demand) {
    std::vector<std::size_t> candidates;
    std::vector<std::size_t> feasible;
    for (std::size_t position = 0; position < run.cluster.size(); ++position) {
        const InstanceState& state = run.cluster[position];
        if (!is_candidate(state, demand)) continue;
        candidates.push_back(position);
        if (!first_failed_check(state, demand)) feasible.push_back(position);
    }
    if (feasible.empty()) return report(run, name, demand, candidates);
    const std::size_t chosen = choose(run.cluster, feasible, demand, run.seed, run.task_ordinal);
    place_on(run, name, demand, run.cluster[chosen]);
}

// Tasks of the group that run on Fargate in the zone, of the snapshot and of this burst.
std::int64_t fargate_tasks(const Run& run, const std::string& group, const std::string& zone) {
    std::int64_t tasks = 0;
    for (const Task& task : run.snapshot.tasks)
        if (task.is_fargate && is_meant_to_run(task) && task.group == group &&
            task.availability_zone == zone)
            ++tasks;
    for (const OracleTask& task : run.result.tasks)
        if (task.instance_arn.empty() && task.group == group && task.zone == zone) ++tasks;
    return tasks;
}

void place_on_fargate(Run& run, TaskName name, const Request& request, const std::string& group) {
    OracleTask task{name.request_index, name.task_index, group, "", "", {}};
    for (const std::string& zone : zones_of(run.snapshot, request).value_or(Zones{}))
        if (task.zone.empty() ||
            fargate_tasks(run, group, zone) < fargate_tasks(run, group, task.zone))
            task.zone = zone;
    run.result.tasks.push_back(task);
}

void place_tasks(Run& run, std::size_t request_index, const Request& request) {
    const auto providers = providers_of(run.snapshot, request);
    for (std::int64_t index = 0; index < request.count; ++index, ++run.task_ordinal) {
        const std::string provider = provider_of_task(providers, index);
        const TaskName name{request_index, index};
        const Demand demand = demand_of(run.snapshot, request, provider);
        if (is_fargate(demand)) {
            place_on_fargate(run, name, request, demand.group);
        } else {
            place_on_instances(run, name, demand);
        }
    }
}

// One task on every instance that is meant to run the service.
void place_daemon(Run& run, std::size_t request_index, const Request& request) {
    const Demand demand = demand_of(run.snapshot, request, "");
    std::int64_t index = 0;
    for (std::size_t position = 0; position < run.cluster.size(); ++position) {
        InstanceState& state = run.cluster[position];
        if (!is_candidate(state, demand) || tasks_of(state, demand.group) > 0) continue;
        const auto failed = first_failed_check(state, demand);
        if (failed && failed->number >= 7) continue;
        const TaskName name{request_index, index++};
        ++run.task_ordinal;
        if (failed) {
            report(run, name, demand, {position});
        } else {
            place_on(run, name, demand, state);
        }
    }
}

}  // namespace

OracleResult oracle(const Snapshot& snapshot, const std::vector<Request>& burst,
                    std::uint64_t seed) {
    refuse_bad_requests(snapshot, burst);
    Run run{snapshot, seed, initial_state(snapshot), 0, {}};
    for (std::size_t i = 0; i < burst.size(); ++i)
        if (burst[i].scheduling == SchedulingStrategy::daemon) place_daemon(run, i, burst[i]);
    for (std::size_t i = 0; i < burst.size(); ++i)
        if (burst[i].scheduling != SchedulingStrategy::daemon) place_tasks(run, i, burst[i]);
    return run.result;
}

}  // namespace berth::tests
