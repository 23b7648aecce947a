// Sweeps over time as a whole: each scenario as if simulated alone, in shards, cut off and resumed.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <sstream>

#include "berth/error.hpp"
#include "berth/what_if_over_time.hpp"
#include "simulate/random_simulation.hpp"
#include "support/temporary_file.hpp"
#include "whatif/record.hpp"
#include "whatif/time_metrics.hpp"

namespace berth::tests {
namespace {

using namespace std::chrono_literals;

// An edit of a kind that every random simulation can take.
Edit random_edit(Dice& dice, const test::SimulatedCluster& cluster) {
    const bool has_groups = !cluster.snapshot.auto_scaling_groups.empty();
    const std::size_t kind = dice.below(has_groups ? 8 : 5);
    if (kind == 0) return ScaleCounts{dice.pick({0.0, 0.3, 1.5, 2.0}), {}};
    if (kind == 1) return ScaleSizes{dice.pick({0.5, 1.3}), dice.pick({0.5, 1.0}), {}};
    if (kind == 2) return SetStrategies{{test::binpack(StrategyField::cpu)}, {}};
    if (kind == 3) return AddInstances{"m5.large", dice.between(0, 3), {"us-west-2a"}, {}, ""};
    if (kind == 4) return LoseInstances{dice.between(0, 2), "", dice.below(9)};
    const CapacityProvider& provider = dice.pick(cluster.snapshot.capacity_providers);
    if (kind == 5) {
        SetManagedScaling edit;
        edit.capacity_providers = {provider.name};
        edit.target_capacity = dice.between(30, 100);
        edit.minimum_step = 1;
        edit.maximum_step = dice.between(1, 4);
        edit.instance_warmup_seconds = dice.between(0, 400);
        return edit;
    }
    if (kind == 6) {
        SetGroupSize edit;
        edit.groups.capacity_providers = {provider.name};
        edit.min_size = 0;
        edit.max_size = dice.between(0, 9);
        return edit;
    }
    SetInstanceTypes edit;
    edit.groups.capacity_providers = {provider.name};
    edit.instance_types = {dice.pick({"m5.large", "m6g.large"})};
    return edit;
}

Sweep random_sweep(Dice& dice, const test::SimulatedCluster& cluster) {
    Sweep sweep;
    sweep.seed = dice.below(1000);
    sweep.trials = 1 + dice.below(2);
    for (const char* const name : {"first", "second"}) {
        Axis axis{name, {{"as is", {}}}, false};
        for (const char* const option : {"a", "b"}) {
            const Edit edit = random_edit(dice, cluster);
            axis.options.push_back({option, {edit}});
        }
        sweep.axes.push_back(std::move(axis));
    }
    return sweep;
}

std::vector<ScenarioResult> results_of(const std::string& path) {
    std::ifstream file(path);
    std::string line;
    std::getline(file, line);
    std::vector<ScenarioResult> results;
    while (std::getline(file, line)) results.push_back(host::whatif::from_record(line));
    return results;
}

TEST(SweepsOverTime, EveryScenarioIsASimulationOfItsOwn) {
    std::size_t scenarios = 0;
    std::uint64_t ran = 0;
    std::uint64_t decisions = 0;
    for (std::uint64_t seed = 0; seed < 40; ++seed) {
        SCOPED_TRACE(fmt::format("seed {}", seed));
        Dice dice(seed);
        const test::SimulatedCluster cluster = random_simulation(dice);
        const Sweep sweep = random_sweep(dice, cluster);
        const TemporaryFile file("");
        std::filesystem::remove(file.path());
        WhatIfOptions options;
        options.prices = catalogue_prices();
        options.results_file = file.path();
        run_what_if(cluster.snapshot, cluster.input, sweep, options);
        const std::vector<ScenarioResult> results = results_of(file.path());
        ASSERT_EQ(results.size(), point_count(sweep) * sweep.trials);
        for (const ScenarioResult& result : results) {
            const SimulatedScenario alone = materialise(cluster.snapshot, cluster.input, sweep,
                                                        scenario_key(sweep, result.index));
            const ScenarioMetrics expected =
                host::whatif::measure(simulate(alone.snapshot, alone.simulation));
            ASSERT_EQ(result.metrics, expected) << "scenario " << result.index;
            ++scenarios;
            ran += expected.placed;
            decisions += expected.over_time->scaling_decisions;
        }
    }
    // The cases are worth something: tasks run, and groups scale.
    EXPECT_GT(ran, 10 * scenarios);
    EXPECT_GT(decisions, scenarios / 2);
}

TEST(SweepsOverTime, TheMetricsAreThoseOfTheTotals) {
    test::SimulatedCluster cluster;
    cluster.define(test::make_definition("web", 512, 900)).group("spot", "m5.large", 3);
    cluster.run(0s, "web", 30, "spot", 2400s).run(10s, "web", 2, "", 60s);
    const SimulationResult result = cluster.simulate();
    const ScenarioMetrics metrics = host::whatif::measure(result);
    EXPECT_EQ(metrics.requested, 32u);
    EXPECT_EQ(metrics.placed, result.totals.started);
    EXPECT_EQ(metrics.failed, 32 - result.totals.started);
    EXPECT_EQ(metrics.over_time->refused, 2u);
    EXPECT_EQ(metrics.over_time->given_up, result.totals.given_up);
    EXPECT_GT(metrics.over_time->given_up, 0u);
    EXPECT_FALSE(metrics.over_time->all_running_seconds.has_value());
    EXPECT_EQ(metrics.over_time->wait_p99_seconds, result.totals.waits.p99);
    EXPECT_EQ(metrics.over_time->cost, result.totals.cost);
    EXPECT_EQ(metrics.over_time->instance_hours, result.totals.instance_hours);
    EXPECT_EQ(metrics.over_time->peak_instances, 3u);
    EXPECT_EQ(metrics.over_time->scaling_decisions, test::changes(result).size());
}

class OverTimeRun : public testing::Test {
   protected:
    OverTimeRun() {
        cluster_.define(test::make_definition("web", 512, 900)).group("spot", "m5.large", 20);
        cluster_.run(0s, "web", 30, "spot", 600s);
        cluster_.input.delays.launch = Duration::uniform(10, 90);
        SetGroupSize none;
        none.max_size = 0;
        SetGroupSize few;
        few.max_size = 4;
        SetManagedScaling steps;
        steps.maximum_step = 2;
        sweep_.axes = {{"size", {{"as is", {}}, {"few", {few}}, {"none", {none}}}, false},
                       {"step", {{"any", {}}, {"2", {steps}}}, false}};
        sweep_.trials = 3;
        options_.prices = catalogue_prices();
    }

