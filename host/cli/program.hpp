// The command line of the program: its verbs, its help, and how arguments become an exit status.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "cli/verbs.hpp"

namespace berth::host::cli {

/// Reads the arguments (without the program's name), does what they say and returns the exit
/// status: 0 an answer, 1 a fault of ours, 2 unusable arguments or input, 3 `--fail-on` met.
/// `studies` are the verbs that not every build has. Never throws.
int run(std::vector<std::string> arguments, std::span<const AddVerb> studies) noexcept;

/// The whole command line, for what is generated from it: completion and man page.
class CommandLine {
   public:
    explicit CommandLine(std::span<const AddVerb> studies);
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

/// The layout of `--help`: options with their placeholder on the left, a wrapped sentence with the
/// default on the right.
class HelpFormatter : public CLI::Formatter {
   public:
    HelpFormatter();

    std::string make_description(const CLI::App* app) const override;
    std::string make_usage(const CLI::App* app, std::string name) const override;
    std::string make_option(const CLI::Option* option, bool is_positional) const override;
    std::string make_subcommand(const CLI::App* verb) const override;
};

/// What an option says of itself: its sentence, whether it is required, its default.
std::string option_sentence(const CLI::Option& option);

/// "--cluster PATH", "EXPR", "-h, --help"
std::string option_heading(const CLI::Option& option);

/// Options and positionals in the order in which help lists them.
std::vector<const CLI::Option*> listed_options(const CLI::App& app);

/// The verbs that help lists, in order; hidden ones left out.
std::vector<const CLI::App*> listed_verbs(const CLI::App& app);

}  // namespace berth::host::cli
