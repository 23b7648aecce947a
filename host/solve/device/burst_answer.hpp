// The burst as runs with a slot per task, and the answer of a block algorithm turned into a plan.
#pragma once

#include <cstdint>
#include <vector>

#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"
#include "kernels/problem_view.h"

namespace berth::host::solve::device {

/// Runs as the block algorithms read them, with the sizes of the arrays that they answer into.
struct PackedRuns {
    std::vector<kernels::RunView> runs;
    std::uint64_t slots = 0;             ///< decisions: one per task, N per DAEMON run
    std::uint32_t failure_capacity = 0;  ///< at most one record per run, N per DAEMON run
};

PackedRuns pack_runs(const compile::CompiledProblem& problem,
                     const std::vector<compile::TaskRun>& runs);

/// What comes back from solving one burst.
struct BurstAnswer {
    std::vector<kernels::Decision> decisions;      ///< [slots]
    std::vector<kernels::FailureRecord> failures;  ///< in any order
    std::vector<std::uint32_t> placed_of_run;      ///< [runs]
    std::vector<std::uint32_t> failed_of_run;      ///< [runs]
};

/// The plan in the order of `runs`, consecutive equal failures merged, Fargate tasks assigned to
/// their zones.
Plan make_plan(const compile::CompiledProblem& problem, const std::vector<compile::TaskRun>& runs,
               const SolveOptions& options, BurstAnswer answer);

}  // namespace berth::host::solve::device
