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

/// Called from time to time from the solving thread with the number of tasks decided so far.
using Progress = std::function<void(std::uint64_t decided, std::uint64_t requested)>;

struct SolveOptions {
    std::uint64_t seed = 0;        ///< of the `random` strategy
    std::string backend = "auto";  ///< "auto", or a name from backends()
    unsigned threads = 0;          ///< worker threads, 0 = as many as the machine has; the tasks of
                                   ///< one burst are placed by one
    Progress progress;             ///< may be empty

    /// Called from time to time from the solving thread. Return true to stop, which ends solve()
    /// with Cancelled. May be empty. A device asks before it begins and when it is done.
    std::function<bool()> is_cancelled = {};
};

/// Places every task of the burst in order, each against the state that earlier tasks left.
///
/// All backends give the same plan, bit for bit. Throws BackendError if the named backend is
/// unknown or cannot run here, InputError("No Container Instances were found in your cluster.")
/// if a task needs an instance and the snapshot has none, and Cancelled if
/// SolveOptions::is_cancelled returned true. O(tasks x instances) at worst. Thread-safe.
Plan solve(const Problem& problem, const SolveOptions& options = {});

/// A backend as this build of the library knows it.
struct BackendInfo {
    std::string_view name;                  ///< "reference", "cpu", "cuda"
    std::string_view description;           ///< one sentence
    std::string unavailable;                ///< why it cannot run here; empty = it can
    BackendError::Kind unavailable_kind{};  ///< the kind of error that `unavailable` describes
};
std::vector<BackendInfo> backends();

}  // namespace berth
