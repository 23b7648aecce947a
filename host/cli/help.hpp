// The layout of `--help`: options with their placeholder on the left, a wrapped sentence with the
// default on the right.
#pragma once

#include <CLI/App.hpp>
#include <CLI/Formatter.hpp>
#include <string>
#include <vector>

namespace berth::host::cli {

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
