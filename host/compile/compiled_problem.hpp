// The compiled problem: everything that a backend needs, immutable, built once.
//
// Shapes: N instances (instance order), C task classes, G groups, P planes. Columns are [N], planes
// are [P][N/64] words. A burst is a sequence of runs; a run is `count` tasks of one class, so tens
// of classes represent a million tasks.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"
#include "compile/instance_columns.hpp"
#include "compile/needs.hpp"
#include "compile/plane_pool.hpp"
#include "compile/predicate.hpp"
#include "kernels/rules.h"

namespace berth::host::compile {

/// The most tasks that a burst may ask for.
inline constexpr std::uint64_t max_tasks = 10'000'000;

/// Index into CompiledProblem::classes.
using ClassId = std::uint32_t;

/// One step of a strategy chain: keep the instances with the smallest key.
struct SortKey {
    kernels::KeyKind kind = kernels::KeyKind::random_position;
    std::uint32_t counter = 0;  ///< of group_in_bucket: index into CompiledProblem::counters

    friend auto operator<=>(const SortKey&, const SortKey&) = default;
};

/// Buckets of one spread attribute. Instances without the attribute, if any, are the last bucket.
struct SpreadBuckets {
    std::string attribute_name;
    std::vector<std::uint32_t> bucket;  ///< [N]
    std::uint32_t bucket_count = 0;
};

/// Tasks of one group per bucket of one attribute, kept up to date by commits.
struct BucketCounter {
    GroupId group = 0;
    std::uint32_t buckets = 0;          ///< index into CompiledProblem::spread_buckets
    std::vector<std::int32_t> initial;  ///< [bucket] from the snapshot
};

/// The checks of fixed conditions, each a plane, in their order; for memberOf, the static
/// expressions.
inline constexpr std::size_t plane_check_count = [] {
    std::size_t count = 0;
    for (std::uint32_t r = 0; r < reason_count; ++r) {
        if (kernels::has_plane(kernels::Reason(r))) ++count;
    }
    return count;
}();
inline constexpr std::array<Reason, plane_check_count> plane_checks = [] {
    std::array<Reason, plane_check_count> checks{};
    std::size_t count = 0;
    for (std::uint32_t r = 0; r < reason_count; ++r) {
        if (kernels::has_plane(kernels::Reason(r))) checks[count++] = Reason(r);
    }
    return checks;
}();

/// Requests with equal needs, constraints, strategies and group share a class.
struct TaskClass {
    TaskNeeds needs;
    std::vector<std::uint64_t> port_bits;  ///< [port words] of CompiledProblem::ports
    GroupId group = 0;

    PlaneId candidates = 0;  ///< status, launch type or capacity provider
    PlaneId eligible = 0;    ///< the candidates that pass all `check_planes`
    std::array<PlaneId, reason_count> check_planes{};  ///< by Reason, of those in `plane_checks`

    PlaneId& plane_of(Reason check) { return check_planes[static_cast<std::size_t>(check)]; }
    PlaneId plane_of(Reason check) const { return check_planes[static_cast<std::size_t>(check)]; }

    std::vector<ExpressionId> expressions;          ///< all memberOf expressions, static too
    std::vector<ExpressionId> dynamic_expressions;  ///< those whose planes change
    bool distinct_instance = false;
    std::vector<SortKey> keys;  ///< shortest chain of the same meaning

    std::vector<std::uint32_t> fargate_zones;  ///< of a Fargate class: zones by name; may be empty
    bool fargate = false;
};

struct TaskRun {
    kernels::RunKind kind = kernels::RunKind::replica;
    std::uint32_t request_index = 0;
    std::uint32_t first_task_index = 0;
    std::uint32_t count = 0;
    ClassId task_class = 0;
};

/// Requests that are equal except for count and place share a shape.
struct RequestShape {
    SchedulingStrategy scheduling = SchedulingStrategy::replica;
    bool fargate = false;
    std::vector<CapacityProviderStrategyItem> providers;  ///< empty = a launch type
    std::vector<ClassId> classes;                         ///< [providers], or the only one
};

/// A task of the snapshot that counts: its group on its instance.
struct SnapshotTask {
    Ordinal instance = no_instance;
    GroupId group = 0;
};

/// Counts the tasks in the counters of their groups.
void count_buckets(const std::vector<SnapshotTask>& tasks,
                   const std::vector<std::vector<std::uint32_t>>& counters_of_group,
                   const std::vector<SpreadBuckets>& spread_buckets,
                   std::vector<BucketCounter>& counters);

struct CompiledProblem {
    explicit CompiledProblem(Snapshot snapshot_in, std::vector<Request> burst_in)
        : snapshot(std::move(snapshot_in)), burst(std::move(burst_in)), planes(0), ports({}) {}
    CompiledProblem(const CompiledProblem&) = delete;
    CompiledProblem& operator=(const CompiledProblem&) = delete;

    std::size_t instance_count() const { return instances.size(); }

    /// The class of a task of the burst. O(log runs).
    ClassId class_of(std::uint32_t request_index, std::uint32_t task_index) const;

    Snapshot snapshot;
    std::vector<Request> burst;
    std::vector<const ContainerInstance*> instances;  ///< [N] into `snapshot`

    InstanceColumns columns;
    PlanePool planes;
    PortUniverse ports;
    std::vector<std::uint64_t> port_bits;  ///< [port words][N] taken ports of the universe

    std::vector<std::string> groups;           ///< [G]
    std::vector<SnapshotTask> snapshot_tasks;  ///< group counts before the burst
    std::vector<CompiledExpression> expressions;
    std::vector<DynamicAtom> atoms;
    std::vector<SpreadBuckets> spread_buckets;
    std::vector<BucketCounter> counters;
    std::vector<std::vector<std::uint32_t>> counters_of_group;  ///< [G] indices into `counters`

    std::vector<TaskClass> classes;  ///< [C]
    std::vector<RequestShape> shapes;
    std::vector<std::uint32_t> request_shapes;  ///< [requests] into `shapes`
    std::vector<TaskRun> runs;            ///< in the order of processing: DAEMON services first
    std::vector<GroupId> request_groups;  ///< [requests]
    std::vector<const TaskDefinition*> request_definitions;  ///< [requests] into `snapshot`

    std::vector<std::string> zones;                         ///< for Fargate tasks, sorted
    std::vector<std::vector<std::int32_t>> fargate_counts;  ///< [G][zone], empty = zeros

    std::uint64_t requested_tasks = 0;
    std::vector<Warning> warnings;
};

}  // namespace berth::host::compile
