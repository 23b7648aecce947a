// The interface of a backend, and the list of those that this build has.
#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "berth/batch.hpp"
#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"

namespace berth::host::solve {

class Backend {
   public:
    virtual ~Backend() = default;

    virtual std::string_view name() const = 0;
    virtual std::string_view description() const = 0;

    /// Why the backend cannot run on this machine; nothing = it can.
    virtual std::optional<BackendError> unavailable() const = 0;

    /// Places the burst. The problem has instances if a run needs one. Thread-safe.
    virtual Plan solve(const compile::CompiledProblem& problem,
                       const SolveOptions& options) const = 0;

    /// Solves each scenario independently: as single solves unless a backend does better.
    virtual std::vector<ScenarioAnswer> solve_batch(const compile::CompiledProblem& problem,
                                                    std::span<const Scenario> scenarios,
                                                    const BatchOptions& options) const;
};

/// In the order in which `auto` prefers them.
std::span<const Backend* const> registered_backends();

namespace reference {
const Backend& reference_backend();
}
namespace cpu {
const Backend& cpu_backend();
}
namespace device {
const Backend& cuda_backend();
}

}  // namespace berth::host::solve
