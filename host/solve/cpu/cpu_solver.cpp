// One burst on one thread of the host.
//
// Each class of tasks has a picker that suits its strategy chain (pickers.hpp): an index in order
// of what is left for binpack, cursors that never turn back for spread, a walk for random, and a
// scan of the feasible instances for the rest. A class without moving conditions that has failed
// once fails for good, since room only shrinks; why it fails is kept true by the journal.
#include "solve/cpu/cpu_solver.hpp"

#include <memory>

#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/failure_cache.hpp"
#include "solve/cpu/pickers.hpp"
#include "solve/daemon.hpp"
#include "solve/fargate.hpp"
#include "solve/plan_builder.hpp"

namespace berth::host::solve::cpu {

namespace {

std::uint64_t requested_tasks(std::span<const compile::TaskRun> runs) {
    std::uint64_t tasks = 0;
    for (const compile::TaskRun& run : runs)
        tasks += run.kind == kernels::RunKind::daemon ? 0 : run.count;
    return tasks;
}

/// What is remembered about a class, and how many of its tasks are still to come.
struct ClassMemory {
    std::unique_ptr<FailureCache> failures;
    std::uint64_t tasks_left = 0;
    bool failed_for_good = false;
};

class CpuSolver {
   public:
    CpuSolver(const ProblemParts& problem, std::span<const compile::TaskRun> runs,
              const SolveOptions& options, const CpuTuning& tuning)
        : problem_(problem),
          runs_(runs),
          options_(options),
          state_(problem, requested_tasks(runs)),
          pickers_(state_, tuning),
          memory_(problem.classes.size()),
          fargate_(problem),
          plan_(requested_tasks(runs), options) {}

    Plan solve() {
        count_tasks();
        place_runs(
            runs_, [&](const compile::TaskRun& run) { place_replicas(run); },
            [&](const compile::TaskRun& run) { place_daemon(run); },
            [&](const compile::TaskRun& run) { fargate_.place(run, plan_); });
        return plan_.take();
    }

   private:
    void count_tasks() {
        for (const compile::TaskRun& run : runs_) {
            if (run.kind == kernels::RunKind::replica)
                memory_[run.task_class].tasks_left += run.count;
        }
    }

    void commit(const compile::TaskRun& run, std::uint32_t task_index, std::size_t instance) {
        const GpuRange gpus = state_.commit(problem_.classes[run.task_class], instance);
        plan_.place(run, task_index, instance, gpus);
    }

    // What else follows the instance, once all that goes there is committed.
    void note(const compile::TaskRun& run, std::size_t instance, const Amounts& before) {
        state_.note(run.task_class, instance, before);
        pickers_.update(instance);
    }

    // Places up to `count` tasks, all on one instance; returns how many.
    std::uint32_t place_some(const compile::TaskRun& run, Picker& picker, std::uint32_t task_index,
                             std::uint32_t count) {
        const NextOrders orders(options_.seed, plan_.task_ordinal(), count,
                                problem_.instance_count());
        const auto instance = picker.pick(state_, orders);
        if (!instance) return 0;
        const Amounts before = state_.left(*instance);
        std::uint32_t placed = 0;
        do {
            commit(run, task_index + placed++, *instance);
        } while (placed < count && picker.stays(state_, *instance));
        note(run, *instance, before);
        return placed;
    }

    void place_replicas(const compile::TaskRun& run) {
        ClassMemory& memory = memory_[run.task_class];
        std::uint32_t decided = 0;
        while (decided < run.count && !memory.failed_for_good) {
            const std::uint32_t placed =
                place_some(run, pickers_.of(run.task_class, memory.tasks_left),
                           run.first_task_index + decided, run.count - decided);
            if (placed == 0) break;
            decided += placed;
        }
        // Nothing is committed until the run ends: the rest of it fails alike.
        if (decided < run.count) fail(run, run.first_task_index + decided, run.count - decided);
        memory.tasks_left -= run.count;
        if (memory.tasks_left == 0 || memory.failed_for_good) pickers_.release(run.task_class);
        if (memory.tasks_left == 0 && memory.failures) {
            memory.failures->clear();
            spare_failures_.push_back(std::move(memory.failures));
        }
    }

    void fail(const compile::TaskRun& run, std::uint32_t task_index, std::uint32_t count) {
        ClassMemory& memory = memory_[run.task_class];
        memory.failed_for_good = problem_.classes[run.task_class].dynamic_expressions.empty();
        if (!memory.failures) memory.failures = new_failures();
        plan_.fail(run, task_index, count,
                   memory.failures->summary(state_, problem_.classes[run.task_class]));
    }

    std::unique_ptr<FailureCache> new_failures() {
        if (spare_failures_.empty()) return std::make_unique<FailureCache>();
        std::unique_ptr<FailureCache> failures = std::move(spare_failures_.back());
        spare_failures_.pop_back();
        return failures;
    }

    void place_daemon(const compile::TaskRun& run) {
        const compile::TaskClass& task_class = problem_.classes[run.task_class];
        place_daemons(
            state_.cluster, run, plan_,
            [&](std::size_t i) { return state_.member_of(task_class, i); },
            [&](std::uint32_t task_index, std::size_t i) {
                const Amounts before = state_.left(i);
                commit(run, task_index, i);
                note(run, i, before);
            });
    }

    const ProblemParts& problem_;
    std::span<const compile::TaskRun> runs_;
    const SolveOptions& options_;
    CpuState state_;
    Pickers pickers_;
    std::vector<ClassMemory> memory_;  // [C]
    std::vector<std::unique_ptr<FailureCache>> spare_failures_;
    FargateZones fargate_;
    PlanBuilder plan_;
};

}  // namespace

Plan place_on_cpu(const ProblemParts& problem, std::span<const compile::TaskRun> runs,
                  const SolveOptions& options, const CpuTuning& tuning) {
    return CpuSolver(problem, runs, options, tuning).solve();
}

}  // namespace berth::host::solve::cpu
