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

/// Problems of at most so many (instance, task) pairs are also solved by the backend `reference`.
inline constexpr std::uint64_t reference_pairs = 1'500'000'000;

struct Workload {
    std::string preset;
    GeneratedProblem generated;
    std::string cluster_json;  ///< the cluster documents, one after the other
    std::string burst_json;
    Problem problem;
};

/// Whether `reference` gets through a preset in bearable time.
bool fits_reference(const Preset& preset);

const Workload& workload(const Preset& preset);

/// What is wrong with a plan that `backend` made for a workload; empty = nothing.
///
/// A plan is refused that places nothing, loses tasks, or fills an instance beyond its CPU, memory
/// or GPUs; where fits_reference() holds it must also equal the plan of `reference`.
std::string wrong_answer(const Preset& preset, const Plan& plan);

}  // namespace berth::bench
