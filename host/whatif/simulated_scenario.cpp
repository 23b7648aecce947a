#include "whatif/simulated_scenario.hpp"

#include <fmt/format.h>

#include <utility>

#include "berth/error.hpp"

namespace berth::host::whatif {

namespace {

// Of one load, while its arrivals are scaled.
struct LoadScale {
    std::uint64_t before = 0;  // tasks in all
    std::uint64_t after = 0;
    std::uint64_t arrived = 0;  // so far, before and after
    std::uint64_t given = 0;

    std::uint32_t next(std::uint32_t count) {
        arrived += count;
        const std::uint64_t due = (arrived * after + before - 1) / before;
        return static_cast<std::uint32_t>(due - std::exchange(given, due));
    }
};

// A DAEMON service's tasks follow from the instances.
bool has_count(const TaskLoad& load) {
    return load.request.scheduling != SchedulingStrategy::daemon;
}

void scale_arrivals(std::vector<LoadScale> scales, Simulation& simulation) {
    std::vector<Arrival> arrivals;
    for (Arrival arrival : simulation.arrivals) {
        const TaskLoad& load = simulation.loads[arrival.load];
        LoadScale& scale = scales[arrival.load];
        if (has_count(load) && scale.before != scale.after) {
            arrival.count = scale.next(arrival.count);
            // A service with no task yet is a service all the same.
            if (arrival.count == 0 && !load.request.is_service()) continue;
        }
        arrivals.push_back(arrival);
    }
    simulation.arrivals = std::move(arrivals);
}

}  // namespace

std::vector<Request> burst_of(const Simulation& simulation) {
    std::vector<Request> burst;
    for (const TaskLoad& load : simulation.loads) {
        burst.push_back(load.request);
        if (has_count(load)) burst.back().count = 0;
    }
    for (const Arrival& arrival : simulation.arrivals) {
        if (arrival.load >= burst.size()) {
            throw InputError(fmt::format("an arrival is of load {} of {}", arrival.load,
                                         simulation.loads.size()));
        }
        if (has_count(simulation.loads[arrival.load])) burst[arrival.load].count += arrival.count;
    }
    return burst;
}

SimulatedScenario simulated_scenario(const ScenarioWorld& world, const Simulation& simulation,
                                     const ScenarioKey& key) {
    MaterialisedScenario placed = world.materialised(key);
    SimulatedScenario scenario{std::move(placed.snapshot), simulation};
    scenario.simulation.seed += placed.seed;
    std::vector<LoadScale> scales(simulation.loads.size());
    for (std::size_t l = 0; l < scales.size(); ++l) {
        scales[l].before = static_cast<std::uint64_t>(world.burst()[l].count);
    }
    for (std::size_t b = 0; b < placed.burst.size(); ++b) {
        const std::size_t load = placed.base_request[b];
        scales[load].after = static_cast<std::uint64_t>(placed.burst[b].count);
        scenario.simulation.loads[load].request = std::move(placed.burst[b]);
    }
    scale_arrivals(std::move(scales), scenario.simulation);
    apply_time_edits(world.sweep(), key, scenario);
    return scenario;
}

}  // namespace berth::host::whatif

namespace berth {

SimulatedScenario materialise(const Snapshot& base, const Simulation& simulation,
                              const Sweep& sweep, const ScenarioKey& key) {
    const host::whatif::ScenarioWorld world(base, host::whatif::burst_of(simulation), sweep,
                                            host::whatif::SweepKind::over_time);
    return host::whatif::simulated_scenario(world, simulation, key);
}

}  // namespace berth
