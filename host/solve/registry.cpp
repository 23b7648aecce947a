#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "berth/error.hpp"
#include "berth/snapshot.hpp"
#include "solve/backend.hpp"
#include "solve/batch/single_solves.hpp"

namespace berth {

namespace host::solve {

std::span<const Backend* const> registered_backends() {
    static const std::array<const Backend*, 3> backends = {
        &cpu::cpu_backend(), &device::cuda_backend(), &reference::reference_backend()};
    return backends;
}

namespace {

const Backend& find_backend(const std::string& name) {
    std::vector<std::string_view> names{"auto"};
    for (const Backend* backend : registered_backends()) {
        names.push_back(backend->name());
        if (name != backend->name() && name != "auto") continue;
        const std::optional<BackendError> why = backend->unavailable();
        if (!why) return *backend;
        if (name != "auto") {
            throw BackendError(why->kind(), fmt::format("the backend '{}' cannot run here: {}",
                                                        name, why->what()));
        }
    }
    throw BackendError(
        BackendError::Kind::unknown_backend,
        fmt::format("this build has no backend '{}'; it has: {}", name, fmt::join(names, ", ")));
}

void require_instances(const compile::CompiledProblem& problem) {
    if (problem.instance_count() > 0) return;
    for (const compile::TaskRun& run : problem.runs) {
        if (run.kind == kernels::RunKind::fargate) continue;
        throw InputError(std::string(no_instances_message));
    }
}

}  // namespace

}  // namespace host::solve

std::vector<ScenarioAnswer> host::solve::Backend::solve_batch(
    const compile::CompiledProblem& problem, std::span<const Scenario> scenarios,
    const BatchOptions& options) const {
    return batch::solve_one_by_one(*this, problem, scenarios, options);
}

std::vector<ScenarioAnswer> solve_batch(const Problem& problem, std::span<const Scenario> scenarios,
                                        const BatchOptions& options) {
    const host::solve::Backend& backend = host::solve::find_backend(options.backend);
    return backend.solve_batch(problem.compiled(), scenarios, options);
}

Plan solve(const Problem& problem, const SolveOptions& options) {
    const host::solve::Backend& backend = host::solve::find_backend(options.backend);
    host::solve::require_instances(problem.compiled());
    const auto start = std::chrono::steady_clock::now();
    Plan plan = backend.solve(problem.compiled(), options);
    plan.solve_seconds =
        std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    plan.backend = backend.name();
    return plan;
}

std::vector<BackendInfo> backends() {
    std::vector<BackendInfo> infos;
    for (const host::solve::Backend* backend : host::solve::registered_backends()) {
        BackendInfo info{backend->name(), backend->description(), {}, {}};
        if (const std::optional<BackendError> why = backend->unavailable()) {
            info.unavailable = why->what();
            info.unavailable_kind = why->kind();
        }
        infos.push_back(std::move(info));
    }
    return infos;
}

}  // namespace berth
