// Ranks among the instances that are there, and back.
#include "kernels/cluster.h"

#include <gtest/gtest.h>

#include <vector>

#include "generate_cases/dice.hpp"

namespace berth::kernels {
namespace {

TEST(Present, RankAndInstanceAreInverse) {
    tests::Dice dice(5);
    for (const std::uint32_t n : {1U, 31U, 32U, 33U, 63U, 64U, 65U, 200U, 1000U}) {
        ProblemView problem{};
        problem.instance_count = n;
        problem.plane_words = (n + plane_word_bits - 1) / plane_word_bits;
        std::vector<PlaneWord> present(problem.plane_words, 0);
        std::vector<std::uint32_t> instances;
        for (std::uint32_t i = 0; i < n; ++i) {
            if (dice.chance(60) && !(i >= 320 && i < 500)) {  // and a gap of whole words
                set_bit(present.data(), i, true);
                instances.push_back(i);
            }
        }
        std::vector<std::uint32_t> before;
        std::uint32_t count = 0;
        for (const PlaneWord word : present) {
            before.push_back(count);
            count += bits_set(word);
        }
        ScenarioView scenario{};
        scenario.present = present.data();
        scenario.present_before = before.data();
        scenario.present_count = count;
        const Cluster cluster{problem, scenario, {}};
        for (std::uint32_t rank = 0; rank < count; ++rank) {
            ASSERT_EQ(cluster.present_instance(rank), instances[rank]) << n;
            ASSERT_EQ(cluster.present_rank(instances[rank]), rank) << n;
        }
    }
}

TEST(Present, WithoutAPlaneEverybodyIsThere) {
    const ProblemView problem{};
    const ScenarioView scenario{};
    const Cluster cluster{problem, scenario, {}};
    EXPECT_EQ(cluster.present_instance(17), 17u);
    EXPECT_EQ(cluster.present_rank(17), 17u);
    EXPECT_TRUE(cluster.is_present(17));
}

}  // namespace
}  // namespace berth::kernels
