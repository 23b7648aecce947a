#include <gtest/gtest.h>

#include <cmath>

#include "berth/json.hpp"
#include "fleet/fleet_cases.hpp"

namespace berth {
namespace {

constexpr std::uint64_t cases = 600;

std::string described(std::uint64_t seed, const test::FleetCase& made) {
    std::string text = "seed " + std::to_string(seed) + "\n" +
                       task_definitions_document(made.base) + burst_document(made.burst);
    for (const FleetType& type : made.options.types) {
        text += type.instance_type + ":" + std::to_string(type.min) + "-" +
                std::to_string(type.max) + "\n";
    }
    return text;
}

TEST(FleetSearchProperty, FindsWhatEnumeratingAllFleetsFinds) {
    std::uint64_t found = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        const test::FleetCase made = test::fleet_case(seed);
        const FleetSearchResult result = search_fleet(made.base, made.burst, made.options);
        const auto best = test::best_by_enumeration(made.base, made.burst, made.options);
        ASSERT_EQ(result.found, best.has_value()) << described(seed, made);
        ASSERT_EQ(result.end, FleetSearchEnd::proven) << described(seed, made);
        if (!best) continue;
        ++found;
        ASSERT_NEAR(result.objective, best->objective, 1e-9) << described(seed, made);
        ASSERT_TRUE(test::takes_burst(made.base, made.burst, made.options, result.counts))
            << described(seed, made);
    }
    EXPECT_GT(found, cases / 3);
    EXPECT_LT(found, cases);
}

TEST(FleetSearchProperty, BoundsNeverExceedTheOptimum) {
    std::uint64_t loose = 0;
    for (std::uint64_t seed = 1; seed <= cases; ++seed) {
        test::FleetCase made = test::fleet_case(seed);
        const auto best = test::best_by_enumeration(made.base, made.burst, made.options);
        if (!best) continue;
        for (const std::uint64_t evaluations : {1U, 3U, 10U}) {
            made.options.max_evaluations = evaluations;
            const FleetSearchResult result = search_fleet(made.base, made.burst, made.options);
            ASSERT_LE(result.relaxation_bound, best->objective + 1e-9) << described(seed, made);
            ASSERT_LE(result.lower_bound, best->objective + 1e-9) << described(seed, made);
            if (result.found) {
                ASSERT_GE(result.objective, best->objective - 1e-9);
            }
            if (result.end != FleetSearchEnd::proven) ++loose;
        }
    }
    EXPECT_GT(loose, 0U);
}

}  // namespace
}  // namespace berth