    WhatIfReport run() const {
        return run_what_if(cluster_.snapshot, cluster_.input, sweep_, options_);
    }
    static std::string json_of(const WhatIfReport& report) {
        std::string text;
        write_what_if_json(text, report);
        write_what_if_csv(text, report);
        return text;
    }
    std::string json() const { return json_of(run()); }

    test::SimulatedCluster cluster_;
    Sweep sweep_;
    WhatIfOptions options_;
};

std::string new_path(const TemporaryFile& file) {
    std::filesystem::remove(file.path());
    return file.path();
}

std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

TEST_F(OverTimeRun, ThoseThatNeverRunAllTasksAreLast) {
    const WhatIfReport report = run();
    ASSERT_EQ(report.points.size(), 6u);
    EXPECT_TRUE(report.over_time);
    EXPECT_EQ(report.points.front().trials_placed_all, 3u);
    for (const std::size_t last : {4U, 5U}) {
        EXPECT_EQ(report.points[last].options[0], 2u) << report.points[last].name;
        EXPECT_EQ(report.points[last].trials_placed_all, 0u);
    }
    EXPECT_NE(json_of(report).find(R"("all-running":null)"), std::string::npos);
    EXPECT_EQ(json_of(report).find("inf"), std::string::npos);
    EXPECT_EQ(json_of(report).find("nan"), std::string::npos);
}

TEST_F(OverTimeRun, ThreadsDoNotChangeTheReport) {
    options_.threads = 1;
    const std::string expected = json();
    options_.threads = 5;
    EXPECT_EQ(json(), expected);
}

TEST_F(OverTimeRun, ShardsJoinToTheWhole) {
    const std::string expected = json();
    const TemporaryFile first("");
    const TemporaryFile second("");
    const std::vector<std::string> parts = {new_path(first), new_path(second)};
    for (std::uint64_t k = 0; k < 2; ++k) {
        options_.shard = {k, 2};
        options_.results_file = parts[k];
        run();
    }
    options_.shard = {};
    options_.results_file.clear();
    EXPECT_EQ(json_of(merge_what_if(cluster_.snapshot, cluster_.input, sweep_, parts, options_)),
              expected);
}

TEST_F(OverTimeRun, AFileCutAnywhereIsContinuedToTheSameEnd) {
    const std::string expected = json();
    const TemporaryFile file("");
    options_.results_file = new_path(file);
    run();
    const std::string whole = content(options_.results_file);
    options_.resume = true;
    for (const std::size_t kept : {whole.size() - 1, whole.size() / 2, std::size_t{0}}) {
        std::ofstream(options_.results_file) << whole.substr(0, kept);
        EXPECT_EQ(json(), expected) << kept;
        EXPECT_EQ(content(options_.results_file), whole) << kept;
    }
}

TEST_F(OverTimeRun, ResultsOfAnotherSimulationAreRefused) {
    const TemporaryFile file("");
    options_.results_file = new_path(file);
    run();
    options_.resume = true;
    const auto refuses = [&](const auto& change) {
        const test::SimulatedCluster before = cluster_;
        const Sweep sweep = sweep_;
        change();
        EXPECT_THROW(run(), InputError);
        cluster_ = before;
        sweep_ = sweep;
    };
    refuses([&] { cluster_.input.seed = 1; });
    refuses([&] { cluster_.input.arrivals[0].at = 1s; });
    refuses([&] { cluster_.input.loads[0].run_time->first = 601; });
    refuses([&] { cluster_.input.model.scale_in_share = 0.4; });
    refuses([&] { cluster_.input.managed_scaling["spot"].target_capacity = 90; });
    refuses([&] { cluster_.input.delays.registration.first = 1; });
    refuses([&] { cluster_.last_group().max_size = 19; });
    refuses([&] { cluster_.last_provider().managed_draining = false; });
    refuses([&] { cluster_.snapshot.launch_templates[0].instance_type = "c5.large"; });
    refuses([&] { std::get<SetGroupSize>(sweep_.axes[0].options[1].edits[0]).max_size = 5; });
    EXPECT_NO_THROW(run());
}

TEST_F(OverTimeRun, WhatASimulationRefusesNamesTheScenario) {
    cluster_.snapshot.launch_templates.clear();
    try {
        run();
        FAIL() << "a group without a type";
    } catch (const InputError& error) {
        EXPECT_THAT(error.problem(), testing::HasSubstr("scenario size=as is, step=any:"));
    }
}

}  // namespace
}  // namespace berth::tests
