// The backend for hosts without a GPU: planes and classes instead of tests and tasks.
//
// Per class it keeps the feasible instances as a bit plane and, once the class fits nowhere, the
// tally of reasons; both follow the journal of commits, so a task costs one pass over the feasible
// instances of its class and nothing for the others. The classes' first planes are independent of
// each other and are made by several threads.
#include <atomic>
#include <memory>
#include <thread>

#include "solve/backend.hpp"
#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/failure_cache.hpp"
#include "solve/cpu/feasible_set.hpp"
#include "solve/cpu/selection.hpp"
#include "solve/daemon.hpp"
#include "solve/fargate.hpp"
#include "solve/plan_builder.hpp"

namespace berth::engine {

namespace {

/// What is remembered about a class, and how many of its tasks are still to come.
struct ClassMemory {
    FeasibleSet feasible;
    std::unique_ptr<FailureCache> failures;
    std::uint64_t tasks_left = 0;
};

class CpuSolver {
   public:
    CpuSolver(const CompiledProblem& problem, const SolveOptions& options)
        : problem_(problem),
          options_(options),
          state_(problem),
          memory_(problem.classes.size()),
          fargate_(problem),
          plan_(problem, options) {}

    Plan solve() {
        count_tasks();
        build_feasible_sets();
        for (const TaskRun& run : problem_.runs) {
            switch (run.kind) {
                case RunKind::replica:
                    place_replicas(run);
                    break;
                case RunKind::daemon:
                    place_daemon(run);
                    break;
                case RunKind::fargate:
                    fargate_.place(run, plan_);
                    break;
            }
        }
        return plan_.take();
    }

   private:
    void count_tasks() {
        for (const TaskRun& run : problem_.runs) {
            if (run.kind == RunKind::replica) memory_[run.task_class].tasks_left += run.count;
        }
    }

    // Only classes that come often: the plane of a class that is used once is as cheap to make
    // when it is used.
    void build_feasible_sets() {
        constexpr std::uint64_t often = 16;
        std::vector<ClassId> classes;
        for (ClassId c = 0; c < memory_.size(); ++c) {
            if (memory_[c].tasks_left >= often) classes.push_back(c);
        }
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t k = next++; k < classes.size(); k = next++) {
                memory_[classes[k]].feasible.update(state_, problem_.classes[classes[k]]);
            }
        };
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < threads(classes.size()); ++t) helpers.emplace_back(work);
        work();
    }

    // A thread is worth starting for about a million checks.
    std::size_t threads(std::size_t classes) const {
        constexpr std::size_t checks_per_thread = 1'000'000;
        const std::size_t allowed =
            options_.threads > 0 ? options_.threads : std::thread::hardware_concurrency();
        return std::min(allowed, classes * problem_.instance_count() / checks_per_thread + 1);
    }

    void commit(const TaskRun& run, std::uint32_t task_index, std::size_t instance) {
        const GpuRange gpus = state_.commit(problem_.classes[run.task_class], instance);
        plan_.place(run, task_index, instance, gpus);
    }

    void place_replicas(const TaskRun& run) {
        const TaskClass& task_class = problem_.classes[run.task_class];
        ClassMemory& memory = memory_[run.task_class];
        for (std::uint32_t k = 0; k < run.count; ++k) {
            const std::uint32_t task_index = run.first_task_index + k;
            memory.feasible.update(state_, task_class);
            if (memory.feasible.count() == 0) {
                // Nothing is committed until the run ends: the rest of it fails alike.
                fail(run, task_index, run.count - k);
                break;
            }
            const RandomOrder order(options_.seed, plan_.task_ordinal(), problem_.instance_count());
            commit(run, task_index, selection_.best(state_, task_class, memory.feasible, order));
        }
        memory.tasks_left -= run.count;
        if (memory.tasks_left == 0) {
            memory.feasible.release();
            memory.failures.reset();
        }
    }

    void fail(const TaskRun& run, std::uint32_t task_index, std::uint32_t count) {
        ClassMemory& memory = memory_[run.task_class];
        if (!memory.failures) memory.failures = std::make_unique<FailureCache>();
        plan_.fail(run, task_index, count,
                   memory.failures->summary(state_, problem_.classes[run.task_class]));
    }

    void place_daemon(const TaskRun& run) {
        const TaskClass& task_class = problem_.classes[run.task_class];
        place_daemons(
            state_.cluster, run, plan_,
            [&](std::size_t i) { return state_.member_of(task_class, i); },
            [&](std::uint32_t task_index, std::size_t i) { commit(run, task_index, i); });
    }

    const CompiledProblem& problem_;
    const SolveOptions& options_;
    CpuState state_;
    std::vector<ClassMemory> memory_;  // [C]
    Selection selection_;
    FargateZones fargate_;
    PlanBuilder plan_;
};

class CpuBackend : public Backend {
   public:
    std::string_view name() const override { return "cpu"; }
    std::string_view description() const override {
        return "bit planes and task classes on the host's processor";
    }
    std::string unavailable() const override { return {}; }
    Plan solve(const CompiledProblem& problem, const SolveOptions& options) const override {
        return CpuSolver(problem, options).solve();
    }
};

}  // namespace

const Backend& cpu_backend() {
    static const CpuBackend backend;
    return backend;
}

}  // namespace berth::engine
