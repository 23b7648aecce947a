// Collects a plan while the tasks of a burst are decided, numbers them, and looks up from the work
// now and then: to report, and to ask whether to stop.
#pragma once

#include <cstdint>
#include <functional>
#include <span>

#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
#include "solve/checks.hpp"
#include "solve/cluster_state.hpp"

namespace berth::host::solve {

/// Calls for each run, in order, what places the tasks of its kind.
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
    /// `requested` tasks are expected, for memory and for reports. What decides a task throws
    /// Cancelled where the options say so.
    PlanBuilder(std::uint64_t requested, const SolveOptions& options);

    /// The ordinal of the task that is decided next: over the whole burst, failed tasks included.
    std::uint64_t task_ordinal() const { return decided_; }

    void place(const compile::TaskRun& run, std::uint32_t task_index, std::size_t instance,
               GpuRange gpus);
    void place_on_fargate(const compile::TaskRun& run, std::uint32_t task_index, std::int32_t zone);

    /// `count` tasks from `task_index` on fail alike. Joined with the failure before it where that
    /// is of the same request and equal.
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
