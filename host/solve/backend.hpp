// The interface of a backend, and the list of those that this build has.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "berth/plan.hpp"
#include "berth/solve.hpp"
#include "compile/compiled_problem.hpp"

namespace berth::engine {

class Backend {
   public:
    virtual ~Backend() = default;

    virtual std::string_view name() const = 0;
    virtual std::string_view description() const = 0;

    /// Why the backend cannot run on this machine; empty = it can.
    virtual std::string unavailable() const = 0;

    /// Places the burst. The problem has instances wherever a run needs one. Thread-safe.
    virtual Plan solve(const CompiledProblem& problem, const SolveOptions& options) const = 0;
};

/// In the order in which `auto` prefers them.
std::span<const Backend* const> registered_backends();

const Backend& reference_backend();
const Backend& cpu_backend();

}  // namespace berth::engine
