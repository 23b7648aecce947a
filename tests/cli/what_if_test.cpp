// berth whatif: what it refuses, its files, parts of sweeps, and being stopped.
#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <sstream>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string inputs =
    " --cluster examples/mixed-fleet/cluster --burst examples/mixed-fleet/burst.json ";
const std::string sweep = "examples/mixed-fleet/what-if.yaml";

class WhatIf : public RootTest {
   protected:
    Outcome what_if(const std::string& options, const std::string& environment = "") const {
        return run_line(environment + " berth whatif " + sweep + inputs + options);
    }

    std::string text_of(const std::string& name) const { return read_text(directory_ / name); }
};

// The rows of a CSV answer: cells by the heading of their column.
std::vector<std::map<std::string, std::string>> rows_of(const std::string& csv) {
    const auto cells = [](const std::string& line) {
        std::istringstream stream(line);
        std::vector<std::string> parts;
        for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
        return parts;
    };
    std::istringstream stream(csv);
    std::string line;
    std::getline(stream, line);
    const std::vector<std::string> headings = cells(line);
    std::vector<std::map<std::string, std::string>> rows;
    while (std::getline(stream, line)) {
        const std::vector<std::string> values = cells(line);
        EXPECT_EQ(values.size(), headings.size()) << line;
        rows.emplace_back();
        for (std::size_t c = 0; c < std::min(values.size(), headings.size()); ++c) {
            rows.back()[headings[c]] = values[c];
        }
    }
    return rows;
}

TEST_F(WhatIf, AnUnknownMetricGetsTheNearestOneAndAllOthers) {
    const Outcome outcome = what_if("--objective instnces-used");
    expect_refused(outcome,
                   "--objective: there is no metric 'instnces-used' (did you mean "
                   "instances-used?)");
    EXPECT_THAT(outcome.err, HasSubstr("cost-per-hour"));
    expect_refused(what_if("--require nonsense=1"), "--require: there is no metric 'nonsense'");
    expect_refused(what_if("--pareto placed,nonsense"), "--pareto: there is no metric 'nonsense'");
}

TEST_F(WhatIf, ARequirementNeedsAComparisonAndANumber) {
    expect_refused(what_if("--require placed"), "expected a comparison");
    for (const char* wrong : {"'placed=all'", "'placed>='", "'placed=>3'", "''"}) {
        expect_refused(what_if(std::string("--require ") + wrong), "--require");
    }
}

TEST_F(WhatIf, NamesTheInputThatIsMissing) {
    const std::string help = "'berth whatif --help' tells what it takes";
    expect_refused(run_line("berth whatif"), "SWEEP, the scenario file");
    expect_refused(run_line("berth whatif " + sweep), "--cluster is required");
    const Outcome outcome =
        run_line("berth whatif " + sweep + " --cluster examples/mixed-fleet/cluster");
    expect_refused(outcome, "--burst or --simulation is required");
    EXPECT_THAT(outcome.err, HasSubstr(help));
    expect_refused(run_line("berth whatif nowhere.yaml" + inputs), "nowhere.yaml");
}

TEST_F(WhatIf, RefusesOptionsThatWouldBeIgnored) {
    expect_refused(what_if("--resume"), "--resume requires --results");
    expect_refused(what_if("--fail-on unmet"), "--fail-on requires --require");
    ASSERT_EQ(what_if("--results all.jsonl").status, 0);
    for (const char* option : {"--results more.jsonl", "--shard 0/2", "--dry-run"}) {
        const Outcome outcome =
            run_line("berth whatif merge " + sweep + " all.jsonl" + inputs + option);
        expect_refused(outcome, "merge excludes --");
    }
}

TEST_F(WhatIf, TheSkeletonIsReadBackAndSolved) {
    ASSERT_EQ(run_line("berth whatif --generate-skeleton > all.yaml").status, 0);
    // The skeleton's edits name things of a made-up cluster, and some are for sweeps over time.
    const std::string adapt =
        "sed -i -e '/- setManagedScaling:/,/instanceTypes: .c6i/d' -e "
        "'s/my-provider/mixed-fleet-x86-64/' -e 's/taskDefinitions: .web.*/"
        "taskDefinitions: [api]/' -e 's/services: .api.*/services: [storefront]/' all.yaml; ";
    const Outcome outcome = run_line(adapt + "berth whatif all.yaml" + inputs + "--output json");
    EXPECT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    EXPECT_EQ(answer.size("/points"), 4U);
    EXPECT_EQ(answer.number("/trials"), 1);
}

