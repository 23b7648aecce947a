// Standard output that is closed, full, gone, a file or a terminal.
#include <gmock/gmock.h>

#include "run_berth.hpp"

namespace berth::test {
namespace {

using Output = Surroundings::Output;
using testing::HasSubstr;
using testing::Not;

const std::string escape = "\x1b";

Surroundings with_output(Output output) {
    Surroundings around;
    around.output = output;
    return around;
}

TEST(Streams, AFullDiskIsAnErrorOfStatusTwo) {
    const Outcome outcome = run_berth(on_example("place"), with_output(Output::full_disk));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("cannot write standard output: No space left on device"));
}

TEST(Streams, AClosedStandardOutputIsAnErrorOfStatusTwo) {
    const Outcome outcome = run_berth(on_example("place"), with_output(Output::closed));
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("standard output is closed"));
}

TEST(Streams, AReaderThatWentAwayEndsTheProgramQuietly) {
    for (const char* verb : {"place", "explain"}) {
        const Outcome outcome =
            run_berth(on_example(verb, {"--quiet"}), with_output(Output::reader_gone));
        EXPECT_EQ(outcome.status, 2) << outcome;
        EXPECT_EQ(outcome.err, "") << verb;
    }
}

TEST(Streams, HelpToAFullDiskIsAnErrorToo) {
    const Outcome outcome = run_berth({"--help"}, with_output(Output::full_disk));
    EXPECT_EQ(outcome.status, 2) << outcome;
}

class OutputFile : public CliTest {};

TEST_F(OutputFile, WorksWhileStandardOutputIsClosed) {
    const std::string path = directory_ / "plan.json";
    const Outcome outcome =
        run_berth(on_example("place", {"--output", "json", "--output-file", path}),
                  with_output(Output::closed));
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(read_text(path), HasSubstr("\"schemaVersion\""));
}

TEST(Streams, PipesGetPlainText) {
    const Outcome outcome = run_berth(on_example("place"));
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, Not(HasSubstr(escape)));
}

TEST(Streams, ATerminalGetsBoldHeadings) {
    Surroundings around = with_output(Output::terminal);
    around.environment = {{"TERM", "xterm"}, {"NO_COLOR", ""}};
    const Outcome outcome = run_berth(on_example("place"), around);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr(escape + "[1m"));
}

TEST(Streams, NoColorGivesATerminalPlainText) {
    Surroundings around = with_output(Output::terminal);
    around.environment = {{"TERM", "xterm"}, {"NO_COLOR", "1"}};
    const Outcome outcome = run_berth(on_example("place"), around);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, Not(HasSubstr(escape)));
    EXPECT_THAT(outcome.out, HasSubstr("tasks placed on"));
}

TEST(Streams, ADumbTerminalGetsPlainText) {
    Surroundings around = with_output(Output::terminal);
    around.environment = {{"TERM", "dumb"}, {"NO_COLOR", ""}};
    const Outcome outcome = run_berth(on_example("place"), around);
    EXPECT_THAT(outcome.out, Not(HasSubstr(escape))) << outcome;
}

TEST(Streams, ProgressGoesToStandardErrorAlone) {
    const Outcome outcome =
        run_berth(on_example("place", {"--progress", "always", "--output", "json"}));
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("berth: reading the cluster and the burst ..."));
    EXPECT_THAT(outcome.out, Not(HasSubstr("reading the cluster")));
}

TEST(Streams, QuietLeavesNothingOnStandardError) {
    const Outcome outcome =
        run_berth(on_example("place", {"--progress", "always", "--quiet", "--output", "json"}));
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_EQ(outcome.err, "");
}

TEST(Streams, ReadsTheClusterFromStandardInput) {
    Surroundings around;
    around.input = read_text(source_path("examples/mixed-fleet/cluster/container-instances.json")) +
                   read_text(source_path("examples/mixed-fleet/cluster/task-definitions.json"));
    const Outcome outcome =
        run_berth({"place", "--cluster", "-", "--burst",
                   source_path("examples/mixed-fleet/burst.json"), "--output", "csv"},
                  around);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("storefront:12"));
}

TEST(Streams, ReadsTheBurstFromStandardInput) {
    Surroundings around;
    around.input = R"({"taskDefinition": "api", "count": 2})";
    const Outcome outcome = run_berth(
        {"place", "--cluster", source_path("examples/mixed-fleet/cluster"), "--burst", "-"},
        around);
    EXPECT_EQ(outcome.status, 0) << outcome;
    EXPECT_THAT(outcome.out, HasSubstr("2 of 2 tasks placed"));
}

TEST(Streams, CannotReadBothFromStandardInput) {
    const Outcome outcome = run_berth({"place", "--cluster", "-", "--burst", "-"});
    EXPECT_EQ(outcome.status, 2) << outcome;
    EXPECT_THAT(outcome.err, HasSubstr("only one of --cluster and --burst"));
}

}  // namespace
}  // namespace berth::test
