// The vector loops against plain ones, and whole plans against `reference`, with every instruction
// set that this machine has.
#include "solve/cpu/vectors.hpp"

#include <gtest/gtest.h>
#include <hwy/highway.h>

#include <random>

#include "berth/error.hpp"
#include "berth/generate.hpp"
#include "generate_cases/case.hpp"
#include "solve/backend.hpp"
#include "solve/cpu/cpu_solver.hpp"

namespace berth::host::solve {
namespace {

// Forces one instruction set for the length of a test.
class Vectors : public testing::TestWithParam<std::int64_t> {
   protected:
    void SetUp() override {
        hwy::SetSupportedTargetsForTest(GetParam());
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
        ASSERT_STREQ(cpu::vectors::instruction_set(), hwy::TargetName(GetParam()));
    }
    void TearDown() override {
        hwy::SetSupportedTargetsForTest(0);
        hwy::GetChosenTarget().Update(hwy::SupportedTargets());
    }

    std::int32_t amount() { return std::uniform_int_distribution<std::int32_t>(-3, 3)(random_); }
    Amounts amounts() {
        Amounts amounts{};
        for (std::size_t r = 0; r < kernels::resource_count; ++r) amounts.of[r] = amount();
        return amounts;
    }
    compile::PlaneWord word() { return random_() & random_(); }
    solve::cpu::AmountTile tile() {
        solve::cpu::AmountTile tile;
        for (std::size_t k = 0; k < solve::cpu::AmountTile::size; ++k) tile.set(k, amounts());
        return tile;
    }
    std::vector<solve::cpu::AmountTile> tiles(std::size_t count) {
        std::vector<solve::cpu::AmountTile> tiles(count);
        for (solve::cpu::AmountTile& one : tiles) one = tile();
        return tiles;
    }

