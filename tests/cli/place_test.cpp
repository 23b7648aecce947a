// berth place: its outputs, its exit status, and that they agree with each other.
#include <gmock/gmock.h>

#include <algorithm>
#include <sstream>

#include "json_answer.hpp"
#include "run_berth.hpp"

namespace berth::test {
namespace {

using testing::HasSubstr;
using testing::Not;

std::size_t lines_of(const std::string& text) {
    return static_cast<std::size_t>(std::ranges::count(text, '\n'));
}

TEST(Place, SaysTheVerdictFirst) {
    const Outcome outcome = run_berth(on_example("place"));
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out,
                testing::ContainsRegex("^[0-9]+ of [0-9]+ tasks placed on [0-9]+ of 10 instances "
                                       "\\(seed 0, backend cpu, solved in [^,]+, snapshot .+ old"));
}

TEST(Place, TellsRequestsInstanceTypesAndReasonsInThisOrder) {
    const std::string out = run_berth(on_example("place")).out;
    const std::size_t requests = out.find("\nBy request\n");
    const std::size_t by_type = out.find("\nBy instance type\n");
    const std::size_t failures = out.find("\nNot placed: ");
    ASSERT_NE(requests, std::string::npos) << out;
    ASSERT_NE(by_type, std::string::npos) << out;
    ASSERT_NE(failures, std::string::npos) << out;
    EXPECT_LT(requests, by_type);
    EXPECT_LT(by_type, failures);
}

TEST(Place, ShowsWhatTheExampleWasMadeFor) {
    const Outcome outcome = run_berth(on_example("place", {"--output", "json"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(outcome.out);
    EXPECT_EQ(answer.number("/schemaVersion"), 1);
    EXPECT_EQ(answer.number("/summary/requested"),
              answer.number("/summary/placed") + answer.number("/summary/failed"));
    EXPECT_EQ(answer.size("/tasks"), static_cast<std::size_t>(answer.number("/summary/placed")));
    EXPECT_EQ(answer.number("/tasks/0/requestIndex"), 2) << "the DAEMON service comes first";
    const std::string table = run_berth(on_example("place")).out;
    EXPECT_THAT(table, HasSubstr("RESOURCE:PORTS")) << "edge-proxy finds three m5.large only";
    EXPECT_THAT(table, HasSubstr("RESOURCE:GPU")) << "the second trainer finds one GPU only";
    EXPECT_THAT(table, HasSubstr("no instance of this cluster would take it"))
        << "genome-assembly is larger than any instance";
}

TEST(Place, GivesTheSamePlanOnEveryBackendAndNumberOfThreads) {
    const auto csv = [](const std::vector<std::string>& more) {
        std::vector<std::string> options = {"--output", "csv", "--seed", "11"};
        options.insert(options.end(), more.begin(), more.end());
        const Outcome outcome = run_berth(on_example("place", options));
        EXPECT_EQ(outcome.status, 0) << outcome;
        return outcome.out;
    };
    const std::string plan = csv({"--backend", "reference"});
    EXPECT_EQ(csv({"--backend", "cpu"}), plan);
    EXPECT_EQ(csv({"--backend", "cpu", "--threads", "1"}), plan);
    EXPECT_EQ(csv({"--backend", "auto"}), plan);
}

TEST(Place, NamesTheBackendThatRan) {
    for (const char* backend : {"reference", "cpu"}) {
        const Outcome outcome =
            run_berth(on_example("place", {"--output", "json", "--backend", backend}));
        EXPECT_EQ(JsonAnswer(outcome.out).text("/summary/backend"), backend);
    }
}

TEST(Place, RefusesAnUnknownBackendWithTheListOfThoseThatThereAre) {
    const Outcome outcome = run_berth(on_example("place", {"--backend", "tpu"}));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_EQ(outcome.out, "");
    EXPECT_THAT(outcome.err, HasSubstr("there is no backend 'tpu'"));
    EXPECT_THAT(outcome.err, HasSubstr("reference"));
    EXPECT_THAT(outcome.err, HasSubstr("cpu"));
}

TEST(Place, WritesOneCsvRowPerTask) {
    const Outcome outcome = run_berth(on_example("place", {"--output", "csv"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    const JsonAnswer answer(run_berth(on_example("place", {"--output", "json"})).out);
    EXPECT_EQ(lines_of(outcome.out),
              1 + static_cast<std::size_t>(answer.number("/summary/requested")));
}

TEST(Place, WritesStartTaskCallsOfAtMostTenInstances) {
    const Outcome outcome = run_berth(on_example("place", {"--output", "start-task"}));
    ASSERT_EQ(outcome.status, 0) << outcome;
    std::istringstream lines(outcome.out);
    std::size_t tasks = 0;
    for (std::string line; std::getline(lines, line);) {
        const JsonAnswer call(line);
        const std::size_t instances = call.size("/containerInstances");
        EXPECT_GE(instances, 1U) << line;
        EXPECT_LE(instances, 10U) << line;
        EXPECT_THAT(call.text("/taskDefinition"), HasSubstr("task-definition/")) << line;
        tasks += instances;
    }
    const JsonAnswer answer(run_berth(on_example("place", {"--output", "json"})).out);
    EXPECT_EQ(tasks, static_cast<std::size_t>(answer.number("/summary/placed")));
}

TEST(Place, FailsOnUnplacedTasksWhereAskedTo) {
    const Outcome met = run_berth(on_example("place", {"--fail-on", "unplaced"}));
    EXPECT_EQ(met.status, 3) << met;
    EXPECT_THAT(met.out, HasSubstr("tasks placed on")) << "the answer is given all the same";
    Surroundings around;
    around.input = R"([{"taskDefinition": "api"}])";
    const Outcome not_met =
        run_berth({"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst",
                   "-", "--fail-on", "unplaced"},
                  around);
    EXPECT_EQ(not_met.status, 0) << not_met;
    EXPECT_THAT(not_met.out, HasSubstr("1 of 1 task placed"));
    EXPECT_THAT(not_met.out, Not(HasSubstr("Not placed")));
}

class PlaceFiles : public CliTest {};

TEST_F(PlaceFiles, WritesTheSameToAFileAsToStandardOutput) {
    const std::filesystem::path path = directory_ / "plan";
    for (const char* format : {"csv", "start-task"}) {
        const Outcome outcome =
            run_berth(on_example("place", {"--output", format, "--output-file", path.string()}));
        EXPECT_EQ(outcome.status, 0) << outcome;
        EXPECT_EQ(outcome.out, "");
        EXPECT_EQ(read_text(path), run_berth(on_example("place", {"--output", format})).out);
    }
}

TEST_F(PlaceFiles, TakesTheDocumentsOneByOneAndInAnyOrder) {
    std::vector<std::string> words = {"place", "--output", "csv", "--burst",
                                      source_path("examples/mixed-fleet/burst.json")};
    for (const char* name :
         {"tasks", "task-definitions", "services", "task-protection", "container-instances"}) {
        words.push_back("--cluster");
        words.push_back(source_path("examples/mixed-fleet/cluster/" + std::string(name) + ".json"));
    }
    EXPECT_EQ(run_berth(words).out, run_berth(on_example("place", {"--output", "csv"})).out);
}

TEST_F(PlaceFiles, JoinsEqualRequestsThatFollowEachOther) {
    write_text(directory_ / "burst.json",
               R"([{"taskDefinition": "api"}, {"taskDefinition": "api", "count": 2},
                   {"taskDefinition": "report"}, {"taskDefinition": "api"}])");
    const Outcome outcome =
        run_berth({"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst",
                   (directory_ / "burst.json").string()});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, testing::ContainsRegex("\n  0-1 +api:3 +family:api +3 +3 +0\n"));
    EXPECT_THAT(outcome.out, testing::ContainsRegex("\n  3 +api:3 +family:api +1 +1 +0\n"));
}

TEST_F(PlaceFiles, TellsHowMuchStandsInJsonOnlyWhereATableIsTooLong) {
    std::string definitions;
    std::string burst;
    constexpr int count = 50;
    for (int i = 0; i < count; ++i) {
        const std::string name = "t" + std::to_string(i);
        definitions += R"({"family": ")" + name +
                       R"(", "revision": 1, "containerDefinitions": [{"name": "c", "memory": 1}]})";
        burst += R"({"taskDefinition": ")" + name + "\"}\n";
    }
    write_text(directory_ / "definitions.json", definitions);
    write_text(directory_ / "burst.json", burst);
    const Outcome outcome =
        run_berth({"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--cluster",
                   (directory_ / "definitions.json").string(), "--burst",
                   (directory_ / "burst.json").string()});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("50 of 50 tasks placed"));
    EXPECT_THAT(outcome.out, HasSubstr("By task definition"));
    EXPECT_THAT(outcome.out,
                HasSubstr("... and 10 more task definitions that stand in --output json"));
}

TEST_F(PlaceFiles, AnEmptyBurstIsAnAnswer) {
    write_text(directory_ / "burst.json", "[]");
    const Outcome outcome =
        run_berth({"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst",
                   (directory_ / "burst.json").string()});
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("0 of 0 tasks placed on 0 of 10 instances"));
}

TEST_F(PlaceFiles, WarningsGoToStandardErrorUnlessQuiet) {
    write_text(directory_ / "burst.json",
               R"([{"taskDefinition": "api", "placementConstraints": [{"type": "memberOf",
                   "expression": "attribute:ecs.cpu-architecture == ARM64"}]}])");
    std::vector<std::string> words = {"place", "--cluster",
                                      source_path("examples/mixed-fleet/cluster"), "--burst",
                                      (directory_ / "burst.json").string()};
    const Outcome loud = run_berth(words);
    EXPECT_EQ(loud.status, 0) << loud;
    EXPECT_THAT(loud.err, HasSubstr("berth: warning: "));
    words.push_back("--quiet");
    const Outcome quiet = run_berth(words);
    EXPECT_EQ(quiet.err, "");
}

}  // namespace
}  // namespace berth::test
