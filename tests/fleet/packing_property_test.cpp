#include <fmt/format.h>
#include <gtest/gtest.h>

#include "fleet/packing_model.hpp"
#include "generate_cases/dice.hpp"
#include "support/builders.hpp"

namespace berth {
namespace {

struct Packing {
    Snapshot base;
    std::vector<Request> burst;
    FleetSearchOptions options;
};

Packing random_packing(std::uint64_t seed) {
    tests::Dice dice(seed);
    Packing made;
    const std::size_t requests = 1 + dice.below(4);
    for (std::size_t i = 0; i < requests; ++i) {
        const std::string family = fmt::format("work-{}", i);
        const std::int64_t cpu_units = dice.between(64, 2048);
        const std::int64_t memory_mib = dice.between(64, 5000);
        TaskDefinition definition = test::make_definition(family, cpu_units, memory_mib);
        if (dice.chance(15)) definition.containers.front().gpus.count = 1;
        made.base.task_definitions.push_back(std::move(definition));
        made.burst.push_back(test::run_task(family, dice.between(1, 6)));
    }
    for (const char* name : {"c5.xlarge", "m5.large", "g4dn.xlarge"}) {
        FleetType type;
        type.instance_type = name;
        type.max = dice.between(1, 4);
        made.options.types.push_back(std::move(type));
    }
    made.options.backend = "cpu";
    return made;
}

TEST(PackingProperty, BoundsNeverExceedTheCheapestPacking) {
    std::size_t packed = 0;
    std::size_t tight = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Packing made = random_packing(seed);
        const auto exact = test::exact_packing_cost(made.base, made.burst, made.options);
        const FleetSearchResult result = search_fleet(made.base, made.burst, made.options);
        if (!exact) {
            ASSERT_FALSE(result.found) << "seed " << seed;
            continue;
        }
        ++packed;
        ASSERT_LE(result.relaxation_bound, *exact + 1e-6) << "seed " << seed;
        if (result.relaxation_bound > 0.8 * *exact) ++tight;
        if (result.found) {
            ASSERT_GE(result.objective, *exact - 1e-6) << "seed " << seed;
        }
    }
    EXPECT_GT(packed, 20U);
    EXPECT_GT(tight, packed / 2);
}

}  // namespace
}  // namespace berth
