#include "berth/fleet_search.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "berth/solve.hpp"
#include "fleet/fleet_cases.hpp"
#include "support/builders.hpp"

namespace berth {
namespace {

using test::make_definition;
using test::run_task;

FleetSearchOptions options_of(std::vector<FleetType> types) {
    FleetSearchOptions options;
    options.types = std::move(types);
    options.zones = {"us-east-1a", "us-east-1b"};
    options.backend = "cpu";
    return options;
}

FleetType up_to(std::string name, std::int64_t most) {
    FleetType type;
    type.instance_type = std::move(name);
    type.max = most;
    return type;
}

TEST(FleetSearch, TakesTheTypeThatIsCheaperForTheBurst) {
    const Snapshot base = test::make_snapshot({}, {make_definition("wide", 2048, 1024)});
    const FleetSearchResult result = search_fleet(
        base, {run_task("wide", 4)}, options_of({up_to("m5.large", 9), up_to("c5.large", 9)}));
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.counts, (std::vector<std::int64_t>{0, 4}));
    EXPECT_DOUBLE_EQ(result.cost_per_hour, 4 * find_instance_type("c5.large")->usd_per_hour);
    EXPECT_EQ(result.end, FleetSearchEnd::proven);
    EXPECT_EQ(result.gap, 0);
    EXPECT_EQ(result.placed, 4U);
}

TEST(FleetSearch, BalancesTheZonesOverAllTypesTogether) {
    const Snapshot base = test::make_snapshot(
        {}, {make_definition("x86", 2048, 1024), make_definition("arm", 1024, 1024)});
    Snapshot with_arm = base;
    with_arm.task_definitions[0].cpu_architecture = "X86_64";
    with_arm.task_definitions[1].cpu_architecture = "ARM64";
    const FleetSearchResult result =
        search_fleet(with_arm, {run_task("x86"), run_task("arm")},
                     options_of({up_to("c5.large", 3), up_to("m6g.medium", 3)}));
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.zone_counts, (std::vector<std::vector<std::int64_t>>{{1, 0}, {0, 1}}));
}

TEST(FleetSearch, CountsNetworkInterfacesInTheBound) {
    Snapshot base = test::make_snapshot({}, {make_definition("small", 64, 64)});
    base.task_definitions[0].network_mode = NetworkMode::awsvpc;
    FleetSearchOptions options = options_of({up_to("m5.large", 9)});
    options.max_evaluations = 1;
    const FleetSearchResult result = search_fleet(base, {run_task("small", 6)}, options);
    const std::int64_t instances = 6 / find_instance_type("m5.large")->awsvpc_tasks;
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.instances, instances);
    EXPECT_NEAR(result.relaxation_bound, result.objective, 1e-6);
}

TEST(FleetSearch, AddsNothingWhereTheClusterTakesTheBurst) {
    const Snapshot base = test::make_snapshot({test::make_instance("a")}, {make_definition("web")});
    const FleetSearchResult result =
        search_fleet(base, {run_task("web", 4)}, options_of({up_to("m5.large", 3)}));
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.instances, 0);
    EXPECT_EQ(result.lower_bound, 0);
    EXPECT_EQ(result.placed, 4U);
}

TEST(FleetSearch, AddsTheFewestInstancesWhereThatIsAskedFor) {
    const Snapshot base =
        test::make_snapshot({test::make_instance("a")}, {make_definition("web", 2048, 512)});
    FleetSearchOptions options = options_of({up_to("c5.large", 9), up_to("c5.4xlarge", 9)});
    options.objective = FleetObjective::instances;
    const FleetSearchResult result = search_fleet(base, {run_task("web", 5)}, options);
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.counts, (std::vector<std::int64_t>{0, 1}));
    EXPECT_EQ(result.objective, 1);
}

TEST(FleetSearch, NamesTheRequestThatFitsNoType) {
    Snapshot base = test::make_snapshot({}, {make_definition("web"), make_definition("train")});
    base.task_definitions[1].containers.front().gpus.count = 1;
    const FleetSearchResult result = search_fleet(base, {run_task("web", 2), run_task("train", 3)},
                                                  options_of({up_to("m5.large", 9)}));
    EXPECT_FALSE(result.found);
    ASSERT_EQ(result.hopeless.size(), 1U);
    EXPECT_EQ(result.hopeless[0].request_index, 1U);
    EXPECT_EQ(result.hopeless[0].tasks, 3U);
    EXPECT_EQ(result.hopeless[0].reason, Reason::gpu);
    EXPECT_EQ(result.hopeless[0].instance_type, "m5.large");
    EXPECT_EQ(result.hopeless[0].shortfall, 1);
    EXPECT_EQ(result.hopeless[0].reasons[static_cast<std::size_t>(Reason::gpu)], 2U);
}

