// Fleets of sizes on both sides of every border that the kernels have: the words of planes, the
// blocks of threads, the sizes from which another block or the tiles are used, the shared memory.
#include <gtest/gtest.h>

#include <iterator>
#include <set>

#include "berth/batch.hpp"
#include "berth/error.hpp"
#include "generate_cases/case.hpp"
#include "gpu/on_device.hpp"
#include "kernels/problem_view.h"
#include "kernels/tuning.h"
#include "solve/backend.hpp"
#include "solve/batch/single_solves.hpp"
#include "solve/device/pack_tuning.hpp"

namespace berth::tests {
namespace {

/// The sizes at which any device changes its way; one device has a few of them.
std::set<std::size_t> tuned_sizes() {
    std::set<std::size_t> sizes;
    for (const kernels::Tuning& row : kernels::tuning_table) {
        sizes.insert(std::begin(row.wider_from), std::end(row.wider_from));
        sizes.insert({row.instances_in_shared_memory, row.tiles_from});
    }
    return sizes;
}

std::set<std::size_t> border_sizes() {
    std::set<std::size_t> sizes = {1, 2, 31, 32, 33, 63, 64, 65};
    for (const int threads : kernels::block_widths) {
        for (const std::size_t blocks : {1U, 2U}) {
            const std::size_t size = blocks * static_cast<std::size_t>(threads);
            sizes.insert({size - 1, size, size + 1});
        }
    }
    for (const std::size_t size : tuned_sizes()) sizes.insert({size - 1, size, size + 1});
    // Placed in tiles: full segments and one more, and many segments.
    constexpr std::size_t segment =
        kernels::chunk_size * std::size_t{host::solve::device::PackTuning{}.chunks_per_segment};
    sizes.insert({3 * segment - 1, 3 * segment, 3 * segment + 1, 16 * segment + 1});
    return sizes;
}

// Nothing gone; every third instance gone; all of the first word, and the last instance.
std::vector<Scenario> removals(std::size_t instances, std::uint64_t seed) {
    std::vector<Scenario> scenarios(3);
    const auto count = static_cast<Ordinal>(instances);
    for (Ordinal i = 0; i < count; ++i) {
        if (i % 3 == 1) scenarios[1].removed.push_back(i);
        if (count > 33 && (i < 32 || i == count - 1)) scenarios[2].removed.push_back(i);
    }
    for (Scenario& scenario : scenarios) scenario.seed = seed++;
    return scenarios;
}

class FleetSize : public OnDevice<::testing::TestWithParam<std::size_t>> {
   protected:
    // A few cases that ECS accepts; one of a large fleet, which takes its time.
    template <typename Check>
    void for_each_case(const Check& check) {
        const int wanted = GetParam() < 10'000 ? 4 : 1;
        int accepted = 0;
        for (std::uint64_t seed = 1; accepted < wanted && seed < 40; ++seed) {
            const Case made = random_case(seed * 1'000'003, GetParam());
            try {
                const Problem problem = compile(made.snapshot, made.burst);
                check(problem, made.seed, "random_case(" + std::to_string(seed * 1'000'003) + ")");
                ++accepted;
            } catch (const InputError&) {
                continue;
            }
            if (HasFatalFailure()) return;
        }
        EXPECT_EQ(accepted, wanted);
    }
};

TEST_P(FleetSize, ThePlanIsThatOfReference) {
    for_each_case([](const Problem& problem, std::uint64_t seed, const std::string& what) {
        const Plan expected = plan_by("reference", problem, seed);
        const Plan actual = plan_by(backend_under_test(), problem, seed);
        ASSERT_EQ(actual.backend, backend_under_test());
        ASSERT_EQ(actual.tasks, expected.tasks) << what;
        ASSERT_EQ(actual.failures, expected.failures) << what;
    });
}

TEST_P(FleetSize, EachScenarioOfABatchGetsWhatReferenceGivesItAlone) {
    for_each_case([](const Problem& problem, std::uint64_t seed, const std::string& what) {
        const std::vector<Scenario> scenarios = removals(problem.instance_count(), seed);
        BatchOptions options{.backend = backend_under_test(), .progress = {}};
        options.plans = true;
        const auto expected = host::solve::batch::solve_one_by_one(
            host::solve::reference::reference_backend(), problem.compiled(), scenarios, options);
        const auto actual = solve_batch(problem, scenarios, options);
        ASSERT_EQ(actual.size(), expected.size());
        for (std::size_t s = 0; s < expected.size(); ++s) {
            ASSERT_EQ(actual[s].placed_of_request, expected[s].placed_of_request) << what << s;
            ASSERT_EQ(actual[s].plan.tasks, expected[s].plan.tasks) << what << s;
            ASSERT_EQ(actual[s].plan.failures, expected[s].plan.failures) << what << s;
        }
    });
}

TEST_P(FleetSize, RepeatedRunsGiveTheSameBytes) {
    for_each_case([](const Problem& problem, std::uint64_t seed, const std::string& what) {
        const auto bytes = [&] {
            return plan_bytes(problem, plan_by(backend_under_test(), problem, seed), seed);
        };
        const std::string first = bytes();
        for (int again = 0; again < 3; ++again) ASSERT_EQ(bytes(), first) << what;
    });
}

INSTANTIATE_TEST_SUITE_P(Instances, FleetSize, ::testing::ValuesIn(border_sizes()),
                         ::testing::PrintToStringParamName());

class NoInstances : public OnDevice<::testing::Test> {};

// Without instances there is room on Fargate alone.
TEST_F(NoInstances, FargateTasksArePlacedAndOthersAreRefused) {
    Case made = random_case(1);
    made.snapshot.instances.clear();
    made.snapshot.tasks.clear();
    Request request;
    request.task_definition = "t0";
    request.count = 3;
    made.burst = {request};
    EXPECT_THROW(plan_by(backend_under_test(), compile(made.snapshot, made.burst), 0), InputError);
    made.burst.front().launch_type = LaunchType::fargate;
    const Problem problem = compile(made.snapshot, made.burst);
    EXPECT_EQ(plan_by(backend_under_test(), problem, 0).tasks,
              plan_by("reference", problem, 0).tasks);
}

}  // namespace
}  // namespace berth::tests
