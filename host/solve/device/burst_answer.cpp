#include "solve/device/burst_answer.hpp"

#include <algorithm>
#include <limits>
#include <tuple>

#include "berth/error.hpp"
#include "solve/fargate.hpp"
#include "solve/plan_builder.hpp"

namespace berth::host::solve::device {

namespace {

FailureSummary summary_of(const kernels::FailureRecord& record) {
    FailureSummary summary;
    std::ranges::copy(record.tally, summary.reasons.begin());
    if (record.closest != kernels::no_instance) {
        summary.closest =
            ClosestInstance{static_cast<Ordinal>(record.closest),
                            static_cast<Reason>(record.closest_reason), record.shortfall};
    }
    return summary;
}

class PlanAssembler {
   public:
    PlanAssembler(const compile::CompiledProblem& problem,
                  const std::vector<compile::TaskRun>& runs, const SolveOptions& options,
                  const BurstAnswer& answer)
        : problem_(problem),
          runs_(runs),
          answer_(answer),
          fargate_(problem),
          plan_(problem.requested_tasks, options) {}

    Plan assemble() {
        std::uint64_t slot = 0;
        for (std::uint32_t r = 0; r < runs_.size(); ++r) {
            const compile::TaskRun& run = runs_[r];
            switch (run.kind) {
                case kernels::RunKind::replica:
                    add_replicas(r, slot);
                    slot += run.count;
                    break;
                case kernels::RunKind::daemon:
                    add_daemons(r, slot);
                    slot += problem_.instance_count();
                    break;
                case kernels::RunKind::fargate:
                    fargate_.place(run, plan_);
                    break;
            }
        }
        return plan_.take();
    }

   private:
    void place(const compile::TaskRun& run, std::uint32_t task_index,
               const kernels::Decision& decision) {
        const auto i = static_cast<std::size_t>(decision.instance);
        const compile::TaskNeeds& needs = problem_.classes[run.task_class].needs;
        const std::int64_t gpus = needs.gpus_on(problem_.columns.gpus_registered[i]);
        plan_.place(run, run.first_task_index + task_index, i,
                    {decision.gpu_first, static_cast<std::uint32_t>(gpus)});
    }

    // The record of the run, at the cursor that goes through all of them once.
    const kernels::FailureRecord* next_failure(std::uint32_t r) {
        if (failure_ == answer_.failures.size() || answer_.failures[failure_].run != r) {
            return nullptr;
        }
        return &answer_.failures[failure_++];
    }

    void add_replicas(std::uint32_t r, std::uint64_t slot) {
        const compile::TaskRun& run = runs_[r];
        const std::uint32_t placed = answer_.placed_of_run[r];
        for (std::uint32_t k = 0; k < placed; ++k) place(run, k, answer_.decisions[slot + k]);
        if (const kernels::FailureRecord* failure = next_failure(r)) {
            plan_.fail(run, run.first_task_index + failure->first, failure->count,
                       summary_of(*failure));
        }
    }

    void add_daemons(std::uint32_t r, std::uint64_t slot) {
        const compile::TaskRun& run = runs_[r];
        const kernels::FailureRecord* failure = next_failure(r);
        std::uint32_t task_index = 0;
        for (std::uint32_t i = 0; i < problem_.instance_count(); ++i) {
            if (failure != nullptr && failure->first == i) {
                plan_.fail(run, task_index++, 1, summary_of(*failure));
                failure = next_failure(r);
            } else if (answer_.decisions[slot + i].instance >= 0) {
                place(run, task_index++, answer_.decisions[slot + i]);
            }
        }
    }

    const compile::CompiledProblem& problem_;
    const std::vector<compile::TaskRun>& runs_;
    const BurstAnswer& answer_;
    std::size_t failure_ = 0;
    FargateZones fargate_;
    PlanBuilder plan_;
};

}  // namespace

PackedRuns pack_runs(const compile::CompiledProblem& problem,
                     const std::vector<compile::TaskRun>& runs) {
    PackedRuns out;
    std::uint64_t failures = 0;
    out.runs.reserve(runs.size());
    for (const compile::TaskRun& run : runs) {
        out.runs.push_back({run.kind, run.task_class, run.count, out.slots});
        if (run.kind == kernels::RunKind::replica) out.slots += run.count;
        if (run.kind == kernels::RunKind::daemon) out.slots += problem.instance_count();
        failures += run.kind == kernels::RunKind::daemon ? problem.instance_count() : 1;
    }
    if (failures > std::numeric_limits<std::uint32_t>::max()) {
        throw BackendError(BackendError::Kind::failed,
                           "the burst can have more than 2^32 distinct failures");
    }
    out.failure_capacity = static_cast<std::uint32_t>(failures);
    return out;
}

Plan make_plan(const compile::CompiledProblem& problem, const std::vector<compile::TaskRun>& runs,
               const SolveOptions& options, BurstAnswer answer) {
    std::ranges::sort(answer.failures, {}, [](const kernels::FailureRecord& failure) {
        return std::tuple(failure.run, failure.first);
    });
    return PlanAssembler(problem, runs, options, answer).assemble();
}

}  // namespace berth::host::solve::device
