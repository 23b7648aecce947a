#include "berth/generate.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <limits>
#include <set>
#include <string>

#include "berth/error.hpp"
#include "generate/inventory.hpp"

namespace berth {
namespace {

using testing::HasSubstr;

GeneratedProblem generated(const std::string& preset, std::uint64_t seed = 0,
                           std::optional<double> load = {}) {
    return generate({.preset = preset, .seed = seed, .load = load});
}

TEST(Generate, ListsThePresetsWithTheirSizes) {
    std::set<std::string_view> names;
    for (const Preset& preset : presets()) {
        EXPECT_FALSE(preset.description.empty());
        names.insert(preset.name);
    }
    EXPECT_EQ(names, (std::set<std::string_view>{"workshop", "fleet-5k", "burst-10k", "gpu-burst",
                                                 "random-10k", "affinity-10k", "unique-10k",
                                                 "region-100k"}));
    EXPECT_EQ(presets().back().instances, 100'000u);
    EXPECT_EQ(presets().back().tasks, 1'000'000u);
    EXPECT_EQ(presets().back().task_definitions, 500u);
}

// The numbers were printed by this program; a machine on which they differ has another generator.
TEST(Generate, MakesTheSameBytesOnEveryMachine) {
    EXPECT_EQ(digest_of(generated("workshop", 0)), 9430216634770767772u);
    EXPECT_EQ(digest_of(generated("gpu-burst", 7)), 5297318180336697045u);
    EXPECT_EQ(digest_of(generated("fleet-5k", 42)), 15680049495699925862u);
    EXPECT_EQ(digest_of(generated("affinity-10k", 1)), 9744648337036418590u);
}

TEST(Generate, MakesTheSameBytesTwice) {
    EXPECT_EQ(digest_of(generated("gpu-burst", 3, 0.8)), digest_of(generated("gpu-burst", 3, 0.8)));
}

TEST(Generate, MakesOtherBytesFromAnotherSeed) {
    EXPECT_NE(digest_of(generated("gpu-burst", 1)), digest_of(generated("gpu-burst", 2)));
    const auto largest = std::numeric_limits<std::uint64_t>::max();
    EXPECT_NE(digest_of(generated("gpu-burst", 1)), digest_of(generated("gpu-burst", largest)));
}

TEST(Generate, AsksForTheLoadThatIsWanted) {
    for (const char* preset : {"fleet-5k", "gpu-burst"}) {
        for (const double load : {0.5, 0.8, 1.3}) {
            for (const std::uint64_t seed : {0u, 1u, 2u}) {
                EXPECT_NEAR(load_of(generated(preset, seed, load)) / load, 1.0, 0.04)
                    << preset << " with seed " << seed << " and load " << load;
            }
        }
    }
}

TEST(Generate, SurvivesLoadsAtBothEnds) {
    for (const double load : {1e-9, 100.0}) {
        const GeneratedProblem problem = generated("gpu-burst", 5, load);
        EXPECT_EQ(tasks_of(problem.burst), 8152) << load;
        EXPECT_EQ(problem.snapshot.task_definitions.size(), 151u) << load;
    }
}

TEST(Generate, RefusesLoadsThatAreNone) {
    for (const double load : {0.0, -1.0, 100.5, std::nan(""), HUGE_VAL}) {
        EXPECT_THROW(generated("workshop", 0, load), InputError) << load;
    }
}

TEST(Generate, NamesThePresetsWhenOneIsUnknown) {
    try {
        generated("fleet-6k");
        FAIL() << "expected an InputError";
    } catch (const InputError& error) {
        EXPECT_THAT(error.what(), HasSubstr("fleet-6k"));
        EXPECT_THAT(error.what(), HasSubstr("workshop, fleet-5k"));
    }
}

TEST(Workshop, HasArmAndGpuInstancesAndATaskForEach) {
    const GeneratedProblem problem = generated("workshop");
    std::multiset<std::string> types;
    for (const ContainerInstance& instance : problem.snapshot.instances) {
        types.insert(*instance.attribute("ecs.instance-type"));
        EXPECT_EQ(instance.registered.gpu_ids.size(),
                  *instance.attribute("ecs.instance-type") == "p2.xlarge" ? 1u : 0u);
    }
    EXPECT_EQ(types,
              (std::multiset<std::string>{"p2.xlarge", "p2.xlarge", "t4g.micro", "t4g.micro"}));
    const auto definitions = definitions_by_name(problem.snapshot);
    EXPECT_EQ(asked_by(*definitions.at("hello-arm64:1")), (Asked{10, 200, 0}));
    EXPECT_EQ(asked_by(*definitions.at("hello-gpu:1")), (Asked{100, 80, 1}));
}

TEST(Unique10k, HasNoTwoTasksAlike) {
    const GeneratedProblem problem = generated("unique-10k", 1);
    std::set<Asked> sizes;
    for (const TaskDefinition& definition : problem.snapshot.task_definitions) {
        sizes.insert(asked_by(definition));
    }
    EXPECT_EQ(sizes.size(), 100'000u);
    for (const Request& request : problem.burst) ASSERT_EQ(request.count, 1);
}

TEST(Random10k, NamesNoStrategy) {
    for (const Request& request : generated("random-10k", 1).burst) {
        ASSERT_FALSE(request.strategies.has_value()) << request.task_definition;
    }
}

TEST(Burst10k, RequestsOfAllDefinitionsAreInterleaved) {
    const GeneratedProblem problem = generated("burst-10k", 1);
    std::size_t neighbours_alike = 0;
    for (std::size_t i = 1; i < problem.burst.size(); ++i) {
        if (problem.burst[i].task_definition == problem.burst[i - 1].task_definition) {
            ++neighbours_alike;
        }
    }
    EXPECT_LT(neighbours_alike, problem.burst.size() / 4);
}

TEST(Burst10k, FewInstancesDrainOrLostTheirAgent) {
    const GeneratedProblem problem = generated("burst-10k", 1);
    int draining = 0;
    int disconnected = 0;
    int loaded = 0;
    for (const ContainerInstance& instance : problem.snapshot.instances) {
        draining += instance.status == "DRAINING" ? 1 : 0;
        disconnected += instance.agent_connected ? 0 : 1;
        loaded += instance.running_tasks_count > 0 ? 1 : 0;
    }
    EXPECT_NEAR(draining, 200, 60);
    EXPECT_NEAR(disconnected, 100, 50);
    EXPECT_GT(loaded, 5000);
    EXPECT_LT(loaded, 7200);
}

}  // namespace
}  // namespace berth
