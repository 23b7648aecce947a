// Scenarios of a real size, up to a thousand: what the sweep gives is what placing each one gives.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <numeric>

#include "agreement/comparison.hpp"
#include "berth/generate.hpp"
#include "berth/solve.hpp"
#include "berth/what_if_run.hpp"
#include "solve/batch/threads.hpp"
#include "whatif/scenario_world.hpp"

namespace berth {
namespace {

/// A fifth of the preset fleet-5k: 1,000 instances, the first 10,000 tasks.
GeneratedProblem base() {
    GeneratedProblem whole = generate({.preset = "fleet-5k", .seed = 0, .load = {}});
    whole.snapshot.instances.resize(1'000);
    std::map<std::string, bool, std::less<>> kept;
    for (const auto& instance : whole.snapshot.instances) kept[instance.arn] = true;
    std::erase_if(whole.snapshot.tasks,
                  [&](const Task& task) { return !kept.contains(task.container_instance_arn); });
    std::int64_t tasks = 0;
    std::erase_if(whole.burst, [&](Request& request) {
        request.count = std::min<std::int64_t>(request.count, 10'000 - tasks);
        tasks += request.count;
        return request.count == 0;
    });
    return whole;
}

/// 10 x 5 x 2 points of up to 10 trials each: sizes, losses, orders.
Sweep thousand_scenarios() {
    Sweep sweep;
    sweep.trials = 10;
    Axis sizes{"size", {}};
    for (int k = 0; k < 10; ++k) {
        const double factor = 1.2 - 0.05 * k;
        sizes.options.push_back({std::to_string(k), {ScaleSizes{factor, factor, {}}}});
    }
    Axis losses{"lost", {}};
    for (int k = 0; k < 5; ++k) {
        losses.options.push_back({std::to_string(k), {LoseInstances{20 * k, "", 5}}});
    }
    sweep.axes = {sizes, losses, {"order", {{"given", {}}, {"shuffled", {}}}}};
    sweep.axes[2].options[1].edits = {SetOrder{RequestOrder::shuffled}};
    return sweep;
}

TEST(Sweep1k, EveryScenarioIsWhatPlacingItAloneGives) {
    const GeneratedProblem problem = base();
    Sweep sweep = thousand_scenarios();
    // Of its ten trials a point two are checked, unless more cases are asked for.
    sweep.trials = std::min(sweep.trials, std::max<std::uint64_t>(1, tests::case_count(200) / 100));
    const host::whatif::ScenarioWorld world(problem.snapshot, problem.burst, sweep);
    WhatIfOptions options;
    options.prices = catalogue_prices();
    options.details = 0;
    const WhatIfReport report = run_what_if(problem.snapshot, problem.burst, sweep, options);
    ASSERT_EQ(report.points.size(), 100u);

    std::vector<std::uint64_t> placed(world.scenario_count(), 0);
    host::solve::batch::on_threads(placed.size(), 0, [&](std::size_t s) {
        const MaterialisedScenario alone = world.materialised(scenario_key(sweep, s));
        const SolveOptions solver{.seed = alone.seed, .progress = {}};
        placed[s] = solve(compile(alone.snapshot, alone.burst), solver).tasks.size();
    });
    for (const PointReport& point : report.points) {
        const auto trials =
            placed.begin() + static_cast<std::ptrdiff_t>(point.point * sweep.trials);
        const auto sum = std::accumulate(trials, trials + static_cast<std::ptrdiff_t>(sweep.trials),
                                         std::uint64_t{0});
        EXPECT_EQ(point.metrics.placed, *trials) << point.name;
        EXPECT_DOUBLE_EQ(point.values.front() * static_cast<double>(sweep.trials),
                         static_cast<double>(sum))
            << point.name;
    }
}

}  // namespace
}  // namespace berth
