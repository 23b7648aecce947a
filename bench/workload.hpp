// The problem of a preset in every form that a benchmark starts from, and the check of answers.
//
// External interface: workload() and wrong_answer(). A workload is made when the first benchmark
// that needs it runs, and only the last one is kept: the presets differ in size by a factor of
// 100,000, and benchmarks run preset by preset.
#pragma once

#include <cstdint>
#include <string>

#include "berth/berth.hpp"

namespace berth::bench {

/// Of the presets and of the `random` strategy.
inline constexpr std::uint64_t seed = 0;

/// `reference` verifies, and is timed on, as many requests of a burst as make at most so many pairs
/// of an instance and a task.
inline constexpr std::uint64_t reference_pairs = 250'000'000;

/// A scan of all instances for every task is timed up to so many pairs.
inline constexpr std::uint64_t scan_pairs = 2'000'000'000;

struct Workload {
    std::string preset;
    GeneratedProblem generated;
    std::string cluster_json;  ///< the cluster documents, one after the other
    std::string burst_json;
    Problem problem;
};

/// The first requests of a workload, and what `reference` makes of them.
struct Prefix {
    Problem problem;
    Plan plan;
};

bool fits_scan(const Preset& preset);

const Workload& workload(const Preset& preset);

/// Of the workload in hand, made once.
const Prefix& reference_prefix(const Workload& load);

/// What is wrong with a plan that a backend made for a workload; empty = nothing.
///
/// A plan is refused that places nothing, loses tasks, or fills an instance beyond its CPU, memory
/// or GPUs; what it does with the requests of reference_prefix() must be what `reference` does.
std::string wrong_answer(const Preset& preset, const Plan& plan);

}  // namespace berth::bench
