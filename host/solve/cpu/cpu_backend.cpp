// The backend for hosts without a GPU: one burst on one thread, scenarios on all of them.
#include "compile/run_builder.hpp"
#include "solve/backend.hpp"
#include "solve/batch/host_batch.hpp"
#include "solve/batch/scenario_answer.hpp"
#include "solve/cpu/cpu_solver.hpp"

namespace berth::host::solve::cpu {

namespace {

ScenarioAnswer solve_scenario(const compile::CompiledProblem& problem, const Scenario& scenario,
                              bool plans) {
    std::vector<compile::TaskRun> own_runs;
    if (scenario.requests) own_runs = compile::make_runs(problem, *scenario.requests);
    const std::span<const compile::TaskRun> runs = scenario.requests ? own_runs : problem.runs;
    const SolveOptions options{.seed = scenario.seed, .progress = {}};
    const std::size_t requests = solve::batch::request_count(problem, scenario);
    if (scenario.removed.empty()) {
        return solve::batch::scenario_answer(requests, place_on_cpu(problem, runs, options, {}),
                                             plans);
    }
    const InstanceSubset subset(problem, scenario.removed);
    Plan plan = place_on_cpu({problem, subset}, runs, options, {});
    if (plans) solve::batch::renumber(plan, subset.ordinals);
    return solve::batch::scenario_answer(requests, std::move(plan), plans);
}

class CpuBackend : public Backend {
   public:
    std::string_view name() const override { return "cpu"; }
    std::string_view description() const override {
        return "indices and bit planes on the host's processor";
    }
    std::optional<BackendError> unavailable() const override { return {}; }
    Plan solve(const compile::CompiledProblem& problem,
               const SolveOptions& options) const override {
        return place_on_cpu(problem, problem.runs, options, {});
    }
    std::vector<ScenarioAnswer> solve_batch(const compile::CompiledProblem& problem,
                                            std::span<const Scenario> scenarios,
                                            const BatchOptions& options) const override {
        return solve::batch::solve_on_threads(scenarios, options, [&](const Scenario& scenario) {
            return solve_scenario(problem, scenario, options.plans);
        });
    }
};

}  // namespace

const Backend& cpu_backend() {
    static const CpuBackend backend;
    return backend;
}

}  // namespace berth::host::solve::cpu
