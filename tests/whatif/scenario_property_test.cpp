// Scenarios compiled together are answered as each is when it is written out and solved alone.
#include <gtest/gtest.h>

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "berth/solve.hpp"
#include "whatif/random_sweep.hpp"
#include "whatif/scenario_world.hpp"

namespace berth {
namespace {

using host::whatif::ScenarioBatch;
using host::whatif::ScenarioWorld;

// Ordinals differ between a scenario alone and among others; ARNs do not.
std::string arn(const Problem& problem, Ordinal ordinal) {
    return ordinal == no_instance ? "" : problem.instance(ordinal).arn;
}

using PlacedInWords = std::tuple<std::uint32_t, std::uint32_t, std::string, std::uint32_t,
                                 std::uint32_t, std::int32_t>;
using FailedInWords =
    std::tuple<std::uint32_t, std::uint32_t, std::uint32_t, ReasonTally, std::string, std::int64_t>;

struct Answer {
    std::vector<PlacedInWords> placed;
    std::vector<FailedInWords> failed;

    friend bool operator==(const Answer&, const Answer&) = default;
};

Answer in_words(const Problem& problem, const Plan& plan) {
    Answer answer;
    for (const PlacedTask& task : plan.tasks) {
        answer.placed.emplace_back(task.request_index, task.task_index, arn(problem, task.instance),
                                   task.gpu_first, task.gpu_count, task.zone);
    }
    for (const FailedTasks& failed : plan.failures) {
        const ClosestInstance closest = failed.closest.value_or(ClosestInstance{});
        answer.failed.emplace_back(failed.request_index, failed.task_index, failed.count,
                                   failed.reasons, arn(problem, closest.instance),
                                   closest.shortfall);
    }
    return answer;
}

Answer alone(const MaterialisedScenario& scenario) {
    const Problem problem = compile(scenario.snapshot, scenario.burst);
    SolveOptions options;
    options.seed = scenario.seed;
    options.backend = "reference";
    return in_words(problem, solve(problem, options));
}

void check_outcomes(const ScenarioBatch& batch, std::size_t s, const MaterialisedScenario& truth,
                    std::size_t base_requests) {
    const std::vector<RequestCount>& requests = *batch.scenarios[s].requests;
    ASSERT_EQ(requests.size(), truth.burst.size());
    for (std::size_t r = 0; r < requests.size(); ++r) {
        const std::size_t outcome = batch.outcomes.at(requests[r].request_index);
        ASSERT_LT(outcome, batch.outcome_count);
        if (truth.base_request[r] == MaterialisedScenario::npos) {
            EXPECT_GE(outcome, base_requests);
        } else {
            EXPECT_EQ(outcome, truth.base_request[r]);
        }
    }
}

// Returns the number of scenarios compared.
int compare(const ScenarioWorld& world, std::uint64_t first, std::uint64_t count,
            const std::string& backend) {
    const ScenarioBatch batch = world.batch(first, count);
    BatchOptions options;
    options.backend = backend;
    options.threads = 1;
    options.plans = true;
    const std::vector<ScenarioAnswer> answers =
        solve_batch(batch.problem, batch.scenarios, options);
    int compared = 0;
    for (std::size_t s = 0; s < answers.size(); ++s) {
        const MaterialisedScenario truth = world.materialised(batch.keys[s]);
        const std::string name = point_name(world.sweep(), batch.keys[s]);
        check_outcomes(batch, s, truth, world.burst().size());
        const Answer together = in_words(batch.problem, answers[s].plan);
        if (truth.snapshot.instances.empty()) {
            for (const PlacedInWords& task : together.placed) EXPECT_EQ(std::get<2>(task), "");
            continue;
        }
        const Answer expected = alone(truth);
        EXPECT_EQ(together.placed, expected.placed) << name;
        EXPECT_EQ(together.failed, expected.failed) << name;
        ++compared;
    }
    return compared;
}

class Scenarios : public ::testing::TestWithParam<std::string> {};

TEST_P(Scenarios, TogetherGetTheAnswersThatEachGetsAlone) {
    int compared = 0;
    int refused = 0;
    for (std::uint64_t seed = 1; seed <= 300; ++seed) {
        const tests::Case made = tests::random_cluster_in_use(seed);
        const Sweep sweep = tests::random_sweep(made, seed);
        try {
            const ScenarioWorld world(made.snapshot, made.burst, sweep);
            compared += compare(world, 0, world.scenario_count(), GetParam());
        } catch (const InputError&) {
            ++refused;  // edits that ECS would refuse, such as an eleventh constraint
        }
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
    EXPECT_GT(compared, 1500);
    EXPECT_LT(refused, 120);
}

INSTANTIATE_TEST_SUITE_P(Backends, Scenarios, ::testing::Values("reference", "cpu"),
                         [](const auto& test) { return test.param; });

TEST(ScenarioBatches, GiveTheSameAnswersWhereverTheyAreSplit) {
    for (std::uint64_t seed = 400; seed <= 440; ++seed) {
        const tests::Case made = tests::random_cluster_in_use(seed);
        try {
            const ScenarioWorld world(made.snapshot, made.burst, tests::random_sweep(made, seed));
            for (std::uint64_t s = world.scenario_count(); s-- > 0;) compare(world, s, 1, "cpu");
            for (std::uint64_t s = 0; s + 3 <= world.scenario_count(); s += 2) {
                compare(world, s, 3, "cpu");
            }
        } catch (const InputError&) {
            continue;
        }
        ASSERT_FALSE(HasFailure()) << "seed " << seed;
    }
}

TEST(ScenarioBatches, DoNotDependOnWhatWasAskedBefore) {
    for (std::uint64_t seed = 500; seed <= 530; ++seed) {
        const tests::Case made = tests::random_cluster_in_use(seed);
        const Sweep sweep = tests::random_sweep(made, seed);
        try {
            const ScenarioWorld world(made.snapshot, made.burst, sweep);
            for (std::uint64_t s = 0; s < world.scenario_count(); ++s) {
                const ScenarioKey key = scenario_key(sweep, s);
                const MaterialisedScenario kept = world.materialised(key);
                const MaterialisedScenario fresh =
                    materialise(made.snapshot, made.burst, sweep, key);
                ASSERT_EQ(kept.snapshot.instances.size(), fresh.snapshot.instances.size());
                for (std::size_t i = 0; i < kept.snapshot.instances.size(); ++i) {
                    ASSERT_EQ(kept.snapshot.instances[i].arn, fresh.snapshot.instances[i].arn);
                }
                if (kept.snapshot.instances.empty()) continue;
                ASSERT_EQ(alone(kept), alone(fresh));
            }
        } catch (const InputError&) {
            continue;
        }
    }
}

}  // namespace
}  // namespace berth
