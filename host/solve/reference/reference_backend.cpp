// The yardstick: the rules of docs/rules.md in plain loops over tasks and instances.
//
// Every task looks at every instance, makes the checks in their order, and tests memberOf by
// walking the syntax tree against the groups that the instance runs at that moment. No planes that
// change, no caches, nothing carried from one task to the next but the state of the cluster. Slow,
// and easy to believe.
#include <vector>

#include "query/ast.hpp"
#include "solve/backend.hpp"
#include "solve/checks.hpp"
#include "solve/daemon.hpp"
#include "solve/fargate.hpp"
#include "solve/plan_builder.hpp"
#include "solve/random_order.hpp"
#include "solve/running_groups.hpp"
#include "solve/strategy_chain.hpp"

namespace berth::host::solve::reference {

namespace {

class ReferenceSolver {
   public:
    ReferenceSolver(const compile::CompiledProblem& problem, const SolveOptions& options)
        : problem_(problem),
          seed_(options.seed),
          state_(problem),
          running_(problem),
          fargate_(problem),
          plan_(problem.requested_tasks, options) {}

    Plan solve() {
        place_runs(
            problem_.runs, [&](const compile::TaskRun& run) { place_replicas(run); },
            [&](const compile::TaskRun& run) { place_daemon(run); },
            [&](const compile::TaskRun& run) { fargate_.place(run, plan_); });
        return plan_.take();
    }

   private:
    auto member_of(const compile::TaskClass& task_class) const {
        return [&](std::size_t i) { return running_.member_of(state_, task_class, i); };
    }

    bool is_candidate(const compile::TaskClass& task_class, std::size_t instance) const {
        return problem_.planes[task_class.candidates].test(instance);
    }

    void commit(const compile::TaskRun& run, std::uint32_t task_index, std::size_t instance) {
        const compile::TaskClass& task_class = problem_.classes[run.task_class];
        const GpuRange gpus = state_.commit(task_class, instance);
        running_.add(task_class.group, instance);
        plan_.place(run, task_index, instance, gpus);
    }

    void place_replicas(const compile::TaskRun& run) {
        for (std::uint32_t k = 0; k < run.count; ++k) place_one(run, run.first_task_index + k);
    }

    void place_daemon(const compile::TaskRun& run) {
        place_daemons(state_, run, plan_, member_of(problem_.classes[run.task_class]),
                      [&](std::uint32_t task_index, std::size_t i) { commit(run, task_index, i); });
    }

    void place_one(const compile::TaskRun& run, std::uint32_t task_index) {
        const compile::TaskClass& task_class = problem_.classes[run.task_class];
        std::vector<std::uint32_t> feasible;
        FailureSummary failures;
        for (std::size_t i = 0; i < problem_.instance_count(); ++i) {
            if (!is_candidate(task_class, i)) continue;
            const auto failed = first_failing_check(state_, task_class, i, member_of(task_class));
            if (failed) {
                failures.add(*failed, i);
            } else {
                feasible.push_back(static_cast<std::uint32_t>(i));
            }
        }
        if (feasible.empty()) {
            plan_.fail(run, task_index, 1, failures);
        } else {
            commit(run, task_index, select(task_class, std::move(feasible)));
        }
    }

    std::size_t select(const compile::TaskClass& task_class,
                       std::vector<std::uint32_t> feasible) const {
        const RandomOrder order(seed_, plan_.task_ordinal(), problem_.instance_count());
        const auto position_of = [&](std::size_t i) { return order.position(i); };
        return narrow(state_, task_class, 0, position_of, feasible);
    }

    const compile::CompiledProblem& problem_;
    std::uint64_t seed_;
    ClusterState state_;
    RunningGroups running_;
    FargateZones fargate_;
    PlanBuilder plan_;
};

class ReferenceBackend : public Backend {
   public:
    std::string_view name() const override { return "reference"; }
    std::string_view description() const override {
        return "plain loops over tasks and instances, the yardstick for the others";
    }
    std::optional<BackendError> unavailable() const override { return {}; }
    Plan solve(const compile::CompiledProblem& problem,
               const SolveOptions& options) const override {
        return ReferenceSolver(problem, options).solve();
    }
};

}  // namespace

const Backend& reference_backend() {
    static const ReferenceBackend backend;
    return backend;
}

}  // namespace berth::host::solve::reference
