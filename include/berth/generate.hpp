// Synthetic clusters and bursts, by seed: same seed, same bytes, on every machine.
//
// Example:
//
//     berth::GenerateOptions options;
//     options.preset = "workshop";
//     const berth::GeneratedProblem made = berth::generate(options);
//     assert(made.snapshot.instances.size() == 4);
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/request.hpp"
#include "berth/snapshot.hpp"

namespace berth {

struct Preset {
    std::string_view name;
    std::string_view description;
    std::uint32_t instances;
    std::uint32_t tasks;
    std::uint32_t task_definitions;
};

/// The presets in the order in which help lists them.
std::span<const Preset> presets();

struct GenerateOptions {
    std::string preset;
    std::uint64_t seed = 0;
    std::optional<double> load;  ///< share of the scarcest resource to ask for; absent = 1.0
};

struct GeneratedProblem {
    Snapshot snapshot;
    std::vector<Request> burst;
};

/// Makes a snapshot with running tasks and a burst that asks for the load, within a few percent, of
/// what is left on connected ACTIVE instances. The preset fixes the number of instances, tasks and
/// task definitions, so task sizes and the number of GPU tasks follow the load. Running tasks
/// belong to task definitions of the preset. O(instances + tasks).
/// Throws InputError for an unknown preset or a load outside (0, 100].
GeneratedProblem generate(const GenerateOptions& options);

}  // namespace berth
