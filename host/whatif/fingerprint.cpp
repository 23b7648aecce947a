// A fingerprint of everything that the results of a sweep depend on, by the field tables of its
// records (whatif/fields.hpp, simulate/fields.hpp, model/fields.hpp).
#include <vector>

#include "berth/json.hpp"
#include "record/hasher.hpp"
#include "simulate/fields.hpp"
#include "whatif/fields.hpp"
#include "whatif/results_file.hpp"

namespace berth::host::whatif {

namespace {

using record::Hasher;

void add_base(Hasher& hasher, const Snapshot& base, const std::vector<Request>& burst) {
    hasher.add(container_instances_document(base));
    hasher.add(tasks_document(base));
    hasher.add(task_definitions_document(base));
    hasher.add(subnets_document(base));
    hasher.add(base.services);
    for (const Cluster& cluster : base.clusters) hasher.add(cluster.default_strategy);
    hasher.add(burst_document(burst));
}

// What a single placement does not look at, and the simulation.
void add_simulation(Hasher& hasher, const Snapshot& base, const Simulation& simulation) {
    hasher.add(base.capacity_providers);
    hasher.add(base.auto_scaling_groups);
    hasher.add(base.launch_templates);
    hasher.add(simulation);
}

Hasher hasher_of(const ScenarioWorld& world, const MeasureBasis& basis, bool over_time) {
    Hasher hasher(over_time);
    add_base(hasher, world.base(), world.burst());
    hasher.add(world.sweep());
    hasher.add(basis.prices);
    return hasher;
}

}  // namespace

std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis) {
    return hasher_of(world, basis, false).digits();
}

std::string fingerprint(const ScenarioWorld& world, const MeasureBasis& basis,
                        const Simulation& simulation) {
    Hasher hasher = hasher_of(world, basis, true);
    add_simulation(hasher, world.base(), simulation);
    return hasher.digits();
}

}  // namespace berth::host::whatif
