// berth simulate: what it refuses, the forms of its answer, and its exit status.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::StartsWith;

const std::string simulation_inputs =
    " --cluster examples/mixed-fleet/cluster --burst examples/mixed-fleet/burst.json ";

class Simulate : public RootTest {
   protected:
    Outcome simulate(const std::string& options) const {
        return run_line("berth simulate" + simulation_inputs + "--run-time 300s " + options);
    }

    std::string text_of(const std::string& name) const { return read_text(directory_ / name); }
};

TEST_F(Simulate, NamesTheInputThatIsMissing) {
    expect_refused(run_line("berth simulate"), "SIMULATION, the file of what happens when");
    expect_refused(run_line("berth simulate --burst examples/mixed-fleet/burst.json"),
                   "--cluster is required");
    expect_refused(run_line("berth simulate nowhere.yaml" + simulation_inputs), "nowhere.yaml");
}

TEST_F(Simulate, RefusesOptionsThatItCannotUse) {
    expect_refused(run_line("berth simulate" + simulation_inputs + "--run-time 300"),
                   "--run-time: '300' is not a length of time");
    expect_refused(simulate("--end soon"), "--end: 'soon' is not a length of time");
    expect_refused(simulate("--minutes some"), "--minutes: 'some' is not all, changes or a whole");
    expect_refused(simulate("--seed x"), "--seed: expected a whole number");
    expect_refused(simulate("--seed -1"), "--seed: expected a whole number");
    expect_refused(simulate("--output yaml"), "--output");
    expect_refused(simulate("--fail-on unmet"), "--fail-on");
    expect_refused(simulate("--prices nowhere.yaml"), "nowhere.yaml");
    expect_refused(run_line("berth simulate some.yaml --cluster examples/mixed-fleet/cluster "
                            "--run-time 300s"),
                   "--run-time requires --burst");
}

TEST_F(Simulate, ReadsStandardInputOnce) {
    expect_refused(run_line("berth simulate - --cluster - < /dev/null"),
                   "only one of SIMULATION, --cluster and --burst can be standard input");
}

TEST_F(Simulate, TheTableBeginsWithTheVerdict) {
    const Outcome outcome = simulate("");
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, testing::ContainsRegex("^[0-9]+ of [0-9]+ tasks ran; "));
    EXPECT_THAT(outcome.out, HasSubstr("\nState at full minutes"));
}

TEST_F(Simulate, EveryFormTellsOfTheSameTasks) {
    const JsonAnswer json(simulate("--output json").out);
    EXPECT_EQ(json.text("/kind"), "simulation");
    EXPECT_EQ(json.number("/schemaVersion"), 1);
    const std::int64_t tasks = json.number("/totals/tasks");
    EXPECT_GT(tasks, 0);
    EXPECT_THAT(simulate("").out, HasSubstr(" of " + std::to_string(tasks) + " tasks ran; "));
    const std::string csv = simulate("--output csv").out;
    EXPECT_THAT(csv, StartsWith("seconds,provisioning,pending,running,stopped,refused"));
    EXPECT_EQ(std::ranges::count(csv, '\n'), 1 + json.size("/minutes"));
    const std::string log = simulate("--output event-log").out;
    EXPECT_EQ(std::ranges::count(log, '\n'), json.number("/totals/events"));
    EXPECT_THAT(log, testing::EndsWith("\"event\":\"ended\"}\n"));
}

TEST_F(Simulate, WritesEventLogAndReportBesideItsAnswer) {
    const Outcome outcome = simulate("--event-log events.jsonl --report page.html --output json");
    if (outcome.err.find("built without the HTML report") != std::string::npos) GTEST_SKIP();
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_EQ(text_of("events.jsonl"), simulate("--output event-log").out);
    EXPECT_THAT(text_of("page.html"), StartsWith("<!DOCTYPE html>"));
    EXPECT_THAT(outcome.err, HasSubstr("the report is in page.html: open it in a browser"));
    EXPECT_EQ(simulate("--event-log events.jsonl --quiet").err, "");
}

TEST_F(Simulate, TakesTheFormerNameOfTheEventLogButDoesNotShowIt) {
    EXPECT_EQ(simulate("--output film").out, simulate("--output event-log").out);
    EXPECT_EQ(simulate("--film former.jsonl --quiet").status, 0);
    EXPECT_EQ(text_of("former.jsonl"), simulate("--output event-log").out);
    for (const std::string line : {"simulate --help", "man", "completion bash"}) {
        EXPECT_THAT(run_line("berth " + line).out, testing::Not(HasSubstr("film"))) << line;
    }
}

TEST_F(Simulate, TellsByItsStatusWhatFailed) {
    const JsonAnswer json(simulate("--output json").out);
    const auto status = [](bool failed) { return failed ? 3 : 0; };
    const std::int64_t waiting = json.number("/totals/waiting") + json.number("/totals/givenUp");
    EXPECT_EQ(simulate("--fail-on waiting").status, status(waiting > 0));
    EXPECT_EQ(simulate("--fail-on refused").status, status(json.number("/totals/refused") > 0));
    EXPECT_EQ(simulate("--fail-on any").status,
              status(json.number("/totals/started") < json.number("/totals/tasks")));
}

TEST_F(Simulate, EndsWhereItIsTold) {
    const JsonAnswer json(simulate("--end 90s --output json").out);
    EXPECT_EQ(json.size("/minutes"), 2U);
}

TEST_F(Simulate, TheSeedOfTheCommandLineCounts) {
    EXPECT_EQ(JsonAnswer(simulate("--seed 7 --output json").out).number("/seed"), 7);
}

}  // namespace
}  // namespace berth::test
