// Small random simulations that touch every rule: groups, services, losses, moving conditions.
#pragma once

#include "generate_cases/dice.hpp"
#include "simulate/simulated_cluster.hpp"

namespace berth::tests {

test::SimulatedCluster random_simulation(Dice& dice);

}  // namespace berth::tests
