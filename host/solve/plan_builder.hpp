// Collects a plan while the tasks of a burst are decided, numbers them, and pauses from time to
// time to report and to ask whether to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"

namespace berth::host::solve {

/// For each run, in order, calls the function that places tasks of its kind.
template <typename Replicas, typename Daemon, typename Fargate>
void place_runs(std::span<const compile::TaskRun> runs, const Replicas& place_replicas,
                const Daemon& place_daemon, const Fargate& place_on_fargate) {
    for (const compile::TaskRun& run : runs) {
        switch (run.kind) {
            case kernels::RunKind::replica:
                place_replicas(run);
                break;
            case kernels::RunKind::daemon:
                place_daemon(run);
                break;
            case kernels::RunKind::fargate:
                place_on_fargate(run);
                break;
        }
    }
}

class PlanBuilder {
   public:
    /// `requested` tasks are expected, for memory and for reports. Deciding a task throws Cancelled
    /// if the options ask for it.
    PlanBuilder(std::uint64_t requested, const SolveOptions& options);

    /// The ordinal of the task that is decided next: over the whole burst, failed tasks included.
    std::uint64_t task_ordinal() const { return decided_; }

    void place(const compile::TaskRun& run, std::uint32_t task_index, std::size_t instance,
               GpuRange gpus);
    void place_on_fargate(const compile::TaskRun& run, std::uint32_t task_index, std::int32_t zone);

    /// `count` tasks from `task_index` on fail in the same way. Merged with the previous failure if
    /// that is equal and of the same request.
    void fail(const compile::TaskRun& run, std::uint32_t task_index, std::uint32_t count,
              const FailureSummary& summary);

    Plan take() { return std::move(plan_); }

   private:
    void advance(std::uint32_t count) {
        decided_ += count;
        if (decided_ >= next_look_) look_up();
    }
    void look_up();

    Plan plan_;
    std::uint64_t decided_ = 0;
    std::uint64_t requested_;
    std::uint64_t next_look_ = 0;
    Progress progress_;
    std::function<bool()> is_cancelled_;
};

}  // namespace berth::host::solve
