// Placing the runs of a burst with one team.
//
// The rules are sequential: a task sees what the tasks before it left. So the team goes through the
// tasks in order, and works in parallel within a task:
//
//   1. pick     all members: filter and score (ScanPicker in place_burst.h looks at every instance,
//               TilePicker in place_tile.h at the best of each chunk); the smallest key wins
//   2. commit   member 0: resources, ports, counters of the winner
//   3. refresh  all members: the memberOf expressions that the commit may have turned
//
// Between the passes stands a barrier. Two facts save most of pass 1. A class without expressions
// that change fails for good once it has failed, since room only shrinks. And where the chain of a
// class begins with what a commit shrinks (ClassView::keeps_winner), the winner of the last task of
// a run wins the next one, as long as it has room.
//
// External interface is just place_run().
#pragma once

#include <cstdint>

#include "kernels/commit.h"
#include "kernels/select.h"
#include "kernels/team.h"

namespace berth::kernels {

/// Gathers why the task fits nowhere: the tally over all candidates and the closest of them.
template <typename Team>
BERTH_TEAM_FUNCTION void explain_failure(Team& team, const Cluster& cluster, const ClassView& c,
                                         FailureRecord record, const OutputView& out) {
    std::uint32_t* tally = team.tally();
    for (std::uint32_t r = team.rank(); r < reason_count; r += team.size()) tally[r] = 0;
    team.sync();
    WideKey closest = WideKey::none();  // (latest reason first, shortfall, instance)
    for (std::uint32_t i = team.rank(); i < cluster.problem.instance_count; i += team.size()) {
        if (!is_candidate(cluster, c, i)) continue;
        const FailedCheck check = first_failing_check(cluster, c, i);
        const auto reason = static_cast<std::uint32_t>(check.reason);
        team.add(&tally[reason], std::uint32_t{1});
        const WideKey key(reason_count - reason, static_cast<std::uint64_t>(check.shortfall), i);
        if (key < closest) closest = key;
    }
    closest = team.min(closest);
    if (team.rank() == 0) {
        record.closest = closest.exists() ? closest.instance(0) : no_instance;
        record.closest_reason =
            closest.exists() ? reason_count - static_cast<std::uint32_t>(closest.first()) : 0;
        record.shortfall = closest.exists() ? static_cast<std::int64_t>(closest.second()) : 0;
        for (std::uint32_t r = 0; r < reason_count; ++r) record.tally[r] = tally[r];
        out.failures[team.next(out.failure_count)] = record;
    }
    team.sync();
}

template <typename Team>
BERTH_TEAM_FUNCTION void commit(Team& team, const Cluster& cluster, const ClassView& c,
                                std::uint32_t i, Decision* decision) {
    if (team.rank() == 0) {
        const std::uint32_t gpu_first = take_resources(team, cluster, c, i);
        if (decision != nullptr) *decision = {static_cast<std::int32_t>(i), gpu_first};
    }
    team.sync();
    if (turns_expressions(cluster.problem, c.group)) {
        refresh_expressions(cluster, i, team.rank(), team.size());
        team.sync();
    }
}

/// Tasks of a run that were placed; the rest of it has failed. `picker.pick(team, cluster, class,
/// run, ordinal)` gives all members the same instance, behind a barrier; `picker.committed(team,
/// cluster, instance)` is told of every commit by all of them, before a barrier. The team may be a
/// gang of a larger one.
template <typename Picker, typename Team>
BERTH_TEAM_FUNCTION std::uint32_t place_replicas(Team& team, const Cluster& cluster,
                                                 std::uint32_t r, std::uint64_t first_ordinal,
                                                 Picker& picker, const OutputView& out) {
    const RunView& run = cluster.scenario.runs[r];
    const ClassView& c = cluster.problem.classes[run.task_class];
    if (cluster.state.failed[run.task_class] != 0) return 0;
    std::uint32_t winner = no_instance;
    for (std::uint32_t k = 0; k < run.count; ++k) {
        const bool again =
            c.keeps_winner && winner != no_instance && is_feasible(cluster, c, winner);
        team.sync();  // all have read the state before anybody changes it
        if (!again) winner = picker.pick(team, cluster, c, r, first_ordinal + k);
        if (winner == no_instance) return k;
        Decision* decision =
            out.decisions == nullptr ? nullptr : out.decisions + run.first_slot + k;
        picker.committed(team, cluster, winner);
        commit(team, cluster, c, winner, decision);
    }
    return run.count;
}

/// As place_replicas(), by the first gang alone where that is enough for the picker: its barriers
/// are those of a gang, which cost far less. `picker.begin_run()` is told by all members.
template <typename Picker, typename Team>
BERTH_TEAM_FUNCTION std::uint32_t place_by_few(Team& team, const Cluster& cluster, std::uint32_t r,
                                               std::uint64_t first_ordinal, Picker& picker,
                                               const OutputView& out) {
    const RunView& run = cluster.scenario.runs[r];
    const ClassView& c = cluster.problem.classes[run.task_class];
    if (!picker.needs_one_gang(cluster, c)) {
        return place_replicas(team, cluster, r, first_ordinal, picker, out);
    }
    if (cluster.state.failed[run.task_class] != 0) return 0;
    picker.begin_run(team, cluster, c, r);
    if (team.gang() == 0) {
        auto gang = team.first_gang();
        const std::uint32_t placed = place_replicas(gang, cluster, r, first_ordinal, picker, out);
        if (gang.rank() == 0) out.placed_of_run[r] = placed;
    }
    team.sync();
    const std::uint32_t placed = out.placed_of_run[r];
    if (team.gang() != 0) picker.committed_by_others(placed);
    team.sync();  // all have read it
    return placed;
}

template <typename Picker, typename Team>
BERTH_TEAM_FUNCTION std::uint32_t place_replica_run(Team& team, const Cluster& cluster,
                                                    std::uint32_t r, std::uint64_t first_ordinal,
                                                    Picker& picker, const OutputView& out) {
    const RunView& run = cluster.scenario.runs[r];
    const ClassView& c = cluster.problem.classes[run.task_class];
    const std::uint32_t placed = place_by_few(team, cluster, r, first_ordinal, picker, out);
    if (placed < run.count) {
        team.sync();  // all have read `failed`
        if (team.rank() == 0 && c.dynamic_count == 0) cluster.state.failed[run.task_class] = 1;
        if (out.decisions != nullptr) {
            for (std::uint32_t k = placed + team.rank(); k < run.count; k += team.size()) {
                out.decisions[run.first_slot + k] = {-1, 0};
            }
        }
        if (out.failures != nullptr) {
            FailureRecord record = {};
            record.run = r;
            record.first = placed;
            record.count = run.count - placed;
            explain_failure(team, cluster, c, record, out);
        }
        team.sync();
    }
    if (team.rank() == 0) {
        out.placed_of_run[r] = placed;
        out.failed_of_run[r] = run.count - placed;
    }
    return run.count;
}

/// What a DAEMON service does on one instance.
template <typename Team>
BERTH_TEAM_FUNCTION void place_daemon_on(Team& team, const Cluster& cluster, std::uint32_t r,
                                         std::uint32_t i, const OutputView& out) {
    const RunView& run = cluster.scenario.runs[r];
    const ClassView& c = cluster.problem.classes[run.task_class];
    Decision* decision = out.decisions == nullptr ? nullptr : out.decisions + run.first_slot + i;
    if (decision != nullptr) *decision = {-1, 0};
    if (!is_candidate(cluster, c, i) || cluster.group_tasks_on(c.group, i) > 0) return;
    const FailedCheck check = first_failing_check(cluster, c, i);
    if (!check.failed) {
        const std::uint32_t gpu_first = take_resources(team, cluster, c, i);
        if (decision != nullptr) *decision = {static_cast<std::int32_t>(i), gpu_first};
        if (turns_expressions(cluster.problem, c.group)) refresh_expressions(cluster, i, 0, 1);
        team.add(&out.placed_of_run[r], std::uint32_t{1});
        return;
    }
    if (check.reason >= first_behind_resources) return;  // no task is wanted here
    team.add(&out.failed_of_run[r], std::uint32_t{1});
    if (out.failures != nullptr) {
        FailureRecord record = {};
        record.run = r;
        record.first = i;
        record.count = 1;
        record.closest = i;
        record.closest_reason = static_cast<std::uint32_t>(check.reason);
        record.shortfall = check.shortfall;
        record.tally[record.closest_reason] = 1;
        out.failures[team.next(out.failure_count)] = record;
    }
}

/// The decisions of a DAEMON run do not depend on each other: each looks at one instance and
/// changes that one alone. A member takes the 32 instances of a plane word at a time, so that
/// nobody else writes the words it writes. Returns the tasks decided.
template <typename Team>
BERTH_TEAM_FUNCTION std::uint32_t place_daemon_run(Team& team, const Cluster& cluster,
                                                   std::uint32_t r, const OutputView& out) {
    const std::uint32_t n = cluster.problem.instance_count;
    if (team.rank() == 0) {
        out.placed_of_run[r] = 0;
        out.failed_of_run[r] = 0;
    }
    team.sync();
    for (std::uint32_t w = team.rank(); w < cluster.problem.plane_words; w += team.size()) {
        const std::uint32_t first = w * plane_word_bits;
        const std::uint32_t last = first + plane_word_bits < n ? first + plane_word_bits : n;
        for (std::uint32_t i = first; i < last; ++i) place_daemon_on(team, cluster, r, i, out);
    }
    team.sync();
    return out.placed_of_run[r] + out.failed_of_run[r];
}

/// Places run `r` and returns how many tasks it decided; `ordinal` is that of its first.
template <typename Picker, typename Team>
BERTH_TEAM_FUNCTION std::uint32_t place_run(Team& team, const Cluster& cluster, std::uint32_t r,
                                            std::uint64_t ordinal, Picker& picker,
                                            const OutputView& out) {
    const RunView& run = cluster.scenario.runs[r];
    switch (run.kind) {
        case RunKind::replica:
            return place_replica_run(team, cluster, r, ordinal, picker, out);
        case RunKind::daemon:
            return place_daemon_run(team, cluster, r, out);
        case RunKind::fargate:
            break;  // needs no instance: the host gives out the zones
    }
    if (team.rank() == 0) {
        out.placed_of_run[r] = run.count;
        out.failed_of_run[r] = 0;
    }
    return run.count;
}

}  // namespace berth::kernels
