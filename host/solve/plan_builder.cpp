#include "solve/plan_builder.hpp"

#include <limits>

#include "berth/error.hpp"

namespace berth::host::solve {

namespace {

constexpr std::uint64_t tasks_between_looks = 1024;
constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

}  // namespace

PlanBuilder::PlanBuilder(std::uint64_t requested, const SolveOptions& options)
    : requested_(requested), progress_(options.progress), is_cancelled_(options.is_cancelled) {
    if (!progress_ && !is_cancelled_) next_look_ = never;
    plan_.tasks.reserve(requested);
}

void PlanBuilder::look_up() {
    next_look_ = decided_ + tasks_between_looks;
    if (progress_) progress_(decided_, requested_);
    if (is_cancelled_ && is_cancelled_()) throw Cancelled();
}

void PlanBuilder::place(const compile::TaskRun& run, std::uint32_t task_index, std::size_t instance,
                        GpuRange gpus) {
    plan_.tasks.push_back({run.request_index, task_index, static_cast<Ordinal>(instance),
                           gpus.first, gpus.count, -1});
    advance(1);
}

void PlanBuilder::place_on_fargate(const compile::TaskRun& run, std::uint32_t task_index,
                                   std::int32_t zone) {
    plan_.tasks.push_back({run.request_index, task_index, no_instance, 0, 0, zone});
    advance(1);
}

void PlanBuilder::fail(const compile::TaskRun& run, std::uint32_t task_index, std::uint32_t count,
                       const FailureSummary& summary) {
    FailedTasks failed{
        run.request_index, task_index,      count,
        summary.reasons,   summary.closest, static_cast<std::int32_t>(run.task_class)};
    advance(count);
    if (!plan_.failures.empty()) {
        FailedTasks& last = plan_.failures.back();
        FailedTasks same = failed;
        same.task_index = last.task_index;
        same.count = last.count;
        if (same == last && last.task_index + last.count == task_index) {
            last.count += count;
            return;
        }
    }
    plan_.failures.push_back(failed);
}

}  // namespace berth::host::solve
