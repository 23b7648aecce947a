// The command line of the program: its verbs, and how arguments become an exit status.
#pragma once

#include <memory>
#include <string>
#include <vector>

namespace CLI {
class App;
}

namespace berth::host::cli {

/// Reads the arguments (without the program's name), does what they say and returns the exit
/// status: 0 an answer, 1 a fault of ours, 2 unusable arguments or input, 3 `--fail-on` met.
/// Never throws.
int run(std::vector<std::string> arguments) noexcept;

/// The whole command line, for what is generated from it: completion and man page.
class CommandLine {
   public:
    CommandLine();
    ~CommandLine();
    CommandLine(const CommandLine&) = delete;
    CommandLine& operator=(const CommandLine&) = delete;

    CLI::App& app();

    /// Reads the arguments and does what they say. Throws what CLI11 and the verbs throw.
    int parse_and_act(std::vector<std::string> arguments);

    /// What to say of arguments that CLI11 refused: its message, the nearest known option or verb,
    /// and where help stands.
    std::string complaint(const std::string& problem) const;

   private:
    struct Parts;
    std::unique_ptr<Parts> parts_;
};

}  // namespace berth::host::cli
