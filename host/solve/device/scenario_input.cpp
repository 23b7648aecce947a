#include "solve/device/scenario_input.hpp"

#include <algorithm>
#include <bit>
#include <stdexcept>

#include "compile/run_builder.hpp"
#include "solve/batch/scenario_answer.hpp"
#include "solve/problem_parts.hpp"

namespace berth::host::solve::device {

namespace {

void remove_instances(const compile::CompiledProblem& problem, const std::vector<Ordinal>& removed,
                      ScenarioInput& out) {
    if (removed.empty()) return;
    const compile::BitPlane present = present_instances(problem, removed);
    std::uint32_t before = 0;
    for (std::size_t w = 0; w < present.word_count(); ++w) {
        for (const unsigned shift : {0U, 32U}) {
            const auto word = static_cast<kernels::PlaneWord>(present.word(w) >> shift);
            out.present.push_back(word);
            out.present_before.push_back(before);
            before += static_cast<std::uint32_t>(std::popcount(word));
        }
    }
    out.present_count = before;
}

SharedBurst pack(const compile::CompiledProblem& problem, std::vector<compile::TaskRun> runs) {
    PackedRuns packed = pack_runs(problem, runs);
    return std::make_shared<const PackedBurst>(PackedBurst{std::move(runs), std::move(packed)});
}

}  // namespace

SharedBurst pack_burst(const compile::CompiledProblem& problem) {
    return pack(problem, problem.runs);
}

kernels::ScenarioView ScenarioInput::view() const {
    kernels::ScenarioView view{};
    view.runs = burst->packed.runs.data();
    view.run_count = static_cast<std::uint32_t>(burst->packed.runs.size());
    view.seed = seed;
    view.present_count = present_count;
    view.present = present.empty() ? nullptr : present.data();
    view.present_before = present.empty() ? nullptr : present_before.data();
    return view;
}

ScenarioInput whole_problem(const compile::CompiledProblem& problem, std::uint64_t seed) {
    return scenario_input(problem, {{}, {}, seed});
}

ScenarioInput scenario_input(const compile::CompiledProblem& problem, const Scenario& scenario,
                             const SharedBurst& own_burst) {
    ScenarioInput input;
    input.seed = scenario.seed;
    input.present_count = static_cast<std::uint32_t>(problem.instance_count());
    remove_instances(problem, scenario.removed, input);
    input.burst = scenario.requests ? pack(problem, compile::make_runs(problem, *scenario.requests))
                                    : own_burst;
    return input;
}

ScenarioInput scenario_input(const compile::CompiledProblem& problem, const Scenario& scenario) {
    return scenario_input(problem, scenario, scenario.requests ? nullptr : pack_burst(problem));
}

std::vector<std::uint64_t> most_tasks_of_group(const compile::CompiledProblem& problem,
                                               std::span<const Scenario> scenarios) {
    std::vector<std::uint64_t> most(problem.groups.size(), 0);
    std::vector<std::uint64_t> tasks(problem.groups.size(), 0);
    const auto count = [&](const std::vector<compile::TaskRun>& runs) {
        for (const compile::TaskRun& run : runs) {
            if (run.kind != kernels::RunKind::replica) continue;
            tasks[problem.classes[run.task_class].group] += run.count;
        }
        for (const compile::TaskRun& run : runs) {
            const compile::GroupId group = problem.classes[run.task_class].group;
            most[group] = std::max(most[group], tasks[group]);
            tasks[group] = 0;
        }
    };
    count(problem.runs);  // of all scenarios without requests of their own
    for (const Scenario& scenario : scenarios) {
        present_instances(problem, scenario.removed);
        if (scenario.requests) count(compile::make_runs(problem, *scenario.requests));
    }
    return most;
}

ScenarioAnswer scenario_answer(const compile::CompiledProblem& problem, const Scenario& scenario,
                               const ScenarioInput& input, BurstAnswer answer, bool plans) {
    const std::vector<compile::TaskRun>& runs = input.burst->runs;
    ScenarioAnswer out;
    out.placed_of_request.resize(batch::request_count(problem, scenario), 0);
    for (std::size_t r = 0; r < runs.size(); ++r) {
        out.placed += answer.placed_of_run[r];
        out.failed += answer.failed_of_run[r];
        out.placed_of_request[runs[r].request_index] += answer.placed_of_run[r];
    }
    if (plans) {
        const SolveOptions options{.seed = scenario.seed, .progress = {}};
        out.plan = make_plan(problem, runs, options, std::move(answer));
    }
    return out;
}

}  // namespace berth::host::solve::device
