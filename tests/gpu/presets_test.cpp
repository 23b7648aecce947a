// Problems of the size that people have: the plan equals that of `cpu`, which other tests hold to
// the oracle, and is the same each time.
#include <gtest/gtest.h>

#include <algorithm>
#include <limits>
#include <ostream>
#include <utility>

#include "berth/batch.hpp"
#include "berth/generate.hpp"
#include "gpu/on_device.hpp"
#include "solve/device/tiles.hpp"

namespace berth::tests {
namespace {

std::vector<Request> first_tasks(std::vector<Request> burst, std::int64_t tasks) {
    std::vector<Request> first;
    for (Request& request : burst) {
        if (tasks == 0) break;
        request.count = std::min(request.count, tasks);
        tasks -= request.count;
        first.push_back(std::move(request));
    }
    return first;
}

// The first `tasks` tasks of the preset's burst. The last preset is kept: making one takes longer
// than solving it.
Problem preset(const std::string& name, std::uint64_t seed,
               std::int64_t tasks = std::numeric_limits<std::int64_t>::max()) {
    static std::string made;
    static GeneratedProblem generated;
    if (made != name + std::to_string(seed)) {
        generated = generate({.preset = name, .seed = seed, .load = {}});
        made = name + std::to_string(seed);
    }
    return compile(generated.snapshot, first_tasks(generated.burst, tasks));
}

class PresetOnDevice : public OnDevice<::testing::TestWithParam<std::string>> {};

TEST_P(PresetOnDevice, ThePlanIsThatOfCpu) {
    // A hundred thousand classes take the host minutes; a tenth of them does.
    const std::int64_t tasks = GetParam() == "unique-10k" ? 10'000 : 1'000'000;
    const Problem problem = preset(GetParam(), 0, tasks);
    const Plan expected = plan_by("cpu", problem, 0);
    const Plan actual = plan_by(backend_under_test(), problem, 0);
    ASSERT_EQ(actual.backend, backend_under_test());
    ASSERT_FALSE(actual.tasks.empty());
    ASSERT_TRUE(actual.tasks == expected.tasks);
    ASSERT_TRUE(actual.failures == expected.failures);
}

INSTANTIATE_TEST_SUITE_P(Presets, PresetOnDevice,
                         ::testing::Values("workshop", "fleet-5k", "gpu-burst", "burst-10k",
                                           "random-10k", "affinity-10k", "unique-10k"),
                         [](const auto& test) {
                             std::string name = test.param;
                             for (char& c : name) c = c == '-' ? '_' : c;
                             return name;
                         });

// Tiles take so many tasks and so many classes (solve/block/tiles.hpp): bursts around both. In
// unique-10k every task is a class of its own.
struct BurstSize {
    std::string preset;
    std::int64_t tasks;
};

void PrintTo(const BurstSize& size, std::ostream* out) {
    *out << size.tasks << " tasks of " << size.preset;
}

std::vector<BurstSize> burst_sizes() {
    const host::solve::device::TileLimits limits;
    std::vector<BurstSize> sizes = {{"fleet-5k", 0}, {"fleet-5k", 1}};
    for (const auto& [name, most] :
         {std::pair("fleet-5k", limits.tasks), std::pair("unique-10k", limits.classes)}) {
        for (const std::int64_t tiles : {1, 2}) {
            for (const std::int64_t more : {-1, 0, 1}) sizes.push_back({name, tiles * most + more});
        }
    }
    return sizes;
}

class TileBorder : public OnDevice<::testing::TestWithParam<BurstSize>> {};

TEST_P(TileBorder, ThePlanIsThatOfReference) {
    const Problem problem = preset(GetParam().preset, 2, GetParam().tasks);
    const Plan expected = plan_by("reference", problem, 2);
    const Plan actual = plan_by(backend_under_test(), problem, 2);
    ASSERT_EQ(actual.tasks.size() + actual.failed(), static_cast<std::uint64_t>(GetParam().tasks));
    ASSERT_TRUE(actual.tasks == expected.tasks);
    ASSERT_TRUE(actual.failures == expected.failures);
}

INSTANTIATE_TEST_SUITE_P(Bursts, TileBorder, ::testing::ValuesIn(burst_sizes()));

class RepeatedRuns : public OnDevice<::testing::Test> {};

// One preset that a single block places, one that is placed tile by tile.
TEST_F(RepeatedRuns, GiveTheSameBytesOnPresets) {
    for (const char* name : {"gpu-burst", "fleet-5k"}) {
        const Problem problem = preset(name, 5);
        const std::string first = plan_bytes(problem, plan_by(backend_under_test(), problem, 5), 5);
        for (int again = 0; again < 4; ++again) {
            ASSERT_TRUE(plan_bytes(problem, plan_by(backend_under_test(), problem, 5), 5) == first)
                << name;
        }
    }
}

// More scenarios than a launch takes, all alike: all answers are.
TEST_F(RepeatedRuns, GiveTheSameCountsInABatchOfSeveralLaunches) {
    const Problem problem = preset("workshop", 3);
    const std::vector<Scenario> scenarios(65'536 + 7, Scenario{{}, {}, 3});
    const auto answers =
        solve_batch(problem, scenarios, {.backend = backend_under_test(), .progress = {}});
    const Plan expected = plan_by("reference", problem, 3);
    ASSERT_EQ(answers.size(), scenarios.size());
    for (const ScenarioAnswer& answer : answers) {
        ASSERT_EQ(answer.placed, expected.tasks.size());
        ASSERT_EQ(answer.failed, expected.failed());
    }
}

}  // namespace
}  // namespace berth::tests
