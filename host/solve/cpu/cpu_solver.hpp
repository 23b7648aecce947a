// One burst on one thread of the host: the algorithm behind the cpu backend.
#pragma once

#include <span>

#include "berth/plan.hpp"
#include "berth/solve.hpp"
#include "solve/cpu/tuning.hpp"
#include "solve/problem_parts.hpp"

namespace berth::host::solve::cpu {

/// Places the tasks of the runs, one by one. Ordinals of the plan are those of `problem`. Without
/// any instance, every task that needs one fails. The backend uses the numbers of CpuTuning as they
/// are; tests and measurements use others.
Plan place_on_cpu(const ProblemParts& problem, std::span<const compile::TaskRun> runs,
                  const SolveOptions& options, const CpuTuning& tuning);

}  // namespace berth::host::solve::cpu