TEST_F(WhatIf, TheSchemaIsJson) {
    const Outcome outcome = run_line("berth whatif --schema");
    EXPECT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer schema(outcome.out);
    EXPECT_THAT(schema.text("/$schema"), HasSubstr("json-schema.org"));
    EXPECT_GT(schema.size("/properties/axes"), 0U);
}

TEST_F(WhatIf, AWrittenScenarioPlacesAsManyTasksAsItsRowSays) {
    const auto rows = rows_of(what_if("--output csv").out);
    ASSERT_EQ(rows.size(), 64U);
    for (const std::size_t r : {0U, 20U, 40U, 63U}) {
        const std::string& point = rows[r].at("point");
        ASSERT_EQ(what_if("--write-scenario " + point + " point-" + point).status, 0) << point;
        const Outcome outcome = run_line("berth place --seed 1 --output json --cluster point-" +
                                         point + "/cluster --burst point-" + point + "/burst.json");
        ASSERT_EQ(outcome.status, 0) << outcome;
        EXPECT_EQ(std::to_string(JsonAnswer(outcome.out).number("/summary/placed")),
                  rows[r].at("placed"))
            << point;
    }
}

TEST_F(WhatIf, AWrittenScenarioKeepsTheDefaultStrategyOfTheCluster) {
    write_text(directory_ / "clusters.json",
               R"({"clusters": [{"clusterName": "demo", "defaultCapacityProviderStrategy":
                   [{"capacityProvider": "mixed-fleet-x86-64", "weight": 3}]}]})");
    const Outcome outcome = what_if("--cluster " + (directory_ / "clusters.json").string() +
                                    " --write-scenario 0 kept");
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer clusters(text_of("kept/cluster/clusters.json"));
    const std::string strategy = "/clusters/0/defaultCapacityProviderStrategy/0";
    EXPECT_EQ(clusters.text(strategy + "/capacityProvider"), "mixed-fleet-x86-64");
    EXPECT_EQ(clusters.number(strategy + "/weight"), 3);
}

TEST_F(WhatIf, PartsMergedAreTheWholeToTheByte) {
    std::string parts;
    for (const std::string part : {"0", "1", "2"}) {
        const std::string file = "part-" + part + ".jsonl";
        const Outcome outcome = what_if("--shard " + part + "/3 --results " + file);
        EXPECT_EQ(outcome.status, 0) << outcome;
        EXPECT_THAT(outcome.err, HasSubstr("of 64 points: the others were not solved"));
        parts += " " + file;
    }
    const Outcome merged =
        run_line("berth whatif merge " + sweep + parts + inputs + "--output json");
    const Outcome whole = what_if("--output json");
    EXPECT_EQ(merged.status, 0) << merged;
    EXPECT_EQ(merged.err, whole.err);
    EXPECT_TRUE(merged.out == whole.out);
    EXPECT_EQ(JsonAnswer(whole.out).size("/points"), 64U);
}

TEST_F(WhatIf, APartTwiceIsRefused) {
    ASSERT_EQ(what_if("--shard 0/3 --results part.jsonl").status, 0);
    expect_refused(run_line("berth whatif merge " + sweep + " part.jsonl part.jsonl" + inputs),
                   "part.jsonl: scenario 0 is there twice");
}

TEST_F(WhatIf, ResultsThatAreThereAreKept) {
    write_text(directory_ / "mine.jsonl", "mine\n");
    expect_refused(what_if("--results mine.jsonl"), "mine.jsonl: the results file exists");
    expect_refused(what_if("--results mine.jsonl --resume"), "mine.jsonl: line 1");
    EXPECT_EQ(text_of("mine.jsonl"), "mine\n");
}

TEST_F(WhatIf, AFileCutWithinALineIsCompleted) {
    const Outcome whole = what_if("--results whole.jsonl --output json");
    const std::string results = text_of("whole.jsonl");
    ASSERT_EQ(std::ranges::count(results, '\n'), 65);
    std::size_t cut = results.size() / 2;
    if (results[cut] == '\n') ++cut;
    write_text(directory_ / "cut.jsonl", results.substr(0, cut));
    const Outcome resumed = what_if("--results cut.jsonl --resume --output json");
    EXPECT_EQ(resumed.status, 0) << resumed;
    EXPECT_TRUE(resumed.out == whole.out);
    EXPECT_EQ(text_of("cut.jsonl"), results);
}

