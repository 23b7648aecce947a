// Scenarios of a sweep, compiled together: what they share exists once.
#pragma once

#include <cstddef>
#include <vector>

#include "berth/batch.hpp"
#include "berth/problem.hpp"
#include "berth/what_if.hpp"

namespace berth::host::whatif {

/// Consecutive scenarios, ready for solve_batch().
///
/// The problem holds every instance and every request that any of them has: an instance that an
/// edit changes appears twice, before and after, and each scenario removes what it does not have.
/// Ordinals are in the order of the ARNs, as everywhere.
struct ScenarioBatch {
    Problem problem;
    std::vector<ScenarioKey> keys;    ///< [S]
    std::vector<Scenario> scenarios;  ///< [S] the same, for the solver
    std::vector<std::size_t>
        outcomes;                   ///< [requests of the problem] into ScenarioMetrics::requests
    std::size_t outcome_count = 0;  ///< of the base burst, then of the displaced tasks
};

}  // namespace berth::host::whatif
