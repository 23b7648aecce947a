// A scenario in the form that the block algorithms read.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "berth/batch.hpp"
#include "compile/compiled_problem.hpp"
#include "kernels/problem_view.h"
#include "solve/device/burst_answer.hpp"

namespace berth::host::solve::device {

/// A burst as it was compiled and as the block algorithms read it. Scenarios of a batch with the
/// same burst share one object.
struct PackedBurst {
    std::vector<compile::TaskRun> runs;
    PackedRuns packed;
};
using SharedBurst = std::shared_ptr<const PackedBurst>;

/// The problem's own burst.
SharedBurst pack_burst(const compile::CompiledProblem& problem);

struct ScenarioInput {
    SharedBurst burst;
    std::vector<kernels::PlaneWord> present;    ///< plane; empty = all instances are there
    std::vector<std::uint32_t> present_before;  ///< [plane words]
    std::uint32_t present_count = 0;
    std::uint64_t seed = 0;

    /// Pointers into this object and its burst.
    kernels::ScenarioView view() const;
};

/// The problem's own burst on its whole cluster.
ScenarioInput whole_problem(const compile::CompiledProblem& problem, std::uint64_t seed);

/// A scenario without requests of its own takes `own_burst`, which is pack_burst(problem). Throws
/// std::out_of_range for an ordinal or a request that the problem does not have.
ScenarioInput scenario_input(const compile::CompiledProblem& problem, const Scenario& scenario,
                             const SharedBurst& own_burst);

/// The same, sharing nothing.
ScenarioInput scenario_input(const compile::CompiledProblem& problem, const Scenario& scenario);

/// The most tasks of each group [G] that the problem's burst or any of the scenarios asks for.
/// Throws as scenario_input() would for any of them, before the first is solved.
std::vector<std::uint64_t> most_tasks_of_group(const compile::CompiledProblem& problem,
                                               std::span<const Scenario> scenarios);

/// What the caller of solve_batch() sees of a scenario, from the answer of a block algorithm, which
/// is consumed: counts, and with `plans` the plan.
ScenarioAnswer scenario_answer(const compile::CompiledProblem& problem, const Scenario& scenario,
                               const ScenarioInput& input, BurstAnswer answer, bool plans);

}  // namespace berth::host::solve::device
