// Runs the built program as a user would, and looks at exit status, standard output and standard
// error.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>
#include <utility>
#include <vector>

namespace berth::test {

/// What a run of the program left behind.
struct Outcome {
    int status = 0;  ///< exit status; 128 + signal if a signal ended it, 124 after a time-out
    std::string out;
    std::string err;
};
std::ostream& operator<<(std::ostream& stream, const Outcome& outcome);

struct Surroundings {
    std::string input;                                             ///< on standard input
    std::filesystem::path directory = ".";                         ///< working directory
    std::vector<std::pair<std::string, std::string>> environment;  ///< set in addition
    enum class Output { pipe, closed, full_disk, reader_gone, terminal } output = Output::pipe;
};

Outcome run_program(const std::vector<std::string>& command, const Surroundings& around = {});

/// Status 2, nothing on standard output, and a message that holds the complaint.
void expect_refused(const Outcome& outcome, const std::string& complaint);

/// `berth ARGUMENTS...`
Outcome run_berth(std::vector<std::string> arguments, const Surroundings& around = {});

/// A path below the source tree.
std::string source_path(const std::string& path);

/// `--cluster` and `--burst` of the shipped example, after the verb.
std::vector<std::string> on_example(const std::string& verb,
                                    const std::vector<std::string>& options = {},
                                    bool with_burst = true);

std::string read_text(const std::filesystem::path& path);
void write_text(const std::filesystem::path& path, const std::string& text);

/// A fixture with a directory of its own, removed afterwards.
class CliTest : public testing::Test {
   protected:
    void SetUp() override;
    void TearDown() override;

    std::filesystem::path directory_;
};

/// A fixture whose directory stands in for the root of the repository, so that what a command
/// writes lands elsewhere. `berth` is the built program.
class RootTest : public CliTest {
   protected:
    void SetUp() override;

    /// A line of bash.
    Outcome run_line(const std::string& line) const;
};

}  // namespace berth::test