TEST(FleetSearch, LeavesOutWhatTheShareAllows) {
    Snapshot base = test::make_snapshot({}, {make_definition("web"), make_definition("train")});
    base.task_definitions[1].containers.front().gpus.count = 1;
    FleetSearchOptions options = options_of({up_to("m5.large", 9)});
    options.share = 0.75;
    const FleetSearchResult result =
        search_fleet(base, {run_task("web", 3), run_task("train", 1)}, options);
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.placed, 3U);
    EXPECT_EQ(result.failed, 1U);
    EXPECT_EQ(result.hopeless.size(), 1U);
}

TEST(FleetSearch, AnswersWithTheBestFleetSoFarWhenItIsStopped) {
    const Snapshot base = test::make_snapshot({}, {make_definition("web", 700, 900)});
    FleetSearchOptions options = options_of({up_to("m5.large", 9), up_to("t3.medium", 9)});
    options.is_cancelled = [] { return true; };
    const FleetSearchResult at_once = search_fleet(base, {run_task("web", 11)}, options);
    EXPECT_EQ(at_once.end, FleetSearchEnd::cancelled);
    EXPECT_FALSE(at_once.found);
    EXPECT_EQ(at_once.evaluations, 0U);

    int asked = 0;
    options.is_cancelled = [&] { return ++asked > 1; };
    const FleetSearchResult later = search_fleet(base, {run_task("web", 11)}, options);
    EXPECT_TRUE(later.found);
    EXPECT_EQ(later.failed, 0U);
    EXPECT_GT(later.evaluations, 0U);
    EXPECT_LE(later.lower_bound, later.objective);
}

TEST(FleetSearch, SaysThatNoFleetWithinTheBoundsIsLargeEnough) {
    const Snapshot base = test::make_snapshot({}, {make_definition("web", 2048, 512)});
    const FleetSearchResult result =
        search_fleet(base, {run_task("web", 9)}, options_of({up_to("c5.large", 3)}));
    EXPECT_FALSE(result.found);
    EXPECT_TRUE(result.hopeless.empty());
    EXPECT_EQ(result.end, FleetSearchEnd::proven);
    EXPECT_EQ(result.placed, 3U);
    EXPECT_EQ(result.failed, 6U);
}

TEST(FleetSearch, WritesOutAClusterThatTakesTheBurst) {
    const Snapshot base = test::make_snapshot({}, {make_definition("web", 700, 900)});
    const FleetSearchResult result = search_fleet(
        base, {run_task("web", 11)}, options_of({up_to("m5.large", 9), up_to("t3.medium", 9)}));
    ASSERT_TRUE(result.found);
    EXPECT_EQ(result.cluster.snapshot.instances.size(), static_cast<std::size_t>(result.instances));
    const Plan plan = solve(compile(result.cluster.snapshot, result.cluster.burst));
    EXPECT_EQ(plan.failed(), 0U);
}

TEST(FleetSearch, GivesTheSameAnswerOnEveryNumberOfThreads) {
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        test::FleetCase made = test::fleet_case(seed);
        made.options.max_evaluations = 25;
        made.options.threads = 1;
        const FleetSearchResult one = search_fleet(made.base, made.burst, made.options);
        made.options.threads = 3;
        const FleetSearchResult three = search_fleet(made.base, made.burst, made.options);
        EXPECT_EQ(one.counts, three.counts) << "seed " << seed;
        EXPECT_EQ(one.lower_bound, three.lower_bound) << "seed " << seed;
        EXPECT_EQ(one.evaluations, three.evaluations) << "seed " << seed;
        EXPECT_EQ(one.nodes, three.nodes) << "seed " << seed;
    }
}

TEST(FleetSearch, RefusesWhatItCannotSearch) {
    const Snapshot base = test::make_snapshot({}, {make_definition("web")});
    const std::vector<Request> burst = {run_task("web")};
    EXPECT_THROW(search_fleet(base, burst, options_of({})), InputError);
    EXPECT_THROW(search_fleet(base, burst, options_of({up_to("m5.huge", 1)})), InputError);
    EXPECT_THROW(search_fleet(base, burst, options_of({up_to("m5.large", -1)})), InputError);
    FleetSearchOptions nothing = options_of({up_to("m5.large", 1)});
    nothing.share = 0;
    EXPECT_THROW(search_fleet(base, burst, nothing), InputError);
    FleetSearchOptions twice = options_of({up_to("m5.large", 1)});
    twice.zones = {"us-east-1a", "us-east-1a"};
    EXPECT_THROW(search_fleet(base, burst, twice), InputError);
}

}  // namespace
}  // namespace berth
