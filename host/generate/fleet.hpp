// The fleet of a preset before the burst: its instances, and the tasks that run on them.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "berth/catalogue.hpp"
#include "berth/instance.hpp"
#include "berth/snapshot.hpp"
#include "generate/blueprint.hpp"
#include "generate/composition.hpp"

namespace berth::host::generate {

/// Amounts of the resources that a load is measured in.
struct Amounts {
    std::int64_t cpu_units = 0;
    std::int64_t memory_mib = 0;
    std::int64_t gpus = 0;
};

struct Fleet {
    std::vector<ContainerInstance> instances;
    std::vector<const InstanceType*> types;  ///< of each instance
};

Fleet make_fleet(const Composition& composition, std::uint64_t seed);

/// Whether an instance may take tasks of the burst at all.
bool can_take_tasks(const ContainerInstance& instance);

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
