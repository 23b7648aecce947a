// The metrics of a scenario are the same in whatever batch it is solved, and when it is alone.
#include <gtest/gtest.h>

#include <string>

#include "berth/error.hpp"
#include "whatif/metrics.hpp"
#include "whatif/random_sweep.hpp"
#include "whatif/scenario_world.hpp"

namespace berth {
namespace {

using host::whatif::MeasureBasis;
using host::whatif::ScenarioBatch;
using host::whatif::ScenarioWorld;

ScenarioMetrics measured(const ScenarioBatch& batch, const MeasureBasis& basis, std::size_t s) {
    BatchOptions options{.backend = "cpu", .progress = {}};
    options.threads = 1;
    options.plans = true;
    const auto answers = solve_batch(batch.problem, batch.scenarios, options);
    return host::whatif::measure(host::whatif::MetricsContext(batch, basis), s, answers[s]);
}

// The scenario written out, as a batch of its own.
ScenarioBatch alone(const MaterialisedScenario& scenario, const ScenarioBatch& batch,
                    std::size_t s) {
    Scenario own;
    own.seed = scenario.seed;
    ScenarioBatch single{
        compile(scenario.snapshot, scenario.burst), {}, {own}, {}, batch.outcome_count};
    for (const RequestCount& request : *batch.scenarios[s].requests) {
        single.outcomes.push_back(batch.outcomes[request.request_index]);
    }
    return single;
}

TEST(MetricsOfBatches, AreThoseOfEachScenarioAlone) {
    std::uint64_t compared = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const tests::Case made = tests::random_cluster_in_use(seed + 40'000);
        try {
            Sweep sweep = expand(tests::random_sweep(made, seed), made.snapshot);
            const MeasureBasis basis =
                host::whatif::measure_basis(made.snapshot, made.burst, catalogue_prices());
            const ScenarioWorld world(made.snapshot, made.burst, std::move(sweep));
            const std::uint64_t count = std::min<std::uint64_t>(world.scenario_count(), 6);
            const ScenarioBatch batch = world.batch(0, count);
            for (std::size_t s = 0; s < batch.scenarios.size(); ++s) {
                const MaterialisedScenario truth = world.materialised(batch.keys[s]);
                if (truth.snapshot.instances.empty()) continue;
                const std::string what =
                    "seed " + std::to_string(seed) + ", scenario " + std::to_string(s);
                const ScenarioMetrics together = measured(batch, basis, s);
                EXPECT_EQ(measured(alone(truth, batch, s), basis, 0), together) << what;
                EXPECT_EQ(measured(world.batch(s, 1), basis, 0), together) << what;
                ++compared;
            }
        } catch (const InputError&) {
            continue;  // what ECS refuses
        }
    }
    EXPECT_GT(compared, 50U);
}

}  // namespace
}  // namespace berth
