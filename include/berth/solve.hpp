// Placing a compiled burst.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     berth::SolveOptions options;
//     options.backend = "cpu";
//     options.is_cancelled = [] { return false; };  // a flag of the caller's
//     const berth::Plan plan = berth::solve(problem, options);
//     assert(plan.backend == "cpu" && plan.tasks.size() == 35);
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "berth/error.hpp"
#include "berth/plan.hpp"
#include "berth/problem.hpp"

namespace berth {

/// Called now and then from the solving thread with the tasks decided so far.
using Progress = std::function<void(std::uint64_t decided, std::uint64_t requested)>;

struct SolveOptions {
    std::uint64_t seed = 0;        ///< of the `random` strategy
    std::string backend = "auto";  ///< "auto", or a name from backends()
    unsigned threads = 0;          ///< for what can be done side by side, 0 = as many as the
                                   ///< machine has; the tasks of one burst are placed by one
    Progress progress;             ///< may be empty

    /// Asked now and then from the solving thread: whether to stop, which ends solve() with
    /// Cancelled. May be empty. A device asks before it begins and when it is done.
    std::function<bool()> is_cancelled = {};
};

/// Places every task of the burst in order, each against the state that the earlier ones left.
///
/// All backends give the same plan, to the bit. Throws BackendError where the named backend is
/// unknown or cannot run here, InputError("No Container Instances were found in your cluster.")
/// where a task needs an instance and the snapshot has none, and Cancelled where
/// SolveOptions::is_cancelled said so. O(tasks x instances) at worst. Thread-safe.
Plan solve(const Problem& problem, const SolveOptions& options = {});

/// A backend as this build of the library knows it.
struct BackendInfo {
    std::string_view name;                  ///< "reference", "cpu", "cuda"
    std::string_view description;           ///< one sentence
    std::string unavailable;                ///< why it cannot run here; empty = it can
    BackendError::Kind unavailable_kind{};  ///< of what stands in `unavailable`
};
std::vector<BackendInfo> backends();

}  // namespace berth
