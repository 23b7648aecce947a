// berth whatif --simulation: what it refuses, and its answers in every form.
#include <gmock/gmock.h>

#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

class WhatIfOverTime : public RootTest {
   protected:
    Outcome what_if(const std::string& options, const std::string& sweep = shipped_sweep) const {
        return run_line("berth whatif " + sweep +
                        " --cluster examples/over-time/cluster"
                        " --simulation examples/over-time/simulation.yaml " +
                        options);
    }

    static constexpr const char* shipped_sweep = "examples/over-time/what-if.yaml";
};

TEST_F(WhatIfOverTime, OptionsOfPlacementsAreRefused) {
    expect_refused(what_if("--burst examples/mixed-fleet/burst.json"), "--burst");
    for (const std::string option :
         {"--hours 2", "--details 0", "--memory 5", "--backend cpu", "--write-scenario 0 out"}) {
        const Outcome outcome = what_if(option);
        expect_refused(outcome, option.substr(0, option.find(' ')));
        EXPECT_THAT(outcome.err, HasSubstr("excludes"));
    }
}

TEST_F(WhatIfOverTime, EditsOverTimeNeedASimulation) {
    const Outcome outcome = run_line(std::string("berth whatif ") + shipped_sweep +
                                     " --cluster examples/mixed-fleet/cluster"
                                     " --burst examples/mixed-fleet/burst.json");
    expect_refused(outcome, "axis 'type', option 'c6i.2xlarge': setInstanceTypes");
    EXPECT_THAT(outcome.err, HasSubstr("give --simulation in place of --burst"));
}

TEST_F(WhatIfOverTime, EditsOfPlacementsAreRefusedWithTheirPlace) {
    run_line(
        "echo '{axes: [{name: order, options: [{name: mixed, edits: [setOrder: {order: "
        "shuffled}]}]}]}' > order.yaml; echo '{replaceDisplaced: true}' > displaced.yaml");
    expect_refused(what_if("", "order.yaml"),
                   "axis 'order', option 'mixed': setOrder has no meaning over time");
    expect_refused(what_if("", "displaced.yaml"), "replaceDisplaced has no meaning over time");
}

TEST_F(WhatIfOverTime, MetricsAreThoseOfTime) {
    const Outcome outcome = what_if("--objective placed");
    expect_refused(outcome, "there is no metric 'placed'");
    EXPECT_THAT(outcome.err, HasSubstr("all-running"));
    EXPECT_EQ(what_if("--require 'wait-p90<=300' --fail-on unmet").status, 0);
    EXPECT_EQ(what_if("--require 'wait-p90<=1' --fail-on unmet").status, 3);
    const Outcome simulated = run_line("berth whatif merge nothing.yaml part.jsonl");
    expect_refused(simulated, "--cluster is required");
}

TEST_F(WhatIfOverTime, WhatNeverRunsHasNoTime) {
    run_line(
        "echo '{axes: [{name: size, options: [{name: as is}, {name: none, edits: [setGroupSize: "
        "{maxSize: 0}]}]}]}' > size.yaml");
    const Outcome table = what_if("", "size.yaml");
    EXPECT_EQ(table.status, 0);
    EXPECT_THAT(table.out,
                StartsWith("Best of 2 points by not-run, all-running, cost: size=as is"));
    EXPECT_THAT(table.out, HasSubstr("never"));
    const Outcome json = what_if("--output json", "size.yaml");
    EXPECT_THAT(json.out, HasSubstr("\"all-running\":null"));
    EXPECT_THAT(json.out, HasSubstr("\"overTime\":true"));
    EXPECT_THAT(json.out, HasSubstr("\"instanceHours\":{\"c6i.xlarge\":"));
    EXPECT_THAT(json.out, Not(HasSubstr("\"room\"")));
    const Outcome csv = what_if("--output csv", "size.yaml");
    EXPECT_THAT(csv.out, HasSubstr(",none,60,0,,,,,,,0,0,0,"));
}

// The base is what berth simulate shows.
TEST_F(WhatIfOverTime, TheFirstTrialOfTheBaseIsTheSimulationItself) {
    const Outcome swept = what_if("--top 1 --objective cost");
    const Outcome alone = run_line(
        "berth simulate examples/over-time/simulation.yaml --cluster examples/over-time/cluster");
    EXPECT_THAT(alone.out, HasSubstr("all were running after 33 min 35 s"));
    EXPECT_THAT(swept.out, HasSubstr("the last one from 2,015 s on"));
}

}  // namespace
}  // namespace berth::test
