// From requests to runs: DAEMON services first [ECS], capacity providers drawn task by task.
#pragma once

#include <span>
#include <vector>

#include "berth/batch.hpp"
#include "compile/compiled_problem.hpp"

namespace berth::host::compile {

/// The runs of a burst built from the problem's requests. TaskRun::request_index is the position in
/// `requests`. Throws InputError for a capacity provider strategy that cannot take that many tasks.
std::vector<TaskRun> make_runs(const CompiledProblem& problem,
                               std::span<const RequestCount> requests);

/// The problem's own burst, request by request.
std::vector<RequestCount> own_requests(const CompiledProblem& problem);

}  // namespace berth::host::compile
