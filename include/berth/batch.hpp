// Thousands of what-ifs over one problem, solved together.
//
// Example:
//
//     const berth::Problem problem = berth::compile(
//         berth::read_cluster("examples/mixed-fleet/cluster"),
//         berth::read_burst("examples/mixed-fleet/burst.json"));
//     std::vector<berth::Scenario> scenarios(2);  // the first: nothing is different
//     scenarios[1].removed = {0};                 // the second: the first instance is gone
//     const std::vector<berth::ScenarioAnswer> answers = berth::solve_batch(problem, scenarios);
//     assert(answers[0].placed == 35 && answers[1].placed <= 35);
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "berth/plan.hpp"
#include "berth/problem.hpp"

namespace berth {

/// So many tasks of one request of the problem's burst, in place of the number that it asks for.
struct RequestCount {
    std::uint32_t request_index = 0;  ///< into Problem::burst()
    std::uint32_t count = 0;          ///< unused for a DAEMON service

    friend bool operator==(const RequestCount&, const RequestCount&) = default;
};

/// One what-if: the problem's cluster, some instances taken away, and a burst of its own.
///
/// A problem that holds every instance and every request that any scenario may want is compiled
/// once; a scenario names just what is different.
struct Scenario {
    std::vector<Ordinal> removed;  ///< instances that are not there, nor are their tasks; any order
    std::optional<std::vector<RequestCount>> requests;  ///< in order; absent = the problem's burst
    std::uint64_t seed = 0;                             ///< of the `random` strategy
};

/// What became of a scenario.
struct ScenarioAnswer {
    std::uint64_t placed = 0;
    std::uint64_t failed = 0;
    std::vector<std::uint32_t> placed_of_request;  ///< [requests of the scenario], in their order

    /// Every task and every failure, with BatchOptions::plans. Ordinals are those of the problem;
    /// `request_index` is the position in Scenario::requests.
    Plan plan;
};

struct BatchOptions {
    std::string backend = "auto";  ///< as SolveOptions::backend
    unsigned threads = 0;          ///< 0 = as many as the machine has; never changes the answer
    bool plans = false;            ///< fill ScenarioAnswer::plan; costs memory and time

    /// Called now and then with the scenarios solved so far; may be empty.
    std::function<void(std::uint64_t solved, std::uint64_t scenarios)> progress;
};

/// Solves every scenario on its own. The answers are in the order of the scenarios, and each is
/// what solve() gives for a snapshot without the removed instances and their tasks and for the
/// burst of the scenario; only where no instance is left, all tasks that need one have failed.
///
/// Throws BackendError as solve() does, std::out_of_range for an ordinal or a request that the
/// problem does not have, and InputError for a request whose capacity provider strategy cannot take
/// so many tasks. Memory: the problem once, one state per thread or thread block, the answers.
std::vector<ScenarioAnswer> solve_batch(const Problem& problem, std::span<const Scenario> scenarios,
                                        const BatchOptions& options = {});

}  // namespace berth
