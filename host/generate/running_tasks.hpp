// The tasks that run before the burst.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "berth/snapshot.hpp"
#include "generate/blueprint.hpp"
#include "generate/fleet.hpp"

namespace berth::host::generate {

/// For each instance, the blueprints of its running tasks, by index.
using RunningTasks = std::vector<std::vector<std::uint32_t>>;

/// Fills 70 % of the instances, or what the preset says, up to U(0, 0.8) of their CPU with tasks of
/// the preset's own definitions, each as often as its weight says. `needs` has one entry per
/// blueprint. What runs respects every limit of its instance, the architecture and
/// `distinctInstance`; definitions with narrower conditions run no task beforehand.
RunningTasks draw_running_tasks(const Composition& composition, std::uint64_t seed,
                                const Fleet& fleet, std::span<const Blueprint> blueprints,
                                std::span<const Need> needs);

/// What is left for the burst on the instances that can take tasks.
Amounts amounts_left(const Fleet& fleet, const RunningTasks& running, std::span<const Need> needs);

/// Takes what the running tasks hold from the instances and appends the tasks to the snapshot.
/// The fleet's instances move into it.
void write_running_tasks(const Composition& composition, std::uint64_t seed, Fleet fleet,
                         const RunningTasks& running, std::span<const Blueprint> blueprints,
                         std::span<const Need> needs, Snapshot& snapshot);

}  // namespace berth::host::generate
