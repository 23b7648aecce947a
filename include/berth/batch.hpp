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

/// A task count for one request of the problem's burst; it replaces the count that the request asks
/// for.
struct RequestCount {
    std::uint32_t request_index = 0;  ///< into Problem::burst()
    std::uint32_t count = 0;          ///< unused for a DAEMON service

    friend bool operator==(const RequestCount&, const RequestCount&) = default;
};

/// One what-if: the problem's cluster without some of its instances, and its own burst.
///
/// Compile one problem with every instance and every request that any scenario may need; each
/// scenario then names only what is different.
struct Scenario {
    std::vector<Ordinal> removed;  ///< instances removed with their tasks; any order
    std::optional<std::vector<RequestCount>> requests;  ///< in order; absent = the problem's burst
    std::uint64_t seed = 0;                             ///< of the `random` strategy
};

/// The result of a scenario.
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

    /// Called from time to time with the number of scenarios solved so far; may be empty.
    std::function<void(std::uint64_t solved, std::uint64_t scenarios)> progress;
};

/// Solves each scenario independently. The answers are in the order of the scenarios. Each answer
/// is what solve() gives for the scenario's burst on a snapshot without the removed instances and
/// their tasks, with one exception: if no instance is left, all tasks that need one fail.
///
/// Throws BackendError as solve() does, std::out_of_range for an ordinal or a request that the
/// problem does not have, and InputError for a request whose capacity provider strategy cannot take
/// that many tasks. Memory: the problem once, one state per thread or thread block, the answers.
std::vector<ScenarioAnswer> solve_batch(const Problem& problem, std::span<const Scenario> scenarios,
                                        const BatchOptions& options = {});

}  // namespace berth
