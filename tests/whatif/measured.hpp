// Short ways to batches of scenarios and their answers.
#pragma once

#include <numeric>
#include <utility>
#include <vector>

#include "support/builders.hpp"
#include "whatif/measure_basis.hpp"
#include "whatif/scenario_batch.hpp"

namespace berth::tests {

/// Each request is its own outcome.
inline host::whatif::ScenarioBatch batch_of(Snapshot snapshot, std::vector<Request> burst,
                                            std::vector<Scenario> scenarios = {Scenario{}}) {
    std::vector<std::size_t> outcomes(burst.size());
    std::iota(outcomes.begin(), outcomes.end(), std::size_t{0});
    const std::size_t count = outcomes.size();
    return {compile(std::move(snapshot), std::move(burst)),
            {},
            std::move(scenarios),
            std::move(outcomes),
            count};
}

inline std::vector<ScenarioAnswer> solved(const host::whatif::ScenarioBatch& batch) {
    BatchOptions options{.backend = "cpu", .progress = {}};
    options.plans = true;
    return solve_batch(batch.problem, batch.scenarios, options);
}

inline PriceList some_prices() {
    return {"USD", "by hand", {{"a1.medium", 0.0255}, {"c5.large", 0.085}, {"m5.xlarge", 0.192}}};
}

inline host::whatif::MeasureBasis basis_of(const host::whatif::ScenarioBatch& batch) {
    return host::whatif::measure_basis(batch.problem.snapshot(), batch.problem.burst(),
                                       some_prices());
}

}  // namespace berth::tests
