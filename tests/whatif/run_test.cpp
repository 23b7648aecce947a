// Sweeps as a whole: in pieces, in shards, interrupted and resumed, and each scenario as if alone.
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "berth/error.hpp"
#include "berth/generate.hpp"
#include "berth/what_if_run.hpp"
#include "whatif/results_file.hpp"
#include "whatif/small_world.hpp"
#include "whatif/sweep_solver.hpp"

namespace berth {
namespace {

namespace fs = std::filesystem;

/// A directory of its own for each test, gone with it.
class WhatIfRun : public testing::Test {
   protected:
    WhatIfRun()
        : directory_(fs::temp_directory_path() / ("berth-run-" + std::to_string(getpid()))) {
        fs::create_directories(directory_);
        options_.prices = catalogue_prices();
    }
    ~WhatIfRun() override { fs::remove_all(directory_); }

    std::string file(const std::string& name) const { return (directory_ / name).string(); }

    WhatIfReport run() const { return run_what_if(base_, burst_, sweep_, options_); }
    std::string json() const { return json_of(run()); }
    static std::string json_of(const WhatIfReport& report) {
        std::string text;
        write_what_if_json(text, report);
        return text;
    }

    /// 3 counts of tasks, with and without the second instance, in 5 orders: 30 scenarios.
    static Sweep small_sweep() {
        Sweep sweep;
        sweep.axes = {{"tasks",
                       {{"1", {}},
                        {"2", {ScaleCounts{2, {}}}},
                        {"4", {ScaleCounts{4, {}}, SetOrder{RequestOrder::shuffled}}}}},
                      {"instances", {{"all", {}}, {"one less", {LoseInstances{1, "", 3}}}}}};
        sweep.trials = 5;
        return sweep;
    }

    fs::path directory_;
    Snapshot base_ = test::cluster();
    std::vector<Request> burst_ = test::burst();
    Sweep sweep_ = small_sweep();
    WhatIfOptions options_;
};

std::string content(const std::string& path) {
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return text.str();
}

TEST_F(WhatIfRun, ThreadsMemoryAndBackendDoNotChangeTheReport) {
    const std::string expected = json();
    options_.threads = 3;
    options_.memory_mib = 0;  // a scenario at a time
    EXPECT_EQ(json(), expected);
    options_.backend = "reference";
    EXPECT_EQ(json(), expected);
}

TEST_F(WhatIfRun, ShardsJoinToTheWhole) {
    const std::string expected = json();
    std::vector<std::string> parts;
    for (std::uint64_t k = 0; k < 4; ++k) {
        options_.shard = {k, 4};
        options_.results_file = file("part" + std::to_string(k));
        parts.push_back(options_.results_file);
        run();
    }
    std::swap(parts[0], parts[3]);
    options_.shard = {};
    options_.results_file.clear();
    EXPECT_EQ(json_of(merge_what_if(base_, burst_, sweep_, parts, options_)), expected);
    parts.push_back(parts[1]);
    EXPECT_THROW(merge_what_if(base_, burst_, sweep_, parts, options_), InputError);
}

TEST_F(WhatIfRun, AFileCutAnywhereIsContinuedToTheSameEnd) {
    const std::string expected = json();
    options_.results_file = file("results");
    run();
    const std::string whole = content(options_.results_file);
    options_.resume = true;
    for (const std::size_t kept : {whole.size(), whole.size() - 1, whole.size() / 2,
                                   std::size_t{90}, std::size_t{10}, std::size_t{0}}) {
        std::ofstream(options_.results_file) << whole.substr(0, kept);
        EXPECT_EQ(json(), expected) << kept;
        EXPECT_EQ(content(options_.results_file), whole) << kept;
    }
}

TEST_F(WhatIfRun, ResultsThatAreThereAreNotOverwritten) {
    options_.results_file = file("results");
    run();
    EXPECT_THROW(run(), InputError);
}

TEST_F(WhatIfRun, ResultsOfAnotherSweepAreRefused) {
    options_.results_file = file("results");
    run();
    options_.resume = true;
    const Sweep sweep = sweep_;
    sweep_.axes[0].options[1].edits = {ScaleCounts{2.5, {}}};
    EXPECT_THROW(run(), InputError);
    sweep_ = sweep;
    burst_[0].count += 1;
    EXPECT_THROW(run(), InputError);
    burst_[0].count -= 1;
    options_.prices.per_hour["m5.large"] = 7;
    EXPECT_THROW(run(), InputError);
    std::ofstream(options_.results_file) << "{\"some\": \"thing\"}\n";
    EXPECT_THROW(run(), InputError);
}

TEST_F(WhatIfRun, AStoppedSweepTellsWhatIsMissingAndGoesOn) {
    const std::string expected = json();
    options_.results_file = file("results");
    int asked = 0;
    options_.is_cancelled = [&] { return ++asked > 1; };
    const WhatIfReport part = run();
    ASSERT_FALSE(part.warnings.empty());
    EXPECT_NE(part.warnings.back().text.find("of 30 scenarios"), std::string::npos);
    options_.is_cancelled = {};
    options_.resume = true;
    EXPECT_EQ(json(), expected);
}

TEST_F(WhatIfRun, ProgressCountsWhatWasResumed) {
    options_.results_file = file("results");
    options_.shard = {1, 3};
    run();
    options_.resume = true;
    std::vector<std::uint64_t> done;
    options_.progress = [&](std::uint64_t n, std::uint64_t all) {
        done.push_back(n);
        EXPECT_EQ(all, 10u);
    };
    run();
    EXPECT_EQ(done, std::vector<std::uint64_t>{10});
}

TEST_F(WhatIfRun, AnEstimateSolvesAFewAndCountsTheRest) {
    const WhatIfEstimate estimate = estimate_what_if(base_, burst_, sweep_, options_);
    EXPECT_EQ(estimate.points, 6u);
    EXPECT_EQ(estimate.trials, 5u);
    EXPECT_EQ(estimate.scenarios, 30u);
    EXPECT_EQ(estimate.tried, 16u);
    EXPECT_GT(estimate.seconds, 0);
}

TEST(ScenarioRanges, ShardsCoverAllScenariosOnce) {
    for (const std::uint64_t scenarios : {0U, 1U, 7U, 8U, 9U, 100U}) {
        std::uint64_t next = 0;
        for (std::uint64_t k = 0; k < 8; ++k) {
            const auto range = host::whatif::range_of({k, 8}, scenarios);
            EXPECT_EQ(range.first, next);
            EXPECT_LE(range.count, scenarios / 8 + 1);
            next += range.count;
        }
        EXPECT_EQ(next, scenarios);
    }
}

TEST(ScenarioRanges, WhatIsDoneIsLeftOut) {
    const auto left = [](std::vector<std::uint64_t> done) {
        std::string text;
        for (const auto& range : host::whatif::remaining({10, 5}, done)) {
            text += std::to_string(range.first) + "+" + std::to_string(range.count) + " ";
        }
        return text;
    };
    EXPECT_EQ(left({}), "10+5 ");
    EXPECT_EQ(left({3, 10, 12, 99}), "11+1 13+2 ");
    EXPECT_EQ(left({10, 11, 12, 13, 14}), "");
}

}  // namespace
}  // namespace berth
