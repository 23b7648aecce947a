// What-if sweeps: a base cluster and burst, and many scenarios of it.
//
// The base is a fifth of the preset fleet-5k: 1,000 instances, 10,000 tasks, the same 40 task
// definitions. Scenarios differ in their seed and in up to 50 instances that are not there.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "berth/berth.hpp"

namespace berth::bench {

/// Made once.
const Problem& sweep_base();

/// The first one is the base itself; the others lack every 20th to every 69th instance.
std::vector<Scenario> sweep_scenarios(std::size_t count);

/// A GPU wants thousands of scenarios at a time; two cores have enough with a few.
/// BERTH_BENCH_SCENARIOS asks for another number.
std::size_t sweep_size(const std::string& backend);

/// What is wrong with the answers, judged by the first few scenarios; empty = nothing.
std::string wrong_sweep(const std::vector<Scenario>& scenarios,
                        const std::vector<ScenarioAnswer>& answers);

}  // namespace berth::bench
