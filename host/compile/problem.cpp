#include "berth/problem.hpp"

#include <algorithm>
#include <tuple>

#include "compile/compiled_problem.hpp"

namespace berth {

namespace host::compile {

// Runs of one request lie together in order of task index, but DAEMON requests come first; so the
// runs are searched by request within their part.
ClassId CompiledProblem::class_of(std::uint32_t request_index, std::uint32_t task_index) const {
    const bool daemon = burst[request_index].scheduling == SchedulingStrategy::daemon;
    const auto first = daemon ? runs.begin() : std::ranges::partition_point(runs, [](auto& run) {
        return run.kind == kernels::RunKind::daemon;
    });
    const auto last =
        daemon ? std::ranges::partition_point(
                     runs, [](auto& run) { return run.kind == kernels::RunKind::daemon; })
               : runs.end();
    const auto after = std::upper_bound(
        first, last, std::tuple(request_index, task_index), [daemon](const auto& key, auto& run) {
            return key < std::tuple(run.request_index, daemon ? 0U : run.first_task_index);
        });
    return std::prev(after)->task_class;
}

void count_buckets(const std::vector<SnapshotTask>& tasks,
                   const std::vector<std::vector<std::uint32_t>>& counters_of_group,
                   const std::vector<SpreadBuckets>& spread_buckets,
                   std::vector<BucketCounter>& counters) {
    for (const SnapshotTask& task : tasks) {
        for (const std::uint32_t c : counters_of_group[task.group]) {
            const SpreadBuckets& buckets = spread_buckets[counters[c].buckets];
            ++counters[c].initial[buckets.bucket[static_cast<std::size_t>(task.instance)]];
        }
    }
}

}  // namespace host::compile

Problem::Problem(std::shared_ptr<const host::compile::CompiledProblem> compiled)
    : compiled_(std::move(compiled)) {}

const Snapshot& Problem::snapshot() const noexcept {
    return compiled_->snapshot;
}
const std::vector<Request>& Problem::burst() const noexcept {
    return compiled_->burst;
}
std::size_t Problem::instance_count() const noexcept {
    return compiled_->instance_count();
}

const ContainerInstance& Problem::instance(Ordinal ordinal) const {
    return *compiled_->instances.at(static_cast<std::size_t>(ordinal));
}

const std::string& Problem::group(std::size_t request_index) const {
    return compiled_->groups[compiled_->request_groups.at(request_index)];
}

const TaskDefinition& Problem::task_definition(std::size_t request_index) const {
    return *compiled_->request_definitions.at(request_index);
}

const std::vector<std::string>& Problem::zones() const noexcept {
    return compiled_->zones;
}
const std::vector<Warning>& Problem::warnings() const noexcept {
    return compiled_->warnings;
}
std::size_t Problem::class_count() const noexcept {
    return compiled_->classes.size();
}

std::uint64_t Problem::requested_tasks() const noexcept {
    return compiled_->requested_tasks;
}

}  // namespace berth
