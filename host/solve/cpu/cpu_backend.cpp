// The backend for hosts without a GPU.
//
// Each class of tasks has a picker that suits its strategy chain (pickers.hpp): an index in order
// of what is left for binpack, cursors that never turn back for spread, a walk for random, and a
// scan of the feasible instances for the rest. A class without moving conditions that has failed
// once fails for good, since room only shrinks; why it fails is kept true by the journal.
#include <atomic>
#include <memory>
#include <thread>

#include "solve/backend.hpp"
#include "solve/batch/host_batch.hpp"
#include "solve/cpu/cpu_state.hpp"
#include "solve/cpu/failure_cache.hpp"
#include "solve/cpu/pickers.hpp"
#include "solve/daemon.hpp"
#include "solve/fargate.hpp"
#include "solve/plan_builder.hpp"

namespace berth::engine {

namespace {

/// What is remembered about a class, and how many of its tasks are still to come.
struct ClassMemory {
    std::unique_ptr<FailureCache> failures;
    std::uint64_t tasks_left = 0;
    bool failed_for_good = false;
};

class CpuSolver {
   public:
    CpuSolver(const CompiledProblem& problem, const SolveOptions& options, const CpuTuning& tuning)
        : problem_(problem),
          options_(options),
          state_(problem),
          pickers_(state_, tuning),
          memory_(problem.classes.size()),
          fargate_(problem),
          plan_(problem, options) {}

    Plan solve() {
        count_tasks();
        prepare_pickers();
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

    // Only for classes that come often: what a class needs once is as cheap to make when it is
    // used.
    void prepare_pickers() {
        constexpr std::uint64_t often = 16;
        std::vector<Picker*> pickers;
        for (ClassId c = 0; c < memory_.size(); ++c) {
            if (memory_[c].tasks_left >= often) pickers.push_back(&pickers_.of(c));
        }
        std::atomic<std::size_t> next = 0;
        const auto work = [&] {
            for (std::size_t k = next++; k < pickers.size(); k = next++) {
                pickers[k]->prepare(state_);
            }
        };
        std::vector<std::jthread> helpers;
        for (std::size_t t = 1; t < threads(pickers.size()); ++t) helpers.emplace_back(work);
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
        pickers_.update(state_, instance);
        plan_.place(run, task_index, instance, gpus);
    }

    void place_replicas(const TaskRun& run) {
        ClassMemory& memory = memory_[run.task_class];
        Picker& picker = pickers_.of(run.task_class);
        for (std::uint32_t k = 0; k < run.count; ++k) {
            const RandomOrder order(options_.seed, plan_.task_ordinal(), problem_.instance_count());
            const auto instance =
                memory.failed_for_good ? std::nullopt : picker.pick(state_, order);
            if (!instance) {
                // Nothing is committed until the run ends: the rest of it fails alike.
                fail(run, run.first_task_index + k, run.count - k);
                break;
            }
            commit(run, run.first_task_index + k, *instance);
        }
        memory.tasks_left -= run.count;
        if (memory.tasks_left == 0) {
            pickers_.release(run.task_class);
            memory.failures.reset();
        }
    }

    void fail(const TaskRun& run, std::uint32_t task_index, std::uint32_t count) {
        ClassMemory& memory = memory_[run.task_class];
        memory.failed_for_good = problem_.classes[run.task_class].dynamic_expressions.empty();
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
    Pickers pickers_;
    std::vector<ClassMemory> memory_;  // [C]
    FargateZones fargate_;
    PlanBuilder plan_;
};

class CpuBackend : public Backend {
   public:
    explicit CpuBackend(const CpuTuning& tuning) : tuning_(tuning) {}

    std::string_view name() const override { return "cpu"; }
    std::string_view description() const override {
        return "indices and bit planes on the host's processor";
    }
    std::optional<BackendError> unavailable() const override { return {}; }
    Plan solve(const CompiledProblem& problem, const SolveOptions& options) const override {
        return CpuSolver(problem, options, tuning_).solve();
    }
    std::vector<ScenarioAnswer> solve_batch(const CompiledProblem& problem,
                                            std::span<const Scenario> scenarios,
                                            const BatchOptions& options) const override {
        return solve_batch_on_host(problem, scenarios, options);
    }

   private:
    CpuTuning tuning_;
};

}  // namespace

const Backend& cpu_backend() {
    static const CpuBackend backend{CpuTuning{}};
    return backend;
}

std::unique_ptr<Backend> make_cpu_backend(const CpuTuning& tuning) {
    return std::make_unique<CpuBackend>(tuning);
}

}  // namespace berth::engine
