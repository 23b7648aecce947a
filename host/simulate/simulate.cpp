// Entry point of the simulation.
#include "berth/simulate.hpp"

#include "simulate/engine.hpp"
#include "simulate/totals.hpp"

namespace berth {

SimulationResult simulate(const Snapshot& snapshot, const Simulation& input,
                          const SimulateOptions& options) {
    SimulationResult result;
    host::simulate::Engine engine(snapshot, input, options, result);
    engine.run();
    result.simulation = input;
    result.simulation.arrivals.clear();
    result.totals.peak_instances = engine.recorder().peak_instances();
    result.totals.events = engine.recorder().events();
    host::simulate::add_totals(result, options.prices, engine.recorder().now());
    return result;
}

}  // namespace berth
