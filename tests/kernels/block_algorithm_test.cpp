// The algorithm of a thread block against `reference`, on the host: by one thread, and by teams of
// threads that meet at barriers as those of a block do.
#include <gtest/gtest.h>

#include <filesystem>

#include "agreement/comparison.hpp"
#include "berth/generate.hpp"
#include "berth/json.hpp"
#include "conformance/expected_answer.hpp"
#include "kernels/host_block.hpp"
#include "kernels/place_burst.h"
#include "kernels/place_tile.h"
#include "kernels/thread_team.hpp"
#include "kernels/tuning.h"
#include "solve/backend.hpp"
#include "solve/device/tiles.hpp"

namespace berth::host::solve::device {
namespace {

BurstAnswer place_with_threads(const PackedProblem& packed, const ScenarioInput& input,
                               std::uint32_t threads) {
    const kernels::ProblemView problem = packed.view();
    const kernels::ScenarioView scenario = input.view();
    tests::HostState state(packed);
    tests::HostAnswer answer(input, true);
    const kernels::OutputView out = answer.output();
    const kernels::Cluster cluster{problem, scenario, state.initial()};
    tests::run_team<1>(threads, [&](auto& team) { kernels::place_burst(team, cluster, out); });
    return answer.take();
}

/// How the plan is made: by HostBlock with 0 threads, else by a team of so many.
struct Way {
    std::uint32_t threads = 0;
    bool tiles = false;
    PackTuning packing{};
    TileLimits limits{};
    std::uint32_t segments_of_gang = kernels::segments_of_gang;
};

// As the kernels place a large burst: each step is a launch, which ends before the next begins.
template <std::uint32_t gang_size>
BurstAnswer place_in_tiles(const PackedProblem& packed, const ScenarioInput& input,
                           const Way& way) {
    const kernels::ProblemView problem = packed.view();
    const kernels::ScenarioView scenario = input.view();
    const TilePlan plan = plan_tiles(packed, input, way.limits);
    tests::HostState state(packed);
    tests::HostAnswer answer(input, true);
    const kernels::OutputView out = answer.output();
    std::vector<std::uint32_t> winners(std::size_t{plan.most_classes} * plan.most_chunks);
    std::vector<std::uint32_t> log(plan.most_tasks);
    std::vector<std::uint32_t> last_commit(std::size_t{plan.lane_orders} * plan.most_chunks);
    std::vector<std::uint32_t> leaders(std::size_t{plan.most_classes} * plan.most_segments);
    std::vector<std::uint32_t> last_of_segment(std::size_t{plan.lane_orders} * plan.most_segments);
    std::vector<std::uint32_t> read_until(plan.most_classes);
    std::uint64_t ordinal = 0;
    const kernels::TileMemory tile_memory{
        winners.data(),         plan.most_chunks,  log.data(),
        last_commit.data(),     leaders.data(),    plan.most_segments,
        last_of_segment.data(), read_until.data(), &ordinal};
    const kernels::Cluster cluster{problem, scenario, state.initial()};
    for (const kernels::TileView& view : plan.tiles) {
        const kernels::Tile tile{view, plan.classes.data() + view.first_class,
                                 plan.slot_of_run.data(), tile_memory, way.segments_of_gang};
        tests::run_team<gang_size>(way.threads, [&](auto& team) {
            for (std::uint32_t c = team.gang(); c < plan.most_chunks; c += team.gangs()) {
                kernels::score_chunk(team, cluster, tile, c);
            }
        });
        tests::run_team<gang_size>(
            way.threads, [&](auto& team) { kernels::place_tile(team, cluster, tile, out); });
    }
    return answer.take();
}

// Gangs of four where the threads come out even.
BurstAnswer place_in_tiles(const PackedProblem& packed, const ScenarioInput& input,
                           const Way& way) {
    return way.threads % 4 == 0 ? place_in_tiles<4>(packed, input, way)
                                : place_in_tiles<1>(packed, input, way);
}

Plan place(const compile::CompiledProblem& problem, const SolveOptions& options, const Way& way) {
    const Scenario whole{{}, {}, options.seed};
    const PackedProblem packed(problem, most_tasks_of_group(problem, std::span(&whole, 1)),
                               way.packing);
    const ScenarioInput input = whole_problem(problem, options.seed);
    BurstAnswer answer = way.tiles          ? place_in_tiles(packed, input, way)
                         : way.threads == 0 ? tests::HostBlock(packed).place(input, true)
                                            : place_with_threads(packed, input, way.threads);
    return make_plan(problem, problem.runs, options, std::move(answer));
}

void expect_agreement(std::uint64_t first_seed, std::uint64_t cases, const Way& way,
                      std::size_t instances = 0) {
    std::uint64_t solved = 0;
    for (std::uint64_t seed = first_seed; seed < first_seed + cases; ++seed) {
        const tests::Case problem = tests::random_case(seed, instances);
        if (problem.snapshot.instances.empty()) continue;
        const SolveOptions options{.seed = problem.seed, .progress = {}};
        try {
            const Problem compiled = berth::compile(problem.snapshot, problem.burst);
            const Plan expected =
                reference::reference_backend().solve(compiled.compiled(), options);
            const Plan actual = place(compiled.compiled(), options, way);
            ASSERT_EQ(actual.tasks, expected.tasks) << "random_case(" << seed << ")";
            ASSERT_EQ(actual.failures, expected.failures) << "random_case(" << seed << ")";
            ++solved;
        } catch (const InputError&) {
            continue;  // a burst that ECS refuses; the agreement tests compare refusals
        }
    }
    EXPECT_GT(solved, cases / 2);
}

// The conformance test shows that reference gives the expected answers.
TEST(BlockAlgorithm, EveryWayAgreesWithReferenceOnTheConformanceCases) {
    std::size_t cases = 0;
    for (const auto& entry : std::filesystem::directory_iterator(BERTH_CONFORMANCE_DIR)) {
        const std::string folder = entry.path().string();
        const std::vector<std::string> cluster = {folder + "/cluster"};
        const Problem problem =
            berth::compile(read_cluster(cluster), read_burst(folder + "/burst.json"));
        const std::uint64_t seed = tests::read_expected_answer(folder + "/expected.json").seed;
        const SolveOptions options{.seed = seed, .progress = {}};
        const Plan expected = reference::reference_backend().solve(problem.compiled(), options);
        for (const Way& way : {Way{}, Way{.threads = 1, .tiles = true}}) {
            const Plan actual = place(problem.compiled(), options, way);
            ASSERT_EQ(actual.tasks, expected.tasks) << folder << (way.tiles ? ", in tiles" : "");
            ASSERT_EQ(actual.failures, expected.failures)
                << folder << (way.tiles ? ", in tiles" : "");
        }
        ++cases;
    }
    EXPECT_EQ(cases, 60u);
}

TEST(BlockAlgorithm, OneThreadAgreesWithReference) {
    expect_agreement(500'000, tests::case_count(2000), {});
}

TEST(BlockAlgorithm, TeamsOfThreadsAgreeWithReference) {
    for (const std::uint32_t threads : {2U, 3U, 8U}) {
        expect_agreement(600'000 + threads, tests::case_count(2000) / 20, {.threads = threads});
    }
}

TEST(BlockAlgorithm, TilesAgreeWithReference) {
    expect_agreement(610'000, tests::case_count(2000), {.threads = 1, .tiles = true});
}

TEST(BlockAlgorithm, SmallTilesAgreeWithReference) {
    expect_agreement(620'000, tests::case_count(2000),
                     {.threads = 1, .tiles = true, .limits = {.tasks = 4, .classes = 2}});
}

TEST(BlockAlgorithm, TilesOfTeamsAgreeWithReference) {
    for (const std::uint32_t threads : {2U, 5U, 4U, 8U}) {
        expect_agreement(630'000 + threads, tests::case_count(2000) / 20,
                         {.threads = threads, .tiles = true, .limits = {.tasks = 6, .classes = 3}});
    }
}

// 150 instances are five chunks or more.
TEST(BlockAlgorithm, SegmentsOfAnySizeAgreeWithReference) {
    for (const std::uint32_t chunks : {1U, 2U, 3U}) {
        for (const std::uint32_t threads : {1U, 4U, 8U}) {
            expect_agreement(
                650'000 + 10 * chunks + threads, tests::case_count(2000) / 50,
                {.threads = threads, .tiles = true, .packing = {.chunks_per_segment = chunks}},
                150);
        }
    }
}

// Segments too many for a gang, so that the whole team compares them.
TEST(BlockAlgorithm, TilesWithoutGangsAgreeWithReference) {
    for (const std::uint32_t threads : {1U, 3U, 8U}) {
        expect_agreement(640'000 + threads, tests::case_count(2000) / 20,
                         {.threads = threads,
                          .tiles = true,
                          .limits = {.tasks = 6, .classes = 3},
                          .segments_of_gang = 0});
    }
}

TEST(BlockAlgorithm, WideKeysAgreeWithReference) {
    for (const bool tiles : {false, true}) {
        expect_agreement(700'000, tests::case_count(2000) / 2,
                         {.threads = 1, .tiles = tiles, .packing = {.narrow_key_bits = 0}});
    }
}

TEST(BlockAlgorithm, HashedGroupsAgreeWithReference) {
    expect_agreement(800'000, tests::case_count(2000) / 2, {.packing = {.hash_below = 0}});
}

// Large enough for keys of many bits, hash tables, port sets and chunks to be what they are in use.
TEST(BlockAlgorithm, AgreesWithTheCpuBackendOnAPreset) {
    const GeneratedProblem generated = generate({.preset = "gpu-burst", .seed = 7, .load = {}});
    const Problem problem = berth::compile(generated.snapshot, generated.burst);
    const SolveOptions options{.seed = 7, .progress = {}};
    const Plan expected = cpu::cpu_backend().solve(problem.compiled(), options);
    const std::vector<Way> ways = {
        {},
        {.threads = 4},
        {.threads = 1, .tiles = true},
        {.threads = 3, .tiles = true},
        {.threads = 8, .tiles = true, .packing = {.chunks_per_segment = 2}}};
    for (const Way& way : ways) {
        const Plan actual = place(problem.compiled(), options, way);
        ASSERT_EQ(actual.tasks, expected.tasks);
        ASSERT_EQ(actual.failures, expected.failures);
    }
}

TEST(BlockAlgorithm, AgreesWithReferenceOnAllSmallProblems) {
    tests::for_each_small_case(2, 3, [&](const tests::Case& problem) {
        if (::testing::Test::HasFatalFailure()) return;
        try {
            const Problem compiled = berth::compile(problem.snapshot, problem.burst);
            const SolveOptions options{.seed = problem.seed, .progress = {}};
            if (compiled.instance_count() == 0) return;
            const Plan expected =
                reference::reference_backend().solve(compiled.compiled(), options);
            const Plan actual = place(compiled.compiled(), options, {});
            ASSERT_EQ(actual.tasks, expected.tasks);
            ASSERT_EQ(actual.failures, expected.failures);
        } catch (const InputError&) {
            return;
        }
    });
}

}  // namespace
}  // namespace berth::host::solve::device
