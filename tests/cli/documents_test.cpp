// The commands of the documents print what stands below them.
//
// In a block ```console a line "$ COMMAND" is a line of bash, run in the root of the repository;
// what follows up to the next one is what it prints to both streams. A line "..." stands for any
// lines. The commands of a document run one after the other, in one directory.
#include <gmock/gmock.h>

#include <algorithm>
#include <span>
#include <sstream>

#include "run_berth.hpp"

namespace berth::test {
namespace {

using Lines = std::vector<std::string>;

struct Command {
    std::string line;
    Lines printed;
};

Lines lines_of(const std::string& text) {
    std::istringstream stream(text);
    Lines lines;
    for (std::string line; std::getline(stream, line);) lines.push_back(line);
    return lines;
}

std::string text_of(std::span<const std::string> lines) {
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
}

std::vector<Command> commands_of(const std::string& document) {
    std::vector<Command> commands;
    bool is_console = false;
    for (const std::string& line : lines_of(read_text(source_path(document)))) {
        if (line.starts_with("```")) {
            is_console = line == "```console";
        } else if (is_console && line.starts_with("$ ")) {
            commands.push_back({line.substr(2), {}});
        } else if (is_console && !commands.empty()) {
            commands.back().printed.push_back(line);
        }
    }
    return commands;
}

bool matches(std::span<const std::string> expected, std::span<const std::string> actual) {
    if (expected.empty()) return actual.empty();
    if (expected.front() == "...") {
        for (std::size_t skipped = 0; skipped <= actual.size(); ++skipped) {
            if (matches(expected.subspan(1), actual.subspan(skipped))) return true;
        }
        return false;
    }
    return !actual.empty() && actual.front() == expected.front() &&
           matches(expected.subspan(1), actual.subspan(1));
}

TEST(DocumentLines, AreComparedOneByOneButWhereSomeAreLeftOut) {
    const Lines printed = {"a", "b", "c"};
    EXPECT_TRUE(matches(Lines{"a", "b", "c"}, printed));
    EXPECT_TRUE(matches(Lines{"a", "..."}, printed));
    EXPECT_TRUE(matches(Lines{"...", "c", "..."}, printed));
    EXPECT_FALSE(matches(Lines{"a", "b"}, printed));
    EXPECT_FALSE(matches(Lines{"...", "b"}, printed));
    EXPECT_FALSE(matches(Lines{}, printed));
}

class Document : public RootTest, public testing::WithParamInterface<const char*> {};

TEST_P(Document, PrintsWhatItShows) {
    const std::vector<Command> commands = commands_of(GetParam());
    ASSERT_GE(commands.size(), 3U) << GetParam();
    for (const Command& command : commands) {
        const Outcome outcome = run_line("exec 2>&1; " + command.line);
        if (outcome.out.find("built without the HTML report") != std::string::npos) continue;
        EXPECT_TRUE(matches(command.printed, lines_of(outcome.out)))
            << GetParam() << ": " << command.line << "\nprints\n"
            << outcome.out << "\nwhere the document shows\n"
            << text_of(command.printed);
    }
}

// "docs/what-if.md" is "what_if".
std::string document_name(const testing::TestParamInfo<const char*>& document) {
    std::string name = document.param;
    name = name.substr(name.find('/') + 1);
    name.resize(name.find('.'));
    std::ranges::replace(name, '-', '_');
    return name;
}

INSTANTIATE_TEST_SUITE_P(Documents, Document,
                         testing::Values("docs/place.md", "docs/explain.md", "docs/capacity.md",
                                         "docs/query.md", "docs/query-language.md",
                                         "docs/scale-in.md", "docs/what-if.md",
                                         "docs/import-cloudformation.md", "docs/simulation.md",
                                         "docs/fleet-search.md"),
                         document_name);

}  // namespace
}  // namespace berth::test