    std::mt19937_64 random_{7};
};
INSTANTIATE_TEST_SUITE_P(InstructionSets, Vectors,
                         testing::ValuesIn(hwy::SupportedAndGeneratedTargets()),
                         [](const auto& test) { return hwy::TargetName(test.param); });

bool bit(compile::PlaneWord word, std::size_t k) {
    return ((word >> k) & 1U) != 0;
}

TEST_P(Vectors, CoverAsAmountsDo) {
    for (int round = 0; round < 50; ++round) {
        const solve::cpu::AmountTile here = tile();
        const Amounts asked = amounts();
        const compile::PlaneWord covering = cpu::vectors::covering(here, asked);
        compile::PlaneWord covered = 0;
        cpu::vectors::covered({&here, 1}, asked, &covered);
        for (std::size_t k = 0; k < solve::cpu::AmountTile::size; ++k) {
            ASSERT_EQ(bit(covering, k), here.get(k).covers(asked)) << k;
            ASSERT_EQ(bit(covered, k), asked.covers(here.get(k))) << k;
        }
    }
}

TEST_P(Vectors, CoverWithinAPlaneAndCount) {
    const std::vector<solve::cpu::AmountTile> here = tiles(5);
    const std::vector<compile::PlaneWord> within = {word(), 0, ~compile::PlaneWord{0}, word(),
                                                    word()};
    std::vector<compile::PlaneWord> out(5);
    const Amounts asked{-1, -2, 0, -3};
    const std::size_t count = cpu::vectors::covering(here, asked, within.data(), out.data());
    std::size_t expected = 0;
    for (std::size_t w = 0; w < 5; ++w) {
        EXPECT_EQ(out[w], within[w] & cpu::vectors::covering(here[w], asked)) << w;
        expected += static_cast<std::size_t>(std::popcount(out[w]));
    }
    EXPECT_EQ(count, expected);
}

TEST_P(Vectors, CoverInABlockAsInATileAndFindItsLargestAmounts) {
    for (int round = 0; round < 50; ++round) {
        const solve::cpu::AmountTile same = tile();
        solve::cpu::AmountBlock here;
        Amounts largest = Amounts::none();
        for (std::size_t k = 0; k < solve::cpu::AmountBlock::size; ++k) {
            here.rows[k] = same.get(k);
            largest.raise_to(same.get(k));
        }
        const Amounts asked = amounts();
        ASSERT_EQ(cpu::vectors::covering(here, asked), cpu::vectors::covering(same, asked));
        ASSERT_EQ(cpu::vectors::largest(here), largest);
    }
}

TEST_P(Vectors, FindTheFirstOfTheLargestWithinAPlane) {
    for (int round = 0; round < 50; ++round) {
        const std::vector<solve::cpu::AmountTile> here = tiles(3);
        std::vector<compile::PlaneWord> plane = {0, word() & word() & word(), word() & word()};
        plane[2] |= 1;
        const auto found =
            cpu::vectors::largest_within(here, kernels::Resource::memory, plane.data(), 1);
        std::int32_t largest = Amounts::nothing;
        std::size_t first = 0;
        for (std::size_t w = 0; w < 3; ++w) {
            compile::for_each_bit(plane[w], w, [&](std::size_t i) {
                if (here[w][kernels::Resource::memory][i % 64] <= largest) return;
                largest = here[w][kernels::Resource::memory][i % 64];
                first = i;
            });
        }
        ASSERT_EQ(found.value, largest);
        ASSERT_EQ(found.instance, first);
    }
}

TEST_P(Vectors, FindTheSlotsThatAnInstanceReaches) {
    std::vector<cpu::vectors::SlotTile> slots(2);
    for (cpu::vectors::SlotTile& one : slots) {
        one.asked = tile();
        for (std::int32_t& bound : one.bound_left) bound = amount();
    }
    const Amounts row{2, 1, 3, 2};
    compile::PlaneWord out[2];
    cpu::vectors::reached_slots(slots, row, 1, out);
    for (std::size_t s = 0; s < 128; ++s) {
        const cpu::vectors::SlotTile& one = slots[s / 64];
        ASSERT_EQ(bit(out[s / 64], s % 64),
                  row.covers(one.asked.get(s % 64)) && one.bound_left[s % 64] >= 1)
            << s;
    }
}

TEST_P(Vectors, RankInTheRandomOrder) {
    for (const std::uint64_t n : {1U, 2U, 5U, 8U, 9U, 63U, 64U, 65U, 1000U, 5000U}) {
        const RandomOrder order(42, n, n);
        std::vector<std::uint32_t> instances;
        for (std::uint64_t p = 0; p < n; ++p) {
            instances.push_back(static_cast<std::uint32_t>(order.at(p)));
        }
        std::vector<std::uint64_t> ranks(n);
        cpu::vectors::ranks(order, instances, ranks.data());
        for (std::uint64_t p = 0; p < n; ++p) ASSERT_EQ(ranks[p], p) << n;
    }
}

// The plane and the room leave from all instances to none.
TEST_P(Vectors, DrawTheFirstInstanceThatDoes) {
    for (const std::uint64_t n : {1U, 2U, 5U, 15U, 16U, 17U, 64U, 65U, 1000U, 5000U}) {
        for (std::uint64_t seed = 0; seed < 60; ++seed) {
            const RandomOrder order(seed, n, n);
            compile::BitPlane plane(n);
            compile::BitPlane roomy(n);
            for (std::size_t i = 0; i < n; ++i) {
                plane.assign(i, random_() % (1 + seed % 6) == 0);
                roomy.assign(i, random_() % (1 + seed / 6) == 0);
            }
            const std::size_t steps = seed % 3 == 0 ? n : random_() % (n + 1);
            std::optional<std::size_t> expected;
            for (std::size_t p = 0; p < steps && !expected; ++p) {
                const std::size_t i = order.at(p);
                if (plane.test(i) && roomy.test(i)) expected = i;
            }
            const auto drawn = cpu::vectors::first_drawn(
                order, 0, steps, plane, [&](std::size_t i) { return roomy.test(i); });
            ASSERT_EQ(drawn, expected) << n << ' ' << seed << ' ' << steps;
        }
    }
}

void expect_equal_plans(const Problem& problem, std::uint64_t seed, const std::string& what) {
    const SolveOptions options{.seed = seed, .backend = {}, .progress = {}};
    const Plan expected = reference::reference_backend().solve(problem.compiled(), options);
    for (const bool scans_always : {false, true}) {
        solve::cpu::CpuTuning tuning;
        tuning.few_eligible = 0;
        tuning.scans_always = scans_always;
        const compile::CompiledProblem& compiled = problem.compiled();
        const Plan actual = solve::cpu::place_on_cpu(compiled, compiled.runs, options, tuning);
        ASSERT_EQ(actual.tasks, expected.tasks) << what;
        ASSERT_EQ(actual.failures, expected.failures) << what;
    }
}

TEST_P(Vectors, GiveThePlansOfReference) {
    int solved = 0;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        const tests::Case problem = tests::random_case(seed + 99'000);
        if (problem.snapshot.instances.empty()) continue;
        try {
            expect_equal_plans(berth::compile(problem.snapshot, problem.burst), problem.seed,
                               "case " + std::to_string(seed));
            ++solved;
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses
        }
    }
    EXPECT_GT(solved, 100);
}

TEST_P(Vectors, GiveThePlanOfReferenceForAFleet) {
    GeneratedProblem fleet = generate({.preset = "gpu-burst", .seed = 3, .load = 1.3});
    fleet.burst.resize(fleet.burst.size() / 2);
    expect_equal_plans(berth::compile(std::move(fleet.snapshot), std::move(fleet.burst)), 5,
                       "gpu-burst");
}

}  // namespace
}  // namespace berth::host::solve