TEST_F(WhatIf, TheEnvironmentOfAnArrayJobSaysWhichPartItIs) {
    const std::string part = what_if("--shard 1/3 --output csv").out;
    EXPECT_THAT(part, HasSubstr("\n"));
    const std::string batch = "AWS_BATCH_JOB_ARRAY_INDEX=1 AWS_BATCH_JOB_ARRAY_SIZE=3";
    EXPECT_EQ(what_if("--shard env --output csv", batch).out, part);
    const std::string slurm =
        "AWS_BATCH_JOB_ARRAY_INDEX= SLURM_ARRAY_TASK_ID=5 SLURM_ARRAY_TASK_MIN=3 "
        "SLURM_ARRAY_TASK_STEP=2 SLURM_ARRAY_TASK_COUNT=3";
    EXPECT_EQ(what_if("--shard env --output csv", slurm).out, part);
    expect_refused(what_if("--shard env", "AWS_BATCH_JOB_ARRAY_INDEX= SLURM_ARRAY_TASK_ID="),
                   "neither AWS Batch");
    expect_refused(what_if("--shard 3/3"), "there is no part 3 of 3");
}

TEST_F(WhatIf, CtrlCKeepsWhatIsDoneAndSaysHowMuchThatIs) {
    write_text(directory_ / "long.yaml",
               "trials: 1000000\naxes:\n  - name: load\n    range: {from: 1, to: 10, step: 1}\n"
               "    edit: {scaleCounts: {}}\n");
    const Outcome stopped = run_line(
        "berth whatif long.yaml --results long.jsonl" + inputs +
        "& while kill -0 $! && [ $(wc -l 2>/dev/null < long.jsonl || echo 0) -lt 100 ]; do "
        "sleep 0.1; done; "
        "kill -INT $!; wait $!");
    EXPECT_EQ(stopped.status, 130) << stopped;
    EXPECT_THAT(stopped.err, HasSubstr("stopped after "));
    EXPECT_THAT(stopped.err, HasSubstr(" of 10000000 scenarios; --resume with the same --results"));
    EXPECT_THAT(stopped.out, StartsWith("Best of "));
    const Outcome merged =
        run_line("berth whatif merge long.yaml long.jsonl --output csv" + inputs);
    EXPECT_EQ(merged.status, 0) << merged;
    const auto lines = std::ranges::count(text_of("long.jsonl"), '\n');
    EXPECT_EQ(rows_of(merged.out).at(0).at("trials"), std::to_string(lines - 1));
}

TEST_F(WhatIf, FailsOnRequirementsThatNoPointOrNotEachPointMeets) {
    const auto status = [this](const std::string& options) { return what_if(options).status; };
    EXPECT_EQ(status("--require placed=100%"), 0);
    EXPECT_EQ(status("--require placed=100% --fail-on unmet"), 3);
    EXPECT_EQ(status("--require 'failed<=2' --fail-on unmet"), 0);
    EXPECT_EQ(status("--require 'failed<=2' --fail-on any-unmet"), 3);
    EXPECT_EQ(status("--require 'failed<=38' --fail-on any-unmet"), 0);
}

TEST_F(WhatIf, ADryRunCountsAndWritesNothing) {
    const Outcome outcome = what_if("--dry-run");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, StartsWith("64 points of 1 trial: 64 scenarios\nabout "));
    const Outcome part = what_if("--dry-run --shard 0/4");
    EXPECT_THAT(part.out, HasSubstr("16 scenarios\n")) << part;
}

TEST_F(WhatIf, TheReportHoldsTheResults) {
    const Outcome outcome = what_if("--report page.html --output json");
    if (outcome.err.find("built without the HTML report") != std::string::npos) {
        GTEST_SKIP() << "this build has no page";
    }
    EXPECT_EQ(outcome.status, 0) << outcome;
    const std::string page = text_of("page.html");
    EXPECT_THAT(page, HasSubstr("Room for the evening burst"));
    EXPECT_THAT(page, HasSubstr("\"pointCount\""));
    EXPECT_THAT(page, HasSubstr("new instances=6, lost zone=none, strategy=as requested"));
    EXPECT_THAT(page, Not(HasSubstr("src=\"http"))) << "it loads nothing";
}

}  // namespace
}  // namespace berth::test
